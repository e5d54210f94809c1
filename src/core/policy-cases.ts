import { z } from 'zod';
import type { Analysis } from './analysis.js';
import { decodeConversation, encodeConversation } from './codec/index.js';
import type { Conversation } from './conversation.js';
import { statusStep } from './handoff-life.js';
import type { PolicyFault } from './parse-policy.js';
import type { Policy } from './policy.js';
import { signalNames } from './signals/index.js';
import { step } from './step.js';
import type { Turn } from './turn.js';

const score = z.number().min(0).max(1);
const reading = z.partialRecord(z.enum(signalNames as [string, ...string[]]), score.nullable());

const expectedShape = z.strictObject({
  outcome: z.enum(['continue', 'offer', 'escalate']).optional(),
  reason: z.string().optional(),
  ruleId: z.string().nullable().optional(),
  skill: z.string().nullable().optional(),
  quieted: z.array(z.string()).optional(),
  reading: reading.optional(),
  repeated: z.boolean().optional(),
  handoff: z.enum(['initiated', 'accepted', 'completed', 'failed', 'unknown']).nullable().optional(),
});

const rowShape = z.strictObject({
  /** What the user typed; with `menuChoice`, what the choice says on the screen. */
  said: z.string().optional(),
  /** The turn's id, to send the same turn again. */
  id: z.string().optional(),
  menuChoice: z.string().optional(),
  talkToHuman: score.optional(),
  negative: score.optional(),
  intent: z.string().optional(),
  recognition: z.strictObject({ intent: z.string().optional(), score: score.optional() }).optional(),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  locale: z.string().optional(),
  channel: z.string().optional(),
  /** Instead of a turn: what the hub says. */
  status: z.enum(['accepted', 'completed', 'failed']).optional(),
  minutesLater: z.number().min(0).default(0.1),
  expect: expectedShape,
});
type Row = z.infer<typeof rowShape>;

const casesShape = z.strictObject({
  conversations: z
    .array(z.strictObject({ it: z.string().min(1), turns: z.array(rowShape).min(1).max(200) }))
    .min(1)
    .max(2_000),
});

/** A conversation with what must come of each turn. */
export interface PolicyCase {
  readonly it: string;
  readonly turns: readonly Row[];
}

/** Reads cases from plain data (parsed YAML), or says everything that is wrong with them. */
export function parseCases(
  data: unknown,
): { readonly cases: readonly PolicyCase[] } | { readonly faults: readonly PolicyFault[] } {
  const shape = casesShape.safeParse(data);
  if (shape.success) return { cases: shape.data.conversations };
  return { faults: shape.error.issues.map(({ path, message }) => ({ path: path as (string | number)[], message })) };
}

/** Plays one case under a policy; tells the first turn of which something else came, undefined when none did. */
export function runCase(policy: Policy, { it, turns }: PolicyCase, place: number): PolicyFault | undefined {
  const miss = play(policy, turns);
  return miss && { path: ['conversations', place, 'turns', miss.row], message: `${it}: ${miss.message}` };
}

interface Miss {
  readonly row: number;
  readonly message: string;
}

/** A conversation's first surprise ends it: what follows would only follow from that. */
function play(policy: Policy, rows: readonly Row[]): Miss | undefined {
  let stored: Conversation | undefined;
  let now = 1_700_000_000_000;
  for (const [r, row] of rows.entries()) {
    now += row.minutesLater * 60_000;
    const { seen, after } = row.status ? hear(policy, row, stored, now) : take(policy, row, r, stored, now);
    stored = after && decodeConversation(encodeConversation(after));
    const message = difference(row.expect, seen);
    if (message) return { row: r, message };
  }
  return undefined;
}

interface Came {
  readonly seen: Readonly<Record<string, unknown>>;
  readonly after: Conversation | undefined;
}

function hear(policy: Policy, { status }: Row, stored: Conversation | undefined, now: number): Came {
  const { after, handoff } = statusStep(policy, status, stored, now);
  return { seen: { handoff: handoff?.state ?? null }, after };
}

function take(policy: Policy, row: Row, r: number, stored: Conversation | undefined, now: number): Came {
  const stepped = step(policy, toTurn(row, r), toAnalysis(row), stored, now, { status: 'returned' });
  const { outcome, reason, ruleId, skill, quieted, reading } = stepped.decision;
  const handoff = stepped.handoff?.state ?? null;
  return {
    seen: { outcome, reason, ruleId, skill, quieted, reading, repeated: stepped.repeated, handoff },
    after: stepped.after,
  };
}

function difference(
  expected: Readonly<Record<string, unknown>>,
  seen: Readonly<Record<string, unknown>>,
): string | undefined {
  for (const [name, wanted] of Object.entries(expected)) {
    const got = seen[name];
    if (typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted)) {
      const inner = difference(wanted as Record<string, unknown>, (got ?? {}) as Record<string, unknown>);
      if (inner) return `${name}.${inner}`;
    } else if (JSON.stringify(wanted) !== JSON.stringify(got)) {
      return `${name} is ${JSON.stringify(got ?? null)}, expected ${JSON.stringify(wanted)}`;
    }
  }
  return undefined;
}

function toTurn(row: Row, r: number): Turn {
  const { menuChoice, said } = row;
  return {
    kind: 'user',
    id: row.id ?? `turn-${r}`,
    conversation: 'case',
    utterance: menuChoice === undefined ? (said ?? '') : '',
    locale: row.locale,
    channel: row.channel,
    menuChoice: menuChoice === undefined ? undefined : { value: menuChoice, index: 0, matchedBy: 'title' },
    title: menuChoice === undefined ? undefined : (said ?? menuChoice),
    recognition: row.recognition,
    context: row.context ?? {},
    transcript: undefined,
    activity: {},
  };
}

function toAnalysis({ talkToHuman, negative, intent }: Row): Analysis {
  const by = { provider: 'case', model: 'case@1' };
  const rest = negative === undefined ? 0 : 1 - negative;
  return {
    language: undefined,
    talkToHuman: talkToHuman === undefined ? undefined : { score: talkToHuman, ...by },
    sentiment:
      negative === undefined
        ? undefined
        : { label: negative > 0.5 ? 'negative' : 'neutral', positive: 0, neutral: rest, negative, ...by },
    intent: intent === undefined ? undefined : { name: intent, score: 1, ...by },
    degraded: [],
  };
}
