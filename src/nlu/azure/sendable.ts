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
 * Takes out what identifies a person or an account by its form: mail addresses, web addresses, and numbers of six digits
 * or more, however they are grouped (cards, phones, most of an IBAN). Names stay: they cannot be told by their form.
 */
export function redact(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => (word.includes('@') && word.length > 3 ? '[mail]' : /:\/\/|^www\./i.test(word) ? '[link]' : word))
    .join('')
    .replace(digitGroups, (group) => (digitsIn(group) >= 6 ? numberWithin(group) : group));
}

/** Digits with the marks people put between them. Begins at a digit only, so that no text makes it scan twice. */
const digitGroups = /\p{Nd}[\p{Nd} ./()+-]*/gu;

/** The marks after the last digit are not part of the number. */
function numberWithin(group: string): string {
  let end = group.length;
  while (marks.includes(group.charAt(end - 1))) end--;
  return `[number]${group.slice(end)}`;
}

const marks = ' ./()+-';

function digitsIn(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}
