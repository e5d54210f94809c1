/** Closings that people write to close only, at the start of a line, with the sign behind them. */
export const plainClosings = closing(`
  with kind regards, kind regards, kindest regards, best regards, warm regards, warmest regards, many regards, regards,
  yours sincerely, sincerely yours, sincerely, yours faithfully, yours truly, best wishes, all the best, respectfully,
  rgds, mit freundlichen grüßen, mit freundlichen gruessen, mit freundlichem gruß, freundliche grüße, mit besten grüßen,
  viele grüße, beste grüße, liebe grüße, herzliche grüße, schöne grüße, mit freundlicher empfehlung, mfg, hochachtungsvoll,
  cordialement, bien cordialement, très cordialement, bien à vous, salutations distinguées, meilleures salutations,
  sincères salutations, salutations, respectueusement, cdt, cdlt, amicalement, saludos cordiales, un cordial saludo,
  cordiales saludos, un saludo, saludos, atentamente, cordialmente, atte, cordiali saluti, distinti saluti,
  cari saluti, tanti saluti, un saluto, saluti, in fede, com os melhores cumprimentos, melhores cumprimentos,
  cumprimentos, atenciosamente, respeitosamente, saudações, um abraço, abraços, att, met vriendelijke groeten,
  met vriendelijke groet, vriendelijke groeten, vriendelijke groet, met hartelijke groet, hartelijke groeten, groeten,
  groet, mvg, hoogachtend, 此致敬礼, 此致, 敬礼, 祝好, 顺祝商祺, 敬上, 谨上, 敬具, 以上`);

/** Closings that are often thanks and no more. */
export const thanksClosings = wholly(`
  thanks, thank you, many thanks, thanks in advance, thank you in advance, thanks and regards, cheers, best, love, danke,
  vielen dank, danke im voraus, vielen dank im voraus, besten dank, vg, lg, gruß, grüße, merci, merci d'avance,
  merci par avance, bonne journée, bonne soirée, gracias, muchas gracias, gracias de antemano, grazie, grazie mille, grazie in anticipo, obrigado,
  obrigada, muito obrigado, grato, grata, bedankt, alvast bedankt, dank u wel, 谢谢, 謝謝, 多谢, ありがとうございます,
  よろしくお願いします, よろしくお願いいたします, よろしくお願い致します, 宜しくお願いします`);

const devices =
  'iphone|ipad|phone|mobile|handy|móvil|movil|mobil\\w*|telefon\\w*|teléfono|telefono|cellulare|celular|telemóvel|telefoon|android|samsung|galaxy|huawei|xiaomi|pixel|blackberry|windows|outlook|mail|gmail|yahoo\\w*|proton\\w*|aol|gmx|web\\.de|t-online\\w*';

/** "Sent from my iPhone", "Get Outlook for Android", in nine languages. */
export const clientLine = new RegExp(
  [
    String.raw`^\s*(?:sent|gesendet|envoyé|enviado|inviato|verzonden|verstuurd)\s(?:(?:from|via|using|by|with|von|mit|aus|über|de|depuis|à partir de|avec|desde|do|da|dal|a partir d[eo]|pelo|con|vanaf|vanuit|met|op)\s).{0,30}?\b(?:${devices})\b.{0,30}$`,
    String.raw`^\s*von meine[mr]\s.{1,30}\sgesendet.{0,10}$`,
    String.raw`^\s*(?:get|download|holen sie sich|télécharge[rz]|obtene[rz]|obtenir|obtener|descargar?|obter|obtenha|ottieni|scarica|download|haal|获取|取得|下載)\s?outlook\b.{0,40}$`,
    String.raw`^\s*outlook (?:für|voor|for)\s.{1,40}$`,
    '^\\s*(?:发自|發自|寄自|从我的|從我的|發送自).{0,30}$',
    '^.{0,20}から(?:送信|送りました).{0,5}$',
  ].join('|'),
  'iu',
);

/** Words about the writer or the reader: with one of them a line is a sentence and no name. */
export const firstPerson =
  /(?<![\p{L}'’])(?:i|i['’]m|i['’]d|me|my|we|you|your|please|pls|want|need|ich|mich|mir|mein|meine|wir|uns|sie|bitte|je|j['’]\p{L}+|moi|mon|ma|nous|vous|svp|quiero|quisiera|necesito|puedo|yo|por favor|vorrei|voglio|posso|mi|io|per favore|quero|preciso|gostaria|eu|ik|mij|mijn|wij|graag|alstublieft|alsjeblieft|p\.?\s?s\.?|p\.?\s?d\.?|nb)(?![\p{L}'’])|我|您|请|請|私|お願い|ください|下さい|たい/iu;

function alternatives(phrases: string): string {
  return phrases
    .split(',')
    .map((phrase) => phrase.trim().replaceAll(/\s+/g, ' '))
    .toSorted((one, other) => other.length - one.length)
    .join('|');
}

function closing(phrases: string): RegExp {
  return new RegExp(`^(?:${alternatives(phrases)})(?![\\p{L}])[\\s,.!–-]*`, 'iu');
}

function wholly(phrases: string): RegExp {
  return new RegExp(`^(?:${alternatives(phrases)})[\\s,.!]*$`, 'iu');
}
