import { type Recognize, type Span, spansOf } from './recognizer.js';

/**
 * Local part and labels are bounded (RFC 5321: 64 and 63), so that no text costs more than its length. Marks are part of
 * letters that were typed decomposed.
 */
const atHost =
  /@(?<=([\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64})@)(?:[\p{L}\p{M}\p{N}-]{1,63}\.){1,8}[\p{L}\p{M}\p{N}-]{2,63}/gu;

/** Spaces around the signs, and the sign as URLs have it; what follows must end as a domain does. */
const spaced =
  /(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._+-]{1,64} {0,2}(?:@|%40) {0,2}(?:[\p{L}\p{N}-]{1,63} {0,2}\. {0,2}){1,4}\p{L}{2,24}(?![\p{L}\p{N}])/giu;

/** An `at` and a `dot` in brackets, or one of both as a word: `dana (at) example.com`, `dana at example dot com`. */
const bracketedAt =
  /(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._+-]{1,64} {0,3}[([{<] {0,2}(?:at|arroba|chiocciola|arobase|apenstaartje|klammeraffe|@) {0,2}[)\]}>] {0,3}(?:[\p{L}\p{N}-]{1,63}(?:\.| {0,3}[([{<] {0,2}(?:dot|punkt|point|punto|ponto|punt|\.) {0,2}[)\]}>] {0,3}| dot )){1,8}[\p{L}\p{N}-]{2,63}/giu;
const spelledOut =
  /(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._+-]{1,64} (?:at|arroba|chiocciola|arobase|apenstaartje|klammeraffe) (?:[\p{L}\p{N}-]{1,63} (?:dot|punkt|point|punto|ponto|punt) ){1,8}[\p{L}\p{N}-]{2,63}/giu;

/** E-mail addresses in any script, also where `@` and `.` are written as words. */
export function* findEmails(text: string): ReturnType<Recognize> {
  if (text.includes('@')) yield* findWritten(text);
  if (/@|%40/.test(text)) yield* spansOf(text, spaced, 'email');
  yield* spansOf(text, bracketedAt, 'email');
  yield* spansOf(text, spelledOut, 'email');
}

/** From each `@` on, because most texts hold no other: the local part is read backwards, to the address before it. */
function* findWritten(text: string): Generator<Span | undefined> {
  let end = 0;
  for (const { index, 0: host, 1: local } of text.matchAll(atHost)) {
    const from = Math.max(end, index - (local as string).length);
    if (from < index) end = index + host.length;
    yield from < index ? { from, to: end, kind: 'email' } : undefined;
  }
}
