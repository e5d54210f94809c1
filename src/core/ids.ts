import { hash } from 'node:crypto';

/** The names that follow from a conversation and a turn, the same however often that turn is sent. */
export interface TurnIds {
  readonly decision: string;
  readonly handoff: string;
  /** What the conversation's state remembers the turn by: 16 characters. */
  readonly key: string;
}

/** Derives ids from both halves of one SHA-256, so a repeated turn cannot make a second decision or handoff. */
export function idsOf(conversation: string, turnId: string): TurnIds {
  const hex = hash('sha256', JSON.stringify([conversation, turnId]));
  return { decision: asUuid(hex, 0), handoff: asUuid(hex, 32), key: hex.slice(0, 16) };
}

/** 32 hexadecimal digits in the form of a UUID of version 8 (RFC 9562 5.8: custom, here a hash). */
function asUuid(hex: string, from: number): string {
  const at = (start: number, end: number) => hex.slice(from + start, from + end);
  return `${at(0, 8)}-${at(8, 12)}-8${at(13, 16)}-a${at(17, 20)}-${at(20, 32)}`;
}
