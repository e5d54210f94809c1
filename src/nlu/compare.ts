import type { Analysis } from '../core/analysis.js';
import type { Conversation } from '../core/conversation.js';
import type { Policy } from '../core/policy.js';
import { step } from '../core/step.js';
import { userTurn } from '../core/turn.js';
import type { Nlu } from './nlu.js';

/** One utterance to compare on; those of one conversation are read in order. */
export interface ComparedTurn {
  readonly text: string;
  readonly locale?: string | undefined;
  readonly conversation?: string | undefined;
}

/** What one provider made of one turn. */
interface Made {
  readonly decided: string;
  readonly took: number;
  readonly degraded: boolean;
}

/** How two providers did over the same turns. Lines are numbered from 1; no words are in it. */
export interface Comparison {
  readonly turns: number;
  /** Turns on which outcome and rule are the same. */
  readonly same: number;
  /** `outcome by rule → outcome by rule`, left to right, with the lines it happened on; most frequent first. */
  readonly differences: readonly { readonly change: string; readonly lines: readonly number[] }[];
  readonly left: Side;
  readonly right: Side;
}

export interface Side {
  /** Sorted, in ms. */
  readonly latencies: readonly number[];
  readonly degraded: number;
}

/** Runs both providers over the turns, one turn at a time so that no quota is hit, each deciding its own conversations. */
export async function compare(
  policy: Policy,
  left: Nlu,
  right: Nlu,
  turns: Iterable<ComparedTurn>,
): Promise<Comparison> {
  const decideLeft = createDecider(policy, left);
  const decideRight = createDecider(policy, right);
  const made: [Made, Made][] = [];
  for (const turn of turns) made.push([await decideLeft(turn, made.length), await decideRight(turn, made.length)]);
  const differences = new Map<string, number[]>();
  made.forEach(([one, other], i) => {
    if (one.decided === other.decided) return;
    const change = `${one.decided} → ${other.decided}`;
    differences.set(change, [...(differences.get(change) ?? []), i + 1]);
  });
  const differing = [...differences].map(([change, lines]) => ({ change, lines }));
  return {
    turns: made.length,
    same: made.filter(([one, other]) => one.decided === other.decided).length,
    differences: differing.sort((a, b) => b.lines.length - a.lines.length),
    left: sideOf(made.map(([one]) => one)),
    right: sideOf(made.map(([, other]) => other)),
  };
}

function createDecider(policy: Policy, nlu: Nlu): (turn: ComparedTurn, index: number) => Promise<Made> {
  const conversations = new Map<string, Conversation>();
  return async ({ text, locale, conversation = '' }, index) => {
    const begun = performance.now();
    const analysis: Analysis = await nlu.analyze({ text, locale, picked: false });
    const took = performance.now() - begun;
    const turn = userTurn({
      id: String(index),
      conversation: conversation === '' ? `line ${index}` : conversation,
      utterance: text,
      locale,
    });
    const before = conversation === '' ? undefined : conversations.get(conversation);
    const { decision, after } = step({
      policy,
      turn,
      analysis,
      stored: before,
      now: index,
      delivery: { status: 'returned' },
    });
    if (conversation !== '') conversations.set(conversation, after);
    const decided = `${decision.outcome} by ${decision.ruleId ?? decision.reason}`;
    return { decided, took, degraded: analysis.degraded.length > 0 };
  };
}

function sideOf(made: readonly Made[]): Side {
  return {
    latencies: made.map(({ took }) => took).sort((a, b) => a - b),
    degraded: made.filter(({ degraded }) => degraded).length,
  };
}
