import type { RequestHandler } from 'express';
import type { Conversation } from '../core/conversation.js';
import type { Decider } from './decider.js';
import { isLonger } from './mend-request.js';
import type { components } from './openapi.js';
import { RequestRefusedError } from './request-refused.js';
import { sendJson } from './send.js';

type ConversationState = components['schemas']['ConversationState'];

/** The contract's longest id, in characters: no conversation has a longer one. */
const mostIdLength = 1_024;

/** `GET /conversations/{id}`: what is kept of a conversation, numbers and ids only. */
export function createConversationRoute({ store }: Decider): RequestHandler<{ id: string }> {
  return async ({ params: { id } }, res) => {
    checkId(id);
    const conversation = await reached(store.read(id));
    if (!conversation) throw new RequestRefusedError(404, 'No conversation with this id is kept.');
    sendJson(res, 200, toResponse(id, conversation));
  };
}

/** `DELETE /conversations/{id}`: forgets it. Whether there was one makes no difference to whoever asks. */
export function createForgetRoute({ store }: Decider): RequestHandler<{ id: string }> {
  return async ({ params: { id } }, res) => {
    checkId(id);
    await reached(store.remove(id));
    res.status(204).end();
  };
}

function checkId(id: string): void {
  if (!isLonger(id, mostIdLength)) return;
  throw new RequestRefusedError(400, `A conversation's id may have at most ${mostIdLength} characters.`);
}

/** Without the store nothing can be read or deleted, so the answer is 503 and not an empty success. */
async function reached<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (err) {
    const refusal = new RequestRefusedError(503, 'The store cannot be reached; try again.', {
      headers: { 'Retry-After': '5' },
    });
    refusal.cause = err;
    throw refusal;
  }
}

function toResponse(
  conversationId: string,
  { turns, resetIndex, quietTurns, handoff }: Conversation,
): ConversationState {
  return {
    conversationId,
    turns: turns.map(({ reason, outcome, verdict: { ruleId, skill }, policy, reading }, i) => ({
      outcome,
      reason,
      ruleId,
      skill,
      policy,
      reading,
      counts: i >= resetIndex,
    })),
    quietTurns,
    handoff: handoff
      ? {
          id: handoff.id,
          state: handoff.state,
          ...(handoff.cause && { cause: handoff.cause }),
          skill: handoff.skill,
          delivery: handoff.delivery,
          initiatedAt: new Date(handoff.initiatedAt).toISOString(),
          changedAt: new Date(handoff.changedAt).toISOString(),
        }
      : null,
  };
}
