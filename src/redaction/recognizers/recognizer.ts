import type { RedactedCounts } from '../../core/turn.js';

/** What is recognized, and the name of its marker and its count; operators' patterns count as `pattern`. */
export type Kind = Exclude<keyof RedactedCounts, 'failed'>;

/** A part of a text that is personal, by its UTF-16 offsets; `to` is the first one behind it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: Kind;
}

/** What a recognizer knows of the turn beside the text. */
export interface RecognizerContext {
  /** Whose phone numbers are known without a country code: ISO 3166-1, if known. */
  readonly region: string | undefined;
  /** The user's language (ISO 639), if known: where no region is, its main countries are tried. */
  readonly language: string | undefined;
  /** Called before each check that costs more than reading on; throws when there were too many. */
  spend(): void;
}

/**
 * Finds what is personal in a folded text (see `fold`), one after the other. Undefined finds nothing and only says that
 * the search may be interrupted here.
 */
export type Recognize = (text: string, context: RecognizerContext) => Iterable<Span | undefined>;

/** Every match of a pattern, or of its first group where it has one that took part, that is one. */
export function* spansOf(
  text: string,
  pattern: RegExp,
  kind: Kind,
  isOne: (span: Span) => boolean = always,
): Generator<Span | undefined> {
  yield undefined;
  for (const match of text.matchAll(pattern)) {
    const [from, to] = match.indices?.[1] ?? [match.index, match.index + match[0].length];
    const span = { from, to, kind };
    yield isOne(span) ? span : undefined;
  }
}

const always = () => true;

/** Whether one of these words stands in the `within` characters before `at`. */
export function isPrecededBy(words: RegExp, text: string, at: number, within = 40): boolean {
  return words.test(text.slice(Math.max(0, at - within), at));
}
