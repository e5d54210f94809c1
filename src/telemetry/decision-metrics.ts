import type { Registry } from 'prom-client';
import type { CancelRule, Policy, Rule } from '../core/policy.js';
import { type SignalName, signalNames } from '../core/signals/index.js';
import type { Step } from '../core/step.js';
import type { EvaluatedTurn } from '../evaluation/outcome.js';
import { type Count, createCounter, createHistogram, type Observe } from '../lib/metrics.js';

/** Counts what came of turns. */
export interface DecisionMetrics {
  /** Told of the policies that decide: the active one, and the one being rolled out if there is one. */
  inForce(policies: readonly Policy[]): void;
  count(decided: EvaluatedTurn): void;
}

/** A user who asks for a human so soon after a `continue` may have asked before, unheard. */
const soonTurns = 2;

/** The lines of one policy's decisions, by rule, and by reason where no rule decided. */
interface PolicyLines {
  readonly byRule: ReadonlyMap<string, { readonly decisions: Count; readonly asks: boolean }>;
  readonly byReason: (reason: string) => Count;
}

export function createDecisionMetrics(registry: Registry): DecisionMetrics {
  const { decisions, countRepeated, seconds, signal, degraded, asks, secondAsks, shadow } = createLines(registry);
  const bySignal = signalNames.map((name): readonly [SignalName, Observe] => [name, signal(name)]);
  const byPolicy = new WeakMap<Policy, PolicyLines>();

  function linesOf(policy: Policy, role = 'active'): PolicyLines {
    const known = byPolicy.get(policy);
    if (known) return known;
    const lines: PolicyLines = {
      byRule: new Map([
        ...policy.rules.map((rule) => [rule.id, ruleLine(rule, role)] as const),
        ...policy.cancelRules.map((rule) => [rule.id, cancelLine(rule, role)] as const),
      ]),
      byReason: (reason) => decisions('continue', reason, 'none', role),
    };
    byPolicy.set(policy, lines);
    return lines;
  }

  function ruleLine(rule: Rule, role: string) {
    return { decisions: decisions(rule.outcome, 'RULE_MATCHED', rule.id, role), asks: isAsk(rule) };
  }

  function cancelLine({ id }: CancelRule, role: string) {
    return { decisions: decisions('continue', 'HANDOFF_WITHDRAWN', id, role), asks: false };
  }

  function countDecision({ decision, after, policy }: Step): void {
    const lines = linesOf(policy);
    const byRule = decision.ruleId === null ? undefined : lines.byRule.get(decision.ruleId);
    (byRule?.decisions ?? lines.byReason(decision.reason)).value++;
    if (!byRule?.asks) return;
    asks.value++;
    if (wasUnheard(after)) secondAsks.value++;
  }

  return {
    inForce([active, next]) {
      if (active) linesOf(active);
      if (next) linesOf(next, 'next');
    },
    count({ step, outcome, durationMs }) {
      seconds(durationMs / 1000);
      if (step.kind === 'repeated') {
        countRepeated(step);
        return;
      }
      countDecision(step);
      const { reading } = step.decision;
      for (const [name, observe] of bySignal) {
        const value = reading[name];
        if (value !== null) observe(value);
      }
      for (const { provider, signal, cause } of outcome.analysis.degraded) degraded(provider, signal, cause).value++;
      if (outcome.shadow) {
        const { outcome: other, differs } = outcome.shadow;
        shadow(step.decision.outcome, other, differs ? 'yes' : 'no').value++;
      }
    },
  };
}

/** Whether the rule escalates because the user asked, in words or by picking a choice. */
function isAsk({ outcome, when }: Rule): boolean {
  return (
    outcome === 'escalate' &&
    when.some((one) => one.kind === 'menuChoice' || (one.kind === 'signal' && one.signal === 'talkToHuman'))
  );
}

/** Whether a turn just before this one, the last of `turns`, was typed, read, and matched no rule. */
function wasUnheard({ turns, resetIndex }: Step['after']): boolean {
  const last = turns.length - 1;
  return turns
    .slice(Math.max(resetIndex, last - soonTurns), last)
    .some(({ reason, reading }) => reason === 'NO_RULE_MATCHED' && reading.talkToHuman !== null);
}

/** The lines that turns are counted on. */
function createLines(registry: Registry) {
  return {
    decisions: createCounter(registry, {
      name: 'escalation_decisions_total',
      help: 'Turns decided, by outcome, reason, the rule that decided, and whether its policy is active or being rolled out',
      labelNames: ['outcome', 'reason', 'rule', 'policy'],
    }),
    countRepeated: countsRepeated(registry),
    seconds: createHistogram(registry, {
      name: 'escalation_turn_seconds',
      help: 'From a turn read to its answer ready, delivery included',
      buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    })(),
    signal: createHistogram(registry, {
      name: 'escalation_signal',
      help: 'What signals measured on user turns, 1 speaking for a human; turns that did not measure a signal are left out',
      labelNames: ['signal'],
      buckets: [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1],
    }),
    degraded: createCounter(registry, {
      name: 'escalation_degraded_total',
      help: 'Signals a provider could not measure, or not fully, and turns whose state the store could not give or take, by cause',
      labelNames: ['provider', 'signal', 'cause'],
    }),
    asks: createCounter(registry, {
      name: 'escalation_asks_total',
      help: 'Turns on which a user asked for a human and got one: escalated by talkToHuman or a menu choice',
    })(),
    secondAsks: createCounter(registry, {
      name: 'escalation_second_asks_total',
      help: 'Asks within two turns after a typed turn that no rule matched: the user may have asked before, unheard',
    })(),
    shadow: createCounter(registry, {
      name: 'escalation_shadow_decisions_total',
      help: 'Turns the shadow policy decided too, by the outcome, the outcome it would have had, and whether they differ in outcome or skill',
      labelNames: ['outcome', 'shadow_outcome', 'differs'],
    }),
  };
}

function countsRepeated(registry: Registry): (step: Step) => void {
  const repeated = createCounter(registry, {
    name: 'escalation_repeated_turns_total',
    help: 'Turns answered with the decision they got before; counted nowhere else',
  })();
  const differing = createCounter(registry, {
    name: 'escalation_repeated_differing_turns_total',
    help: 'Repeated turns that came with other words than they were decided for; counted as repeated, too',
  })();
  return ({ repeatedDiffers }) => {
    repeated.value++;
    if (repeatedDiffers) differing.value++;
  };
}
