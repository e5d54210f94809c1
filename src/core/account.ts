import { hash } from 'node:crypto';
import type { Conversation } from './conversation.js';
import { accountId, speakerOfAccount } from './roles.js';
import type { Turn } from './turn.js';

/**
 * What stands for an account in the state of a conversation: eleven characters of a hash over the operator's key, if there
 * is one, the conversation and the account. The same account has another in every conversation.
 */
export function accountHash(conversation: string, account: string, idKey = ''): string {
  return hash('sha256', JSON.stringify([idKey, 'account', conversation, account]), 'base64url').slice(0, 11);
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
