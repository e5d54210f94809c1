import { createHmac, hash } from 'node:crypto';
import type { Conversation } from './conversation.js';
import { isRecord } from './records.js';
import { speakerOfAccount } from './roles.js';
import type { Turn } from './turn.js';

const longestId = 1_024;

/**
 * What stands for an account in the state of a conversation: eleven characters of a hash over both, an HMAC where there is
 * a key. The same account has another in every conversation.
 */
export function accountHash(conversation: string, account: string, idKey?: string): string {
  const named = JSON.stringify(['account', conversation, account]);
  const digest =
    idKey === undefined
      ? hash('sha256', named, 'base64url')
      : createHmac('sha256', idKey).update(named).digest('base64url');
  return digest.slice(0, 11);
}

/** The id of an account of an activity (`from`, `recipient`, one of `membersRemoved`). */
export function accountId(account: unknown): string | undefined {
  const id = isRecord(account) ? account.id : undefined;
  return typeof id === 'string' && id !== '' && id.length <= longestId ? id : undefined;
}

/** The user who sent a turn, as state has it. */
export function userOf({ conversation, activity }: Turn, idKey?: string): string | undefined {
  const id = accountId(activity.from);
  return id === undefined ? undefined : accountHash(conversation, id, idKey);
}

/** The bot to which a user's turn was sent, as state has it; undefined where sender and recipient are one. */
export function botOf({ conversation, activity }: Turn, idKey?: string): string | undefined {
  const id = accountId(activity.recipient);
  return id === undefined || id === accountId(activity.from) ? undefined : accountHash(conversation, id, idKey);
}

/** Whether a turn comes from the account to which the conversation's other turns were sent, and no role says otherwise. */
export function isFromBot(turn: Turn, stored: Conversation | undefined, idKey?: string): boolean {
  if (stored?.bot === undefined || speakerOfAccount(turn.activity.from) === 'user') return false;
  return userOf(turn, idKey) === stored.bot;
}
