import { z } from 'zod';
import type { PolicyFault } from './policy-shape.js';
import { signalNames } from './signals/index.js';

const score = z.number().min(0).max(1);
const reading = z.partialRecord(z.enum(signalNames as [string, ...string[]]), score.nullable());

const expectedShape = z.strictObject({
  outcome: z.enum(['continue', 'offer', 'escalate']).optional(),
  reason: z.string().optional(),
  ruleId: z.string().nullable().optional(),
  skill: z.string().nullable().optional(),
  suppressedOffers: z.array(z.string()).optional(),
  /** What `suppressedOffers` was called up to release 0.1. */
  quieted: z.array(z.string()).optional(),
  reading: reading.optional(),
  repeated: z.boolean().optional(),
  handoff: z.enum(['initiated', 'accepted', 'completed', 'failed', 'unknown']).nullable().optional(),
  /** Why the handoff ended: `withdrawn`, or null where the hub or the clock said so. */
  cause: z.string().nullable().optional(),
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
type WrittenRow = z.infer<typeof rowShape>;

/** One turn of a case, or one word of the hub, and what must come of it. */
export type CaseRow = Omit<WrittenRow, 'expect'> & { readonly expect: Omit<WrittenRow['expect'], 'quieted'> };

const casesShape = z.strictObject({
  conversations: z
    .array(z.strictObject({ it: z.string().min(1), turns: z.array(rowShape).min(1).max(200) }))
    .min(1)
    .max(2_000),
});

/** A conversation with what must come of each turn. */
export interface PolicyCase {
  readonly it: string;
  readonly turns: readonly CaseRow[];
}

/** Cases with what is out of date in them, or everything that is wrong with them. */
export type ParsedCases =
  | { readonly cases: readonly PolicyCase[]; readonly warnings: readonly PolicyFault[] }
  | { readonly faults: readonly PolicyFault[] };

/** Reads cases from plain data (parsed YAML). */
export function parseCases(data: unknown): ParsedCases {
  const shape = casesShape.safeParse(data);
  if (!shape.success)
    return { faults: shape.error.issues.map(({ path, message }) => ({ path: path as (string | number)[], message })) };
  const warnings: PolicyFault[] = [];
  const cases = shape.data.conversations.map(({ it, turns }, c) => ({
    it,
    turns: turns.map((row, r) => {
      if (row.expect.quieted === undefined) return row;
      const path = ['conversations', c, 'turns', r, 'expect', 'quieted'];
      warnings.push({ path, message: 'quieted is now called suppressedOffers; it is read as that' });
      return { ...row, expect: renamed(row.expect) };
    }),
  }));
  return { cases, warnings };
}

function renamed({ quieted, ...expected }: WrittenRow['expect']): CaseRow['expect'] {
  return { suppressedOffers: quieted, ...expected };
}
