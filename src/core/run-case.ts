import type { Analysis } from './analysis.js';
import { decodeConversation, encodeConversation } from './codec/index.js';
import type { Conversation } from './conversation.js';
import { statusStep } from './handoff-life.js';
import type { Policy } from './policy.js';
import type { CaseRow, PolicyCase } from './policy-cases.js';
import type { PolicyFault } from './policy-shape.js';
import { step } from './step.js';
import { type Turn, userTurn } from './turn.js';

/** Plays one case under a policy; tells the first turn of which something else came, undefined when none did. */
export function runCase(policy: Policy, { it, turns }: PolicyCase, place: number): PolicyFault | undefined {
  const miss = play(policy, turns);
  return miss && { path: ['conversations', place, 'turns', miss.row], message: `${it}: ${miss.message}` };
}

interface Miss {
  readonly row: number;
  readonly message: string;
}

/** When the conversations of cases begin, in ms since the epoch; rows say how much later each of their turns comes. */
const beginning = 1_700_000_000_000;

/** A conversation's first surprise ends it: what follows would only follow from that. */
function play(policy: Policy, rows: readonly CaseRow[]): Miss | undefined {
  let stored: Conversation | undefined;
  let now = beginning;
  for (const [place, row] of rows.entries()) {
    now += row.minutesLater * 60_000;
    const { actual, after } = row.status
      ? applyStatus(policy, row, stored, now)
      : applyTurn(policy, toTurn(row, place), { analysis: toAnalysis(row), stored, now });
    stored = after && decodeConversation(encodeConversation(after));
    const message = difference(row.expect, actual);
    if (message) return { row: place, message };
  }
  return undefined;
}

interface Observed {
  readonly actual: Readonly<Record<string, unknown>>;
  readonly after: Conversation | undefined;
}

function applyStatus(policy: Policy, { status }: CaseRow, stored: Conversation | undefined, now: number): Observed {
  const { after, handoff } = statusStep(policy, status, stored, now);
  return { actual: { handoff: handoff?.state ?? null, cause: handoff?.cause ?? null }, after };
}

interface CaseState {
  readonly analysis: Analysis;
  readonly stored: Conversation | undefined;
  readonly now: number;
}

function applyTurn(policy: Policy, turn: Turn, state: CaseState): Observed {
  const { kind, decision, handoff, after } = step({ ...state, policy, turn, delivery: { status: 'returned' } });
  const { outcome, reason, ruleId, skill, suppressedOffers, reading } = decision;
  const actual = {
    outcome,
    reason,
    ruleId,
    skill,
    suppressedOffers,
    reading,
    repeated: kind === 'repeated',
    handoff: handoff?.state ?? null,
    cause: handoff?.cause ?? null,
  };
  return { actual, after };
}

function difference(
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
): string | undefined {
  for (const [name, wanted] of Object.entries(expected)) {
    const got = actual[name];
    if (typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted)) {
      const inner = difference(wanted as Record<string, unknown>, (got ?? {}) as Record<string, unknown>);
      if (inner) return `${name}.${inner}`;
    } else if (JSON.stringify(wanted) !== JSON.stringify(got)) {
      return `${name} is ${JSON.stringify(got ?? null)}, expected ${JSON.stringify(wanted)}`;
    }
  }
  return undefined;
}

function toTurn(row: CaseRow, place: number): Turn {
  const { menuChoice, said = '' } = row;
  const known = {
    id: row.id ?? `turn-${place}`,
    conversation: 'case',
    locale: row.locale,
    channel: row.channel,
    recognition: row.recognition,
    context: row.context ?? {},
  };
  if (menuChoice === undefined) return userTurn({ ...known, utterance: said });
  return userTurn({
    ...known,
    utterance: '',
    menuChoice: { value: menuChoice, index: 0, matchedBy: 'title' },
    title: row.said ?? menuChoice,
  });
}

function toAnalysis({ talkToHuman, negative, intent }: CaseRow): Analysis {
  const by = { provider: 'case', model: 'case@1' };
  return {
    language: undefined,
    talkToHuman: talkToHuman === undefined ? undefined : { score: talkToHuman, ...by },
    sentiment: negative === undefined ? undefined : { ...sentimentOf(negative), ...by },
    intent: intent === undefined ? undefined : { name: intent, score: 1, ...by },
    degraded: [],
  };
}

function sentimentOf(negative: number) {
  const label = negative > 0.5 ? ('negative' as const) : ('neutral' as const);
  return { label, positive: 0, neutral: 1 - negative, negative };
}
