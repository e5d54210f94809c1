import { deepest, withinDepth } from '../core/transcript.js';
import type { Activity, Transcript, Turn } from '../core/turn.js';
import { recognizers } from './recognizers/index.js';
import { type Counts, createRedactText, type RedactText } from './redact-text.js';
import type { Redaction, RedactionSettings } from './redaction.js';

/** Takes personal data out of turns, with the recognizers of this service and the operator's patterns. */
export function createRedaction({ of, region, patterns }: RedactionSettings): Redaction {
  const all = [...recognizers, ...patterns];
  return {
    redact(turn, emits) {
      if (of === 'none' || (of === 'emit' && !emits)) return turn;
      return redactTurn(turn, createRedactText(all, turn.locale, region));
    },
  };
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
    withinDepth(activity, deepest) ? redactActivity(activity, redactText, redacted) : activity,
  );
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

function redactActivity(activity: Activity, redactText: RedactText, counts: Counts): Activity {
  const redacted = redactObject(activity, addresses, redactText, counts);
  for (const name of accounts) {
    const account = activity[name];
    if (typeof account !== 'object' || account === null || Array.isArray(account)) continue;
    redacted[name] = redactObject(account as Activity, addresses, redactText, counts);
  }
  return redacted;
}

/** Names of fields may hold what a user said: forms are sent with whatever names the bot gave them. */
function redactObject(
  object: Activity,
  except: ReadonlySet<string>,
  redactText: RedactText,
  counts: Counts,
): Record<string, unknown> {
  const redacted: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(object)) {
    if (except === addresses && accounts.has(key)) redacted[key] = value;
    else
      redacted[freeName(redactText(key, counts), redacted)] = except.has(key)
        ? value
        : redactValue(value, redactText, counts);
  }
  return redacted;
}

/** Two names may become one marker; the second then gets a number, so that its value is not lost. */
function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  let free = name;
  for (let i = 2; free in taken; i++) free = `${name} ${i}`;
  return free;
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
