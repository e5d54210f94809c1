import { fold } from './fold.js';
import type { StatusState } from './handoff-life.js';
import type { Activity } from './turn.js';

/** What a `handoff.status` event says, as far as we understand it. */
export interface StatusEvent {
  /** Where the handoff may be found: the event's conversation, then the one it relates to, where a hub changed it. */
  readonly conversations: readonly string[];
  /** Undefined for a state we do not know (`typing`, for one): it changes nothing. */
  readonly state: StatusState | undefined;
  /** The handoff it is about, where the hub gives back the id we sent; undefined means the latest. */
  readonly handoffId: string | undefined;
}

const states: readonly StatusState[] = ['accepted', 'completed', 'failed'];

/** Reads a status event tolerantly: any letter case, `value` as an object or as the state itself, extra fields. */
export function toStatusEvent(activity: Activity): StatusEvent {
  const { value } = activity;
  const stated = typeof value === 'string' ? value : field(value, 'state');
  const folded = typeof stated === 'string' ? fold(stated.slice(0, 100)) : undefined;
  const handoffId = field(value, 'handoffId');
  const conversations = [
    conversationId(activity.conversation),
    conversationId(field(activity.relatesTo, 'conversation')),
  ];
  return {
    conversations: [...new Set(conversations.filter((id) => id !== undefined))],
    state: states.find((state) => state === folded),
    handoffId: typeof handoffId === 'string' ? handoffId : undefined,
  };
}

function conversationId(conversation: unknown): string | undefined {
  const id = field(conversation, 'id');
  return typeof id === 'string' && id !== '' && id.length <= 1024 ? id : undefined;
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? (of as Activity)[name] : undefined;
}
