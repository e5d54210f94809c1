import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Analysis } from '../src/core/analysis.js';
import { decodeConversation, encodeConversation } from '../src/core/codec.js';
import type { Conversation } from '../src/core/conversation.js';
import { type StatusState, statusStep, step } from '../src/core/step.js';
import type { Fact, MenuChoice, Recognition, Turn } from '../src/core/turn.js';
import { readPolicy } from '../src/policy-file.js';

interface Row {
  said?: string;
  id?: string;
  menuChoice?: string;
  talkToHuman?: number;
  negative?: number;
  recognition?: Recognition;
  context?: Record<string, Fact>;
  locale?: string;
  channel?: string;
  status?: StatusState;
  minutesLater?: number;
  expect: Record<string, unknown>;
}

interface GoldenConversation {
  it: string;
  turns: Row[];
}

const folder = new URL('./golden/conversations/', import.meta.url);

for (const file of readdirSync(folder)) {
  const { policy: policyFile, conversations } = parse(readFileSync(new URL(file, folder), 'utf8')) as {
    policy: string;
    conversations: GoldenConversation[];
  };
  const policy = readPolicy(policyFile, readFileSync(new URL(`../${policyFile}`, import.meta.url), 'utf8'));
  describe(`${policyFile} (${file})`, () => {
    test.each(conversations)('$it', ({ turns }) => {
      let stored: Conversation | undefined;
      let now = 1_700_000_000_000;
      turns.forEach((row, i) => {
        now += (row.minutesLater ?? 0.1) * 60_000;
        const where = `turn ${i + 1}: ${row.said ?? row.menuChoice ?? row.status ?? ''}`;
        if (row.status) {
          const { after, handoff } = statusStep(policy, row.status, stored, now);
          stored = after;
          expect({ handoff: handoff?.state ?? null }, where).toMatchObject(row.expect);
          return;
        }
        const stepped = step(policy, toTurn(row, i), toAnalysis(row), stored, now, { status: 'returned' });
        stored = throughTheStore(stepped.after);
        const { outcome, reason, ruleId, skill, quieted, reading } = stepped.decision;
        const { repeated, handoff } = stepped;
        const seen = { outcome, reason, ruleId, skill, quieted, reading, repeated, handoff: handoff?.state ?? null };
        expect(seen, where).toMatchObject(row.expect);
      });
    });
  });
}

/** Every step goes through the stored form, so that a golden conversation also proves that nothing is lost there. */
function throughTheStore(after: Conversation): Conversation | undefined {
  const decoded = decodeConversation(encodeConversation(after));
  expect(decoded).toEqual(after);
  return decoded;
}

function toTurn(row: Row, i: number): Turn {
  const menuChoice: MenuChoice | undefined = row.menuChoice
    ? { value: row.menuChoice, index: 0, matchedBy: 'title' }
    : undefined;
  return {
    kind: 'user',
    id: row.id ?? `t${i}`,
    conversation: 'c1',
    utterance: menuChoice ? '' : (row.said ?? ''),
    locale: row.locale,
    channel: row.channel,
    menuChoice,
    title: menuChoice ? (row.said ?? row.menuChoice) : undefined,
    recognition: row.recognition,
    context: row.context ?? {},
    transcript: undefined,
    activity: {},
  };
}

function toAnalysis({ talkToHuman, negative }: Row): Analysis {
  const by = { provider: 'golden', model: 'golden@1' };
  return {
    language: 'en',
    talkToHuman: talkToHuman === undefined ? undefined : { score: talkToHuman, ...by },
    sentiment:
      negative === undefined
        ? undefined
        : { label: negative > 0.5 ? 'negative' : 'neutral', positive: 0, neutral: 1 - negative, negative, ...by },
    degraded: [],
  };
}
