import type { StatusState } from './handoff-life.js';
import { isRecord, textOf } from './records.js';
import { stateOfWord } from './status-words.js';
import type { Activity } from './turn.js';

/** What a `handoff.status` event says, as far as we understand it. */
export interface StatusEvent {
  /** Where the handoff may be found: the event's conversation, then the one it relates to, where a hub changed it. */
  readonly conversations: readonly string[];
  /** Undefined for a word we do not know (`typing`, for one): it changes nothing. */
  readonly state: StatusState | undefined;
  /** Whether it says a state, and none of its words is one we know. */
  readonly isUnknown?: boolean;
  /** The handoff it is about, where the hub gives back the id we sent; undefined means the latest. */
  readonly handoffId: string | undefined;
}

/** Where an event says its state, in any letter case and however the words are joined. */
const stateNames = ['state', 'status', 'handoffstate', 'handoffstatus', 'conversationstate', 'conversationstatus'];

/** How much of a value is read: as JSON text, its fields, and how deep the state may be wrapped. */
const longestJson = 100_000;
const mostFields = 100;
const mostLevels = 3;

const noWords: ReadonlyMap<string, StatusState> = new Map();

/**
 * Reads a status event tolerantly: `value` as an object, as JSON text or as the state itself, the state under any of the
 * names hubs give it, in any letter case, by any of the words they use. `own` are the operator's words.
 */
export function toStatusEvent(activity: Activity, own: ReadonlyMap<string, StatusState> = noWords): StatusEvent {
  const value = readValue(activity.value);
  const said = [...wordsIn(value, mostLevels)];
  const states = said.map((word) => stateOfWord(word, own));
  const handoffId = isRecord(value) ? fieldOf(value, 'handoffid') : undefined;
  const conversations = [
    conversationId(activity.conversation),
    conversationId(isRecord(activity.relatesTo) ? activity.relatesTo.conversation : undefined),
  ];
  const state = states.find((one) => one !== undefined);
  return {
    conversations: [...new Set(conversations.filter((id) => id !== undefined))],
    state,
    isUnknown: said.length > 0 && state === undefined,
    handoffId: typeof handoffId === 'string' && handoffId !== '' ? handoffId : undefined,
  };
}

/** JSON text taken apart; a state in quotes is JSON text too. */
function readValue(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > longestJson || !/^\s*[{"]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The words that may say the state, the surest first. */
function* wordsIn(value: unknown, levels: number): Generator<string> {
  const word = textOf(value);
  if (word !== undefined) yield word;
  if (!isRecord(value) || levels === 0) return;
  for (const name of stateNames) yield* wordsIn(readValue(fieldOf(value, name)), levels - 1);
  for (const name of ['value', 'name']) {
    const inner = fieldOf(value, name);
    if (isRecord(inner) || levels < mostLevels) yield* wordsIn(inner, levels - 1);
  }
}

/** The field of this name in any letter case, however its words are joined. */
function fieldOf(holder: Activity, name: string): unknown {
  if (Object.hasOwn(holder, name)) return holder[name];
  const own = Object.keys(holder)
    .slice(0, mostFields)
    .find((key) => key.length <= name.length * 2 && key.toLowerCase().replaceAll(/[^a-z]/g, '') === name);
  return own === undefined ? undefined : holder[own];
}

function conversationId(conversation: unknown): string | undefined {
  const id = isRecord(conversation) && Object.hasOwn(conversation, 'id') ? conversation.id : undefined;
  return typeof id === 'string' && id !== '' && id.length <= 1024 ? id : undefined;
}
