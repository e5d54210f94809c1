/** What of an utterance is sent to a cloud, and whether that is only its beginning. */
export interface Sendable {
  readonly text: string;
  readonly cut: boolean;
}

/** Cut to `longest` code units without halving a character, and well-formed for JSON. */
export function toSendable(text: string, longest: number): Sendable {
  const cut = text.length > longest;
  const kept = cut ? text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '') : text;
  return { text: kept.replace(loneSurrogate, '\uFFFD'), cut };
}

const loneSurrogate = /\p{Surrogate}/gu;
