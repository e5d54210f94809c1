import { readFileSync } from 'node:fs';
import { RE2JS } from 're2js';
import { z } from 'zod';
import { deepest, withinDepth } from '../core/transcript.js';
import type { Activity, RedactedCounts, Transcript, Turn } from '../core/turn.js';
import { existingFile, parseSettings, type Settings, SettingsFault } from '../parts.js';
import {
  findCards,
  findEmails,
  findIbans,
  findPhones,
  type Kind,
  type Recognize,
  type Span,
  withAsciiDigits,
} from './recognizers.js';

const settingsShape = z.object({
  /** Which handoffs are redacted: what the service emits, all of them, or none. */
  of: z.enum(['emit', 'all', 'none']).default('emit').meta({ example: 'all' }),
  /** Whose phone numbers are recognized without a country code, where the user's locale names no region. */
  region: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capitals (ISO 3166-1)')
    .optional()
    .meta({ example: 'DE' }),
  /** A file with a regular expression (RE2 syntax) a line, for what only this operator's users write. */
  patternsFile: existingFile.optional().meta({ example: '/etc/escalation/patterns.txt' }),
});

/** Takes card numbers, IBANs, e-mail addresses, phone numbers and the operator's patterns out of what a user said. */
export interface Redaction {
  /** The turn as it may leave the house: transcript and utterance redacted, and everything else as it was. */
  redact(turn: Turn, emits: boolean): Turn;
}

/** `REDACTION_*` settings; throws a `SettingsFault`. */
export function openRedaction(settings: Settings): Redaction {
  const { of, region, patternsFile } = parseSettings(settingsShape, settings, 'REDACTION');
  const recognizers = [findEmails, findIbans, findCards, findPhones, ...patternsOf(patternsFile)];
  return {
    redact(turn, emits) {
      if (of === 'none' || (of === 'emit' && !emits)) return turn;
      return redactTurn(turn, createRedactText(recognizers, regionOf(turn.locale) ?? region));
    },
  };
}

/** `de-AT` and `zh-Hant-TW` name regions; `de` does not. */
function regionOf(locale: string | undefined): string | undefined {
  return /^[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})(?:-|$)/.exec(locale ?? '')?.[1]?.toUpperCase();
}

/** RE2 matches in time linear in the text, whatever the pattern. */
function patternsOf(file: string | undefined): Recognize[] {
  if (file === undefined) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    const source = line.trim();
    if (source === '' || source.startsWith('#')) return [];
    try {
      const pattern = RE2JS.compile(source);
      return [(text: string) => matchesOf(pattern, text)];
    } catch {
      const fault = `line ${i + 1} is not a regular expression in RE2 syntax`;
      throw new SettingsFault([{ name: 'REDACTION_PATTERNS_FILE', fault, example: 'a line such as CUST-\\d{8}' }]);
    }
  });
}

function matchesOf(pattern: RE2JS, text: string): Span[] {
  const spans: Span[] = [];
  const matcher = pattern.matcher(text);
  while (matcher.find()) spans.push({ from: matcher.start(), to: matcher.end(), kind: 'pattern' });
  return spans.filter(({ from, to }) => to > from);
}

type Counts = { -readonly [Name in keyof RedactedCounts]: RedactedCounts[Name] };
type RedactText = (text: string, counts: Counts) => string;

/** What stands where a text was that could not be redacted. */
const unread = '[could not be redacted]';

/** Checks a turn may cost: about 0.1 s. What a text beyond them holds is not known, so that it gives way to the marker. */
const mostChecks = 3000;

function createRedactText(recognizers: readonly Recognize[], region: string | undefined): RedactText {
  let checks = 0;
  const spend = () => {
    if (++checks > mostChecks) throw new Error('There is too much to check in this turn.');
  };
  const means = { region, spend };
  return (text, counts) => {
    try {
      const readable = withAsciiDigits(text);
      return replaced(
        text,
        recognizers.flatMap((recognize) => recognize(readable, means)),
        counts,
      );
    } catch {
      counts.failed = (counts.failed ?? 0) + 1;
      return unread;
    }
  };
}

/** Of spans that overlap the first found wins, so that a card is not taken for a phone number. */
function replaced(text: string, spans: readonly Span[], counts: Counts): string {
  if (spans.length === 0) return text;
  const kept: Span[] = [];
  for (const span of spans
    .map((span, order) => ({ ...span, order }))
    .sort((a, b) => a.from - b.from || a.order - b.order)) {
    const last = kept.at(-1);
    if (last && span.from < last.to) kept[kept.length - 1] = { ...last, to: Math.max(last.to, span.to) };
    else kept.push(span);
  }
  let out = '';
  let at = 0;
  for (const { from, to, kind } of kept) {
    counts[kind] = (counts[kind] ?? 0) + 1;
    out += `${text.slice(at, from)}[${kind satisfies Kind}]`;
    at = to;
  }
  return out + text.slice(at);
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
