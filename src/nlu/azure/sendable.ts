import { beginningAndEnd } from '../../core/excerpt.js';

/** What of an utterance is sent to a cloud, and whether that is only its beginning and its end. */
export interface Sendable {
  readonly text: string;
  readonly cut: boolean;
}

/** Cut to `longest` code units without halving a character, and well-formed for JSON. */
export function toSendable(text: string, longest: number): Sendable {
  return { text: beginningAndEnd(text, longest).replace(loneSurrogate, '\uFFFD'), cut: text.length > longest };
}

const loneSurrogate = /\p{Surrogate}/gu;
