import { type Conversation, isHandoffOpen, newConversation } from './conversation.js';
import { noMatch } from './decide.js';
import { decisionOf } from './decision.js';
import { idsOf } from './ids.js';
import { nothingKept } from './kept-analysis.js';
import type { Policy } from './policy.js';
import { unmeasured } from './signals/index.js';
import type { Step } from './step.js';
import type { Turn } from './turn.js';

/** The answer to an activity that no user said (typing, conversationUpdate, the bot's own): nothing read, nothing kept. */
export function stepNonUserTurn(policy: Policy, turn: Turn, stored: Conversation | undefined, idKey?: string): Step {
  const ids = idsOf(turn.conversation, turn.id, idKey);
  const before = stored ?? newConversation;
  const decision = decisionOf(ids.decision, {
    key: ids.key,
    reason: turn.kind === 'status' ? 'HANDOFF_STATUS' : 'NOT_A_USER_TURN',
    outcome: 'continue',
    verdict: noMatch,
    policy: { version: policy.version, sha256: policy.sha256 },
    reading: unmeasured,
    analysis: nothingKept,
    sketch: undefined,
  });
  return {
    kind: 'non-user-turn',
    policy,
    decision,
    analysis: nothingKept,
    handoff: isHandoffOpen(before) ? before.handoff : undefined,
    initiates: false,
    withdraws: false,
    situation: undefined,
    timedOut: undefined,
    after: before,
  };
}
