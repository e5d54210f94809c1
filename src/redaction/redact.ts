import { deepest, withinDepth } from '../core/transcript.js';
import type { Activity, Transcript, Turn } from '../core/turn.js';
import { findCards, findEmails, findIbans, findPhones } from './recognizers.js';
import { type Counts, createRedactText, type RedactText, regionOf } from './redact-text.js';
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
