import { createHmac, hash } from 'node:crypto';

/** The names that follow from a conversation and a turn, the same however often that turn is sent. */
export interface TurnIds {
  readonly decision: string;
  readonly handoff: string;
  /** What the conversation's state remembers the turn by: 16 characters. */
  readonly key: string;
}

/**
 * Derives ids from both halves of one SHA-256, so a repeated turn cannot make a second decision or handoff. Those that are
 * told outside are an HMAC where there is a key: without it nobody can try out which conversation, a phone number on some
 * channels, an id stands for.
 */
export function idsOf(conversation: string, turnId: string, idKey?: string): TurnIds {
  const turn = JSON.stringify([conversation, turnId]);
  const hex = hash('sha256', turn);
  const told = idKey === undefined ? hex : createHmac('sha256', idKey).update(turn).digest('hex');
  return { decision: asUuid(told, 0), handoff: asUuid(told, 32), key: hex.slice(0, 16) };
}

/** 32 hexadecimal digits in the form of a UUID of version 8 (RFC 9562 5.8: custom, here a hash). */
function asUuid(hex: string, from: number): string {
  const at = (start: number, end: number) => hex.slice(from + start, from + end);
  return `${at(0, 8)}-${at(8, 12)}-8${at(13, 16)}-a${at(17, 20)}-${at(20, 32)}`;
}

/**
 * The id of a turn that changes an earlier message: that message's id with 16 digits of an HMAC of the new text, so that
 * each change is a turn of its own and one sent twice is the same. Without a key of the operator's, the conversation is it.
 */
export function editedTurnId(conversation: string, messageId: string, text: string, idKey?: string): string {
  const digest = createHmac('sha256', idKey ?? conversation)
    .update(text)
    .digest('hex');
  return `${messageId}~${digest.slice(0, 16)}`;
}
