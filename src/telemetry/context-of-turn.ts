import { idsOf } from '../core/ids.js';
import type { Turn } from '../core/turn.js';
import type { TurnContext } from '../lib/turn-context.js';

/** The context of a turn. `idKey` is what the ids of decisions are derived with, if anything. */
export function contextOfTurn(
  turn: Pick<Turn, 'conversation' | 'id'>,
  idKey: string | undefined,
  traceId: string | undefined,
): TurnContext {
  let decisionId: string | undefined;
  return {
    decisionId() {
      decisionId ??= idsOf(turn.conversation, turn.id, idKey).decision;
      return decisionId;
    },
    traceId,
  };
}
