import { deepest, withinDepth } from '../core/transcript.js';
import type { Activity, RedactedCounts, Transcript, Turn } from '../core/turn.js';
import {
  findCards,
  findEmails,
  findIbans,
  findPhones,
  type Kind,
  type Recognize,
  type RecognizerContext,
  type Span,
  withAsciiDigits,
} from './recognizers.js';
import type { Redaction, RedactionSettings } from './redaction.js';

/** Takes personal data out of turns, with the recognizers of this service and the operator's patterns. */
export function createRedaction({ of, region, patterns }: RedactionSettings): Redaction {
  const recognizers = [findEmails, findIbans, findCards, findPhones, ...patterns];
  return {
    redact(turn, emits) {
      if (of === 'none' || (of === 'emit' && !emits)) return turn;
      return redactTurn(turn, createRedactText(recognizers, regionOf(turn.locale) ?? region));
    },
  };
}

/** The region of a BCP-47 locale, in capitals: `de-AT` and `zh-Hant-TW` name one, `de` does not. */
function regionOf(locale: string | undefined): string | undefined {
  return /^[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})(?:-|$)/.exec(locale ?? '')?.[1]?.toUpperCase();
}

type Counts = { -readonly [Name in keyof RedactedCounts]: RedactedCounts[Name] };
type RedactText = (text: string, counts: Counts) => string;

/** What stands where a text was that could not be redacted. */
const failedMarker = '[could not be redacted]';

/** Checks a turn may cost, about 0.1 s; a text whose checks go beyond them is replaced by the marker as a whole. */
const mostChecks = 3000;

function createRedactText(recognizers: readonly Recognize[], region: string | undefined): RedactText {
  let checks = 0;
  const spend = () => {
    if (++checks > mostChecks) throw new Error('There is too much to check in this turn.');
  };
  const context: RecognizerContext = { region, spend };
  return (text, counts) => {
    try {
      const readable = withAsciiDigits(text);
      return replaced(
        text,
        recognizers.flatMap((recognize) => recognize(readable, context)),
        counts,
      );
    } catch {
      counts.failed = (counts.failed ?? 0) + 1;
      return failedMarker;
    }
  };
}

/** The text with a marker in the place of each span; counts them by kind. */
function replaced(text: string, spans: readonly Span[], counts: Counts): string {
  if (spans.length === 0) return text;
  let out = '';
  let at = 0;
  for (const { from, to, kind } of withoutOverlaps(spans)) {
    counts[kind] = (counts[kind] ?? 0) + 1;
    out += `${text.slice(at, from)}[${kind satisfies Kind}]`;
    at = to;
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

function redactTurn(turn: Turn, redactText: RedactText): Turn {
  const utterance = redactText(turn.utterance, {});
  const { transcript } = turn;
  if (transcript?.activities === undefined) return { ...turn, utterance };
  return { ...turn, utterance, transcript: redactTranscript(transcript.activities, redactText) };
}

/** What nests deeper than `deepest` is left out of every handoff, and counted there: there is nothing to redact in it. */
function redactTranscript(all: readonly Activity[], redactText: RedactText): Transcript {
  const redacted: Counts = {};
  const activities = all.map((activity) =>
    withinDepth(activity, deepest) ? redactObject(activity, activityAddress, redactText, redacted) : activity,
  );
  return { activities, redacted };
}

/** What an activity is addressed by; these are needed as they are, and hold no words of the user. */
const activityAddress = new Set(
  'id type name timestamp localTimestamp localTimezone channelId serviceUrl conversation from recipient replyToId locale'.split(
    ' ',
  ),
);
const nothing: ReadonlySet<string> = new Set();

function redactObject(object: Activity, except: ReadonlySet<string>, redactText: RedactText, counts: Counts): Activity {
  const entries = Object.entries(object).map(([key, value]) => [
    key,
    except.has(key) ? value : redactValue(value, redactText, counts),
  ]);
  return Object.fromEntries(entries);
}

function redactValue(value: unknown, redactText: RedactText, counts: Counts): unknown {
  if (typeof value === 'string') return redactText(value, counts);
  if (typeof value === 'number') return redactNumber(value, redactText, counts);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redactText, counts));
  if (typeof value === 'object' && value !== null) return redactObject(value as Activity, nothing, redactText, counts);
  return value;
}

/** A card number sent by a form may be a number. */
function redactNumber(value: number, redactText: RedactText, counts: Counts): unknown {
  if (value < 1e11 || !Number.isInteger(value)) return value;
  const text = redactText(String(value), counts);
  return text === String(value) ? value : text;
}
