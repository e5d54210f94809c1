/** What of an utterance is sent to a cloud, and whether that is only its beginning. */
export interface Sendable {
  readonly text: string;
  readonly cut: boolean;
}

/** Cut to `longest` code units without halving a character, well-formed for JSON, and redacted where asked. */
export function toSendable(utterance: string, longest: number, redacts: boolean): Sendable {
  const said = redacts ? redact(utterance) : utterance;
  const cut = said.length > longest;
  const kept = cut ? said.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '') : said;
  return { text: kept.replace(loneSurrogate, '\uFFFD'), cut };
}

const loneSurrogate = /\p{Surrogate}/gu;

/**
 * Takes out what identifies a person or an account by its form: mail addresses, web addresses, and words or groups of
 * words with six digits or more (cards, phones, IBANs, order numbers). Names stay: they cannot be told by their form.
 */
export function redact(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => (word.includes('@') && word.length > 3 ? '[mail]' : /:\/\/|^www\./i.test(word) ? '[link]' : word))
    .join('')
    .replace(digitGroups, (group) => (digitsIn(group) >= 6 ? '[number]' : group));
}

/** A run of digits with the marks people put between them; the letters of an IBAN or an order number go with it. */
const digitGroups = /[\p{L}\p{Nd}]*\p{Nd}[\p{L}\p{Nd}]*(?:[ ./()+-]{1,2}[\p{L}\p{Nd}]{0,4}\p{Nd}[\p{L}\p{Nd}]{0,4})*/gu;

function digitsIn(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}
