import type { Convention } from './convention.js';
import { trait } from './traits.js';

/** What mail servers add: warnings above a mail from outside, and notices of confidentiality below it. */
export const disclaimer: Convention = {
  traits: trait.lines,
  isOfOthers: true,
  take(text) {
    const lines = text.split(lineBreak);
    const kept = lines.filter((line) => !isWarning(line));
    const notice = kept.findIndex((line, at) => at > 0 && isNotice(line));
    const left = notice < 0 ? kept : kept.slice(0, notice);
    if (left.length === lines.length) return undefined;
    return { text: left.join('\n'), count: lines.length - kept.length + (notice < 0 ? 0 : 1) };
  },
};

/** Shorter lines are no notices. */
const shortest = 10;

const lineBreak = /\r\n?|[\n\u2028\u2029]/;

const warning =
  /^(?:[\s*[\]⚠]|\ufe0f){0,6}(?:caution|warning|external(?: e-?mail| sender)?|attention|achtung|vorsicht|extern|attenzione|atención|atenção|let op)\b.{0,80}\b(?:e-?mail|message|nachricht|courriel|correo|mensaje|messaggio|mensagem|bericht)\b.{0,120}\b(?:outside|external|extern\w*|außerhalb|extérieur|externe|externo|esterno|buiten)\b/i;

function isWarning(line: string): boolean {
  return line.length >= shortest && warning.test(line.slice(0, 400));
}

const headings =
  /^[\s*_]{0,6}(?:confidentiality notice|legal disclaimer|disclaimer|legal notice|haftungsausschluss|vertraulichkeitshinweis|avis de confidentialité|aviso legal|aviso de confidencialidad|avviso di riservatezza|aviso de confidencialidade|免责声明|免責事項|機密保持)\s*[:：.]?/i;

const aboutThis =
  /^[\s*_]{0,6}(?:the (?:information|content)s? (?:contained )?(?:in|of) this|this (?:e-?mail|message|communication)|diese (?:e-?mail|nachricht)|der inhalt dieser|ce (?:message|courriel|mail)|cet e-?mail|este (?:mensaje|correo|e-?mail)|esta mensagem|la información contenida|as informações|questo messaggio|questa e-?mail|le informazioni contenute|dit (?:e-?mail)?bericht|deze e-?mail|de informatie in|本邮件|此邮件|本電子郵件|このメール|本メール)/i;

const isSecret =
  /confidential|privileged|intended (?:only|solely|recipient|for)|vertraulich|bestimmungsgemäß|confidentiel|confidencial|riservat|confidenzial|vertrouwelijk|保密|机密|機密/i;

/** A long line that says of itself that it is confidential; a short one is somebody's own sentence. */
function isNotice(line: string): boolean {
  if (line.length < shortest) return false;
  const start = line.slice(0, 600);
  if (headings.test(start)) return true;
  return start.length >= 60 && aboutThis.test(start) && isSecret.test(start);
}
