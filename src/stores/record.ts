import { hash } from 'node:crypto';
import { decodeConversation, isFromTheFuture } from '../core/codec/index.js';
import type { Conversation } from '../core/conversation.js';
import type { Log } from '../lib/log.js';

/**
 * What a conversation is kept under: 43 characters whatever the id holds, so a key is bounded, two ids never meet
 * (UTF-16 is hashed: lone surrogates stay apart), and an id that is a phone number does not stand in a store in plain.
 */
export function conversationKey(conversationId: string): string {
  return hash('sha256', Buffer.from(conversationId, 'utf16le'), 'base64url');
}

/** Thrown for a record that a newer release wrote: it stays as it is, and the turn is decided without it. */
export class FutureRecordError extends Error {
  constructor() {
    super('The conversation was stored by a newer release; this one leaves it as it is.');
    this.name = 'FutureRecordError';
  }
}

/** A stored text as a conversation. Garbage counts as no conversation, and the next update writes over it. */
export function readRecord(text: string, log: Log): Conversation | undefined {
  const conversation = decodeConversation(text);
  if (conversation) return conversation;
  if (isFromTheFuture(text)) throw new FutureRecordError();
  log.warn({ length: text.length }, 'a stored conversation cannot be read; it starts afresh');
  return undefined;
}
