import { LRUCache } from 'lru-cache';
import { type Conversation, isHandoffOpen } from '../core/conversation.js';
import { notAhead } from '../core/handoff-life.js';
import { mergeConversations } from '../core/merge-conversations.js';
import type { Log } from '../lib/log.js';
import { createConversationCache } from './conversation-cache.js';

/** A failure of the store on one conversation; `at` is in ms of `performance.now()`. */
export interface Failure {
  readonly at: number;
  readonly cause: unknown;
}

/** What one process knows by itself of conversations: what the store is still to be told, and handoffs it saw open. */
export interface Recollection {
  /** All that is known of a conversation: the same object as `stored` where nothing is to be added to it. */
  known(conversationId: string, stored: Conversation | undefined): Conversation | undefined;
  /** What is known without the store; `seen` is what it showed before it failed. */
  knownAlone(conversationId: string, seen: Conversation | undefined): Conversation | undefined;
  /** The last failure, where it is so short a while ago that the store is not asked again. */
  lately(conversationId: string): Failure | undefined;
  failed(conversationId: string, failure: Failure): void;
  /** Remembers what the store could not take. */
  remember(conversationId: string, after: Conversation | undefined): void;
  /** Changes whenever there is more to tell the store; undefined when there is nothing. */
  markOf(conversationId: string): symbol | undefined;
  /** The store has all that was known under this mark. */
  saved(conversationId: string, after: Conversation | undefined, mark: symbol | undefined): void;
  forget(conversationId: string): boolean;
  /** The conversations of which the store is to be told. */
  unsaved(): string[];
}

const mostRemembered = 10_000;
/** For how long it is remembered what the store was not told, in ms. */
const unsavedMs = 3_600_000;
/** So long an open handoff that the store knows is remembered as well, in ms: others may have moved it on since. */
const openHandoffMs = 600_000;
/** The store is not asked again about a conversation for which it failed so short a while ago, in ms. */
const spareMs = 2_000;

/** `now` is the server's clock, in ms since the epoch. */
export function createRecollection(now: () => number, log: Log): Recollection {
  const failures = new LRUCache<string, Failure>({ max: mostRemembered });
  const marks = new Map<string, symbol>();
  const onGone = (conversationId: string) => void marks.delete(conversationId);
  const remembered = createConversationCache({ most: mostRemembered, ttlMs: unsavedMs }, { now, log, onGone });

  function known(conversationId: string, stored: Conversation | undefined): Conversation | undefined {
    const later = marks.has(conversationId) ? remembered.read(conversationId) : undefined;
    const both = stored && later ? mergeConversations(stored, later) : (later ?? stored);
    return both && notAhead(both, now());
  }

  return {
    known,
    knownAlone: (conversationId, seen) => known(conversationId, seen ?? remembered.read(conversationId)),
    lately(conversationId) {
      const failure = failures.get(conversationId);
      return failure && performance.now() - failure.at < spareMs ? failure : undefined;
    },
    failed: (conversationId, failure) => void failures.set(conversationId, failure),
    remember(conversationId, after) {
      if (after === undefined) return;
      remembered.keep(conversationId, after);
      marks.set(conversationId, Symbol());
    },
    markOf: (conversationId) => marks.get(conversationId),
    saved(conversationId, after, mark) {
      if (marks.get(conversationId) !== mark) return;
      if (mark) marks.delete(conversationId);
      if (failures.size > 0) failures.delete(conversationId);
      if (after && isHandoffOpen(after)) remembered.keep(conversationId, after, openHandoffMs);
      else if (remembered.size > 0) remembered.forget(conversationId);
    },
    forget(conversationId) {
      marks.delete(conversationId);
      return remembered.forget(conversationId);
    },
    unsaved: () => [...marks.keys()],
  };
}
