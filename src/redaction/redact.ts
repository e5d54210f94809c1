import { deepest, withinDepth } from '../core/transcript.js';
import type { Activity, Transcript, Turn } from '../core/turn.js';
import { inSlices } from '../lib/slices.js';
import { recognizers } from './recognizers/index.js';
import { type Counts, createRedactInSlices, type RedactInSlices } from './redact-text.js';
import type { Redaction, RedactionSettings } from './redaction.js';

/** Takes personal data out of turns, with the recognizers of this service and the operator's patterns. */
export function createRedaction({ of, region, patterns }: RedactionSettings): Redaction {
  const all = [...recognizers, ...patterns];
  return {
    async redact(turn, emits) {
      if (of === 'none' || (of === 'emit' && !emits)) return turn;
      return await inSlices(redactTurn(turn, createRedactInSlices(all, turn.locale, region)));
    },
  };
}

/** What is done in slices. */
type Sliced<T> = Generator<void, T>;

function* redactTurn(turn: Turn, redactText: RedactInSlices): Sliced<Turn> {
  const utterance = yield* redactText(turn.utterance, {});
  const { transcript } = turn;
  if (transcript?.activities === undefined) return { ...turn, utterance };
  return { ...turn, utterance, transcript: yield* redactTranscript(transcript.activities, redactText) };
}

/** What nests deeper than `deepest` is left out of every handoff, and counted there: there is nothing to redact in it. */
function* redactTranscript(all: readonly Activity[], redactText: RedactInSlices): Sliced<Transcript> {
  const redacted: Counts = {};
  const activities: Activity[] = [];
  for (const activity of all) {
    const isKept = withinDepth(activity, deepest);
    activities.push(isKept ? yield* redactActivity(activity, redactText, redacted) : activity);
    yield;
  }
  return { activities, redacted };
}

/** What an activity is addressed by; these are needed as they are, and hold no words of the user. */
const addresses = new Set(
  'id type timestamp localTimestamp localTimezone channelId serviceUrl replyToId locale role aadObjectId tenantId'.split(
    ' ',
  ),
);
/** Whom an activity is from and for: their ids are addresses too, their names are not. */
const accounts = new Set(['from', 'recipient', 'conversation']);
const nothing: ReadonlySet<string> = new Set();

function* redactActivity(activity: Activity, redactText: RedactInSlices, counts: Counts): Sliced<Activity> {
  const redacted = yield* redactObject(activity, addresses, redactText, counts);
  for (const name of accounts) {
    const account = activity[name];
    if (typeof account !== 'object' || account === null || Array.isArray(account)) continue;
    redacted[name] = yield* redactObject(account as Activity, addresses, redactText, counts);
  }
  return redacted;
}

/** Names of fields may hold what a user said: forms are sent with whatever names the bot gave them. */
function* redactObject(
  object: Activity,
  except: ReadonlySet<string>,
  redactText: RedactInSlices,
  counts: Counts,
): Sliced<Record<string, unknown>> {
  const redacted: Record<string, unknown> = Object.create(null);
  const nextNumbers = new Map<string, number>();
  for (const [key, value] of Object.entries(object)) {
    if (except === addresses && accounts.has(key)) redacted[key] = value;
    else {
      const name = freeName(yield* redactText(key, counts), redacted, nextNumbers);
      redacted[name] = except.has(key) ? value : yield* redactValue(value, redactText, counts);
    }
  }
  return redacted;
}

/** Two names may become one marker; the second then gets a number, so that its value is not lost. */
function freeName(name: string, taken: Readonly<Record<string, unknown>>, nextNumbers: Map<string, number>): string {
  if (!(name in taken)) return name;
  let number = nextNumbers.get(name) ?? 2;
  while (`${name} ${number}` in taken) number++;
  nextNumbers.set(name, number + 1);
  return `${name} ${number}`;
}

function* redactValue(value: unknown, redactText: RedactInSlices, counts: Counts): Sliced<unknown> {
  if (typeof value === 'string') return yield* redactText(value, counts);
  if (typeof value === 'number') return yield* redactNumber(value, redactText, counts);
  if (Array.isArray(value)) return yield* redactItems(value, redactText, counts);
  if (typeof value !== 'object' || value === null) return value;
  return yield* redactObject(value as Activity, nothing, redactText, counts);
}

function* redactItems(items: readonly unknown[], redactText: RedactInSlices, counts: Counts): Sliced<unknown[]> {
  const redacted: unknown[] = [];
  for (const item of items) redacted.push(yield* redactValue(item, redactText, counts));
  return redacted;
}

/** A card number sent by a form may be a number. */
function* redactNumber(value: number, redactText: RedactInSlices, counts: Counts): Sliced<unknown> {
  if (value < 1e11 || !Number.isInteger(value)) return value;
  const text = yield* redactText(String(value), counts);
  return text === String(value) ? value : text;
}
