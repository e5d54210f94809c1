import { type Conversation, isHandoffOpen, type KeptAnalysis, newConversation } from './conversation.js';
import { decisionOf } from './decision.js';
import { idsOf } from './ids.js';
import type { Policy } from './policy.js';
import { unmeasured } from './signals/index.js';
import { goOn, type Step } from './step.js';
import type { Turn } from './turn.js';

const nothingRead: KeptAnalysis = Object.freeze({
  language: null,
  talkToHuman: null,
  sentiment: null,
  intent: null,
  menuChoice: null,
  degraded: [],
});

/** The answer to an activity that no user said (typing, conversationUpdate, the bot's own): nothing read, nothing kept. */
export function notAUserTurn(
  { version, sha256 }: Policy,
  turn: Turn,
  stored: Conversation | undefined,
  idKey?: string,
): Step {
  const ids = idsOf(turn.conversation, turn.id, idKey);
  const before = stored ?? newConversation;
  const decision = decisionOf(ids.decision, {
    key: ids.key,
    reason: turn.kind === 'status' ? 'HANDOFF_STATUS' : 'NOT_A_USER_TURN',
    outcome: 'continue',
    verdict: goOn,
    policy: { version, sha256 },
    reading: unmeasured,
    analysis: nothingRead,
    sketch: undefined,
  });
  const handoff = isHandoffOpen(before) ? before.handoff : undefined;
  return {
    decision,
    analysis: nothingRead,
    handoff,
    initiates: false,
    repeated: false,
    situation: undefined,
    timedOut: undefined,
    after: before,
  };
}
