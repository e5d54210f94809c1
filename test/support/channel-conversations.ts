import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { components } from '../../src/http/openapi.js';

/** Every conversation of `test/golden/channels`: own sentences, in the shapes that the named sources document. */

const fields = z.record(z.string(), z.unknown());

const turn = z.strictObject({
  /** What the channel posts, beside what all activities of the channel have. */
  activity: fields.optional(),
  /** In place of an activity: what the hub says, as the `value` of a `handoff.status`. */
  hub: z.unknown().optional(),
  menu: z.array(z.strictObject({ value: z.string(), title: z.string().optional() })).optional(),
  recognition: z.strictObject({ intent: z.string(), score: z.number() }).optional(),
  expect: z.strictObject({
    outcome: z.enum(['continue', 'offer', 'escalate']).optional(),
    reason: z.string().optional(),
    ruleId: z.string().optional(),
    menuChoice: z.string().nullable().optional(),
    notUnderstood: z.number().optional(),
    repeated: z.boolean().optional(),
    turnId: z.string().optional(),
    handoff: z.string().optional(),
    cause: z.string().optional(),
  }),
});

const channelFile = z.strictObject({
  channel: z.string(),
  sources: z.array(z.url()).min(1),
  common: fields,
  conversations: z.array(z.strictObject({ it: z.string(), turns: z.array(turn).min(1) })).min(1),
});

export type ChannelTurn = z.infer<typeof turn>;

export interface ChannelConversation {
  readonly channel: string;
  readonly it: string;
  /** The turns, each activity whole: as the bot receives it, with this conversation's id. */
  readonly turns: readonly ChannelTurn[];
}

/** What came of a turn, in the words of the golden files. */
export function cameOf(answer: components['schemas']['EvaluateAnswer']) {
  const { decision, analysis, handoff, repeated, turnId } = answer;
  const { outcome, reason, ruleId, reading } = decision;
  return {
    outcome,
    reason,
    ruleId,
    menuChoice: analysis.menuChoice?.value ?? null,
    notUnderstood: reading.notUnderstood,
    repeated,
    turnId,
    handoff: handoff?.state,
    cause: handoff?.cause,
  };
}

/** What a bot that shows menus and has an NLU of its own sends along with the activity. */
export function alongWith({ menu, recognition }: ChannelTurn) {
  return { ...(menu && { menu: { choices: menu } }), ...(recognition && { recognition }) };
}

/** The answer is what the golden file says of the turn. */
export function expectCame(
  came: { handoff: unknown; turnId?: string },
  { expect: { turnId, ...wanted } }: ChannelTurn,
  place: number,
) {
  expect(came, `turn ${place + 1}`).toMatchObject(wanted);
  if (turnId) expect(came.turnId).toMatch(new RegExp(turnId));
}

const folder = new URL('../golden/channels/', import.meta.url);

export const channelConversations: readonly ChannelConversation[] = readdirSync(folder)
  .toSorted()
  .flatMap((name) => {
    const { channel, common, conversations } = channelFile.parse(parse(readFileSync(new URL(name, folder), 'utf8')));
    return conversations.map(({ it, turns }, i) => {
      const conversation = { id: `${name.replace('.yaml', '')}-${i + 1}` };
      return { channel, it, turns: turns.map((one, place) => wholeTurn(one, { ...common, conversation }, place)) };
    });
  });

function wholeTurn(one: ChannelTurn, common: Record<string, unknown>, place: number): ChannelTurn {
  if (!one.activity) return one;
  const conversation = { ...(one.activity.conversation as object | undefined), ...(common.conversation as object) };
  const { id } = common.conversation as { id: string };
  return { ...one, activity: { id: `${id}-turn-${place + 1}`, ...common, ...one.activity, conversation } };
}
