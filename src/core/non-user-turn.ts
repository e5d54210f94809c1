import { type Conversation, type Handoff, isHandoffOpen, newConversation, type Reason } from './conversation.js';
import { noMatch } from './decide.js';
import { decisionOf } from './decision.js';
import { idsOf } from './ids.js';
import { nothingKept } from './kept-analysis.js';
import type { Policy } from './policy.js';
import { unmeasured } from './signals/index.js';
import type { Step } from './step.js';
import type { Turn } from './turn.js';

/**
 * The answer to an activity that no user said (typing, conversationUpdate, an agent's, the bot's own): nothing read, nothing
 * kept. It tells of the handoff that is open, or that the user has just left.
 */
export function stepNonUserTurn(policy: Policy, turn: Turn, stored: Conversation | undefined, idKey?: string): Step {
  const ids = idsOf(turn.conversation, turn.id, idKey);
  const before = stored ?? newConversation;
  const decision = decisionOf(ids.decision, {
    key: ids.key,
    reason: reasons[turn.kind],
    outcome: 'continue',
    verdict: noMatch,
    policy: { version: policy.version, sha256: policy.sha256 },
    reading: unmeasured,
    analysis: nothingKept,
    sketch: undefined,
  });
  return {
    kind: 'non-user-turn',
    repeatedDiffers: false,
    policy,
    decision,
    analysis: nothingKept,
    handoff: isHandoffOpen(before) || wasLeft(turn, before.handoff) ? before.handoff : undefined,
    initiates: false,
    withdraws: false,
    situation: undefined,
    timedOut: undefined,
    after: before,
  };
}

const reasons: Readonly<Record<Turn['kind'], Reason>> = {
  user: 'NOT_A_USER_TURN',
  left: 'NOT_A_USER_TURN',
  other: 'NOT_A_USER_TURN',
  agent: 'HUMAN_AGENT',
  status: 'HANDOFF_STATUS',
};

function wasLeft({ kind }: Turn, handoff: Handoff | undefined): boolean {
  return kind === 'left' && handoff?.cause === 'user-left';
}
