import type { RedactedCounts } from '../core/turn.js';
import { atOnce } from '../lib/slices.js';
import { type Folded, fold } from './fold.js';
import type { Kind, Recognize, RecognizerContext, Span } from './recognizers/recognizer.js';

/** The region of a BCP-47 locale, in capitals: `de-AT` and `zh-Hant-TW` name one, `de` does not. */
function regionOf(locale: string | undefined): string | undefined {
  return /^[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})(?:-|$)/.exec(locale ?? '')?.[1]?.toUpperCase();
}

/** The language of a BCP-47 locale, in small letters. */
function languageOf(locale: string | undefined): string | undefined {
  return /^([A-Za-z]{2,3})(?:-|$)/.exec(locale ?? '')?.[1]?.toLowerCase();
}

/** How much of each kind was taken out. */
export type Counts = { -readonly [Name in keyof RedactedCounts]: RedactedCounts[Name] };

/** The text without what is personal in it; counts what it takes out. Yields wherever it may be interrupted. */
export type RedactInSlices = (text: string, counts: Counts) => Generator<void, string>;

/** What stands where a text was that could not be redacted. */
const failedMarker = '[could not be redacted]';

/** Checks a turn may cost, about 0.1 s; a text whose checks go beyond them is replaced by the marker as a whole. */
const mostChecks = 3000;

/**
 * Redacts the texts of one turn: the checks they may cost are counted together. The locale says whose phone numbers are
 * known; where it names no region, `region` is the operator's.
 */
export function createRedactInSlices(
  recognizers: readonly Recognize[],
  locale: string | undefined,
  region: string | undefined,
): RedactInSlices {
  let checks = 0;
  const spend = () => {
    if (++checks > mostChecks) throw new Error('There is too much to check in this turn.');
  };
  const context: RecognizerContext = { region: regionOf(locale) ?? region, language: languageOf(locale), spend };
  return function* (text, counts) {
    try {
      const folded = yield* fold(text);
      const spans: Span[] = [];
      for (const recognize of recognizers)
        for (const span of recognize(folded.text, context)) {
          if (span) spans.push(span);
          yield;
        }
      return spans.length === 0 ? text : yield* replaced(text, folded, spans, counts);
    } catch {
      counts.failed = (counts.failed ?? 0) + 1;
      return failedMarker;
    }
  };
}

/** Redacts a short text at once. */
export function createRedactText(...how: Parameters<typeof createRedactInSlices>) {
  const redact = createRedactInSlices(...how);
  return (text: string, counts: Counts): string => atOnce(redact(text, counts));
}

/** The text with a marker in the place of each span of its folded form; counts them by kind. */
function* replaced(text: string, folded: Folded, spans: readonly Span[], counts: Counts): Generator<void, string> {
  let out = '';
  let at = 0;
  for (const { from, to, kind } of withoutOverlaps(spans)) {
    const original = folded.original(from, to);
    counts[kind] = (counts[kind] ?? 0) + 1;
    out += `${text.slice(at, original.from)}[${kind satisfies Kind}]`;
    at = original.to;
    yield;
  }
  return out + text.slice(at);
}

/** In the order of the text. Of spans that overlap the first one wins and takes in the rest. */
function withoutOverlaps(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  // Sorting is stable: of spans that begin together the one found first wins, so that a card is not taken for a phone.
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = kept.at(-1);
    if (last && span.from < last.to) {
      kept[kept.length - 1] = { from: last.from, to: Math.max(last.to, span.to), kind: last.kind };
    } else kept.push(span);
  }
  return kept;
}
