/**
 * How a request for a human is put together in a language: parts in their order, each of which may be missing but the
 * human. `|` parts the forms of one part.
 */
export interface RequestGrammar {
  readonly before: readonly string[];
  readonly human: string;
  readonly after: readonly string[];
}

/** The languages whose words people run together; Chinese and Japanese have no spaces to leave out. */
export const requestGrammars: readonly RequestGrammar[] = [
  {
    before: [
      'hi|hello|hey|please|pls|plz',
      'i|id|can i|may i|could i|can you|could you|let me|lemme',
      'want|wanna|need|would like|like|have|get|give|gimme|connect|transfer|forward|switch|put|bring|send',
      'me|us|you',
      'to',
      'speak|talk|chat|contact|call|reach|escalate|through',
      'to|with|for',
      'a|an|the|some|your|another',
      'real|live|actual|other',
      'human|customer|support|service|customer service|customer support|helpdesk',
    ],
    human:
      'human|humans|human being|person|agent|agents|operator|representative|advisor|adviser|someone|somebody|rep|consultant|supervisor|manager|staff|employee|customer service|customer support|customer care',
    after: ['please|pls|plz|now|asap|today|thanks', 'please|pls|plz|now|asap'],
  },
  {
    before: [
      'hallo|bitte',
      'ich|kann ich|darf ich|könnte ich',
      'möchte|will|würde|brauche|muss|wünsche',
      'gern|gerne|bitte',
      'mit|an|zu',
      'einem|einer|einen|ein|eine|nem|ner|nen|dem|der',
      'echten|echter|echte|echtem|richtigen|richtigem|lebenden|realen|menschlichen|anderen',
    ],
    human:
      'mensch|menschen|mitarbeiter|mitarbeiterin|person|berater|beraterin|agent|agenten|kundenberater|kundenbetreuer|kundendienst|kundenservice|ansprechpartner|operator|jemand|jemandem|jemanden',
    after: ['bitte', 'sprechen|reden|chatten|telefonieren|verbinden|weiterleiten', 'bitte|jetzt|sofort|danke'],
  },
  {
    before: [
      'hola|por favor',
      'yo|me',
      'quiero|quisiera|necesito|deseo|puedo|podría|gustaría|pásame|páseme|ponme|comunícame|comuníqueme',
      'hablar|comunicarme|chatear|contactar',
      'con|a|al',
      'un|una|el|la|algún|alguna|otro|otra',
    ],
    human:
      'agente|agentes|humano|humana|persona|asesor|asesora|operador|operadora|representante|ejecutivo|ejecutiva|alguien|ser humano|atención al cliente|servicio al cliente',
    after: ['humano|humana|real|de verdad|en vivo', 'por favor|porfa|ya|ahora|gracias'],
  },
  {
    before: [
      'bonjour|svp',
      'je|puis je',
      'veux|voudrais|souhaite|aimerais|peux',
      'parler|discuter|chatter|contacter|joindre|échanger',
      'à|avec|au',
      'un|une|le|la|votre|autre',
      'vrai|vraie|être',
    ],
    human:
      "humain|humaine|personne|conseiller|conseillère|agent|opérateur|opératrice|quelqu'un|interlocuteur|représentant|téléconseiller|service client",
    after: ['humain|humaine|réel|réelle|physique', "svp|s'il vous plaît|s'il te plaît|maintenant|merci"],
  },
  {
    before: [
      'ciao|per favore',
      'io',
      'voglio|vorrei|posso|potrei|desidero',
      'parlare|chattare|contattare|comunicare',
      'con|a|ad',
      'un|una|uno|il|la|altro',
      'vero|vera|essere',
    ],
    human:
      'operatore|operatrice|umano|umana|persona|agente|addetto|addetta|consulente|qualcuno|responsabile|incaricato|servizio clienti|assistenza clienti',
    after: ['umano|umana|reale|vero|vera|fisica', 'per favore|grazie|adesso|ora|subito'],
  },
  {
    before: [
      'olá|oi|por favor',
      'eu',
      'quero|queria|gostaria|preciso|posso|desejo',
      'de',
      'falar|conversar|contatar|contactar|chamar',
      'com|ao|à',
      'um|uma|o|a|algum|alguma|outro',
      'ser',
    ],
    human:
      'atendente|atendimento|humano|humana|pessoa|agente|operador|operadora|alguém|consultor|consultora|representante|funcionário|funcionária',
    after: ['humano|humana|real|de verdade', 'por favor|agora|já|obrigado|obrigada'],
  },
  {
    before: [
      'hallo|graag',
      'ik|kan ik|mag ik',
      'wil|wou|zou|moet',
      'graag',
      'met',
      'een|de',
      'echt|echte|menselijke|levend|andere',
    ],
    human: 'mens|medewerker|medewerkster|persoon|iemand|agent|adviseur|klantenservice|collega|operator',
    after: ['spreken|praten|chatten|doorverbinden', 'graag|nu|alstublieft|alsjeblieft|aub|bedankt'],
  },
];

/** Words for a human in scripts without spaces, which people write with some to get past a filter. */
export const unspacedHumans: readonly string[] =
  '人工,客服,真人,转人工,轉人工,专员,オペレーター,オペレータ,担当者,人間,有人,スタッフ'.split(',');

/** Words that look like two run together and are not. */
export const wholeWords: readonly string[] = ['mitmensch', 'mitmenschen', 'mitarbeiter', 'mitarbeiterin', 'alagente'];
