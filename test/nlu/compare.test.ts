import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { compare } from '../../src/nlu/compare.js';
import type { Nlu } from '../../src/nlu/nlu.js';
import { loadPolicy } from '../../src/policy/policy-file.js';
import { startAzureStub } from '../support/azure-stub.js';
import { scored, writtenScores } from '../support/written-scores.js';

const { policy } = await loadPolicy('policies/default.yaml');

test('turns on which two providers lead to another decision are told by rule and line', async () => {
  const deaf: Nlu = { analyze: () => scored(0.01, 0.01), async close() {} };
  const turns = ['human=0.9', 'human=0.1', 'human=0.6', 'human=0.95'].map((text) => ({ text: `${text} negative=0.1` }));
  const { same, differences, left, right } = await compare(policy, writtenScores, deaf, turns);
  expect(same).toBe(1);
  expect(differences).toEqual([
    { change: 'escalate by asked-for-human → continue by NO_RULE_MATCHED', lines: [1, 4] },
    { change: 'offer by may-want-human → continue by NO_RULE_MATCHED', lines: [3] },
  ]);
  expect([left.latencies.length, right.degraded]).toEqual([4, 0]);
});

test('turns of one conversation are read in order, each provider remembering its own', async () => {
  const calm: Nlu = { analyze: () => scored(0.01, 0.01), async close() {} };
  const turn = { text: 'negative=0.9 human=0.0' };
  const apart = await compare(policy, writtenScores, calm, [turn, turn, turn]);
  expect(apart.differences).toEqual([]);
  const together = await compare(policy, writtenScores, calm, Array(3).fill({ ...turn, conversation: 'c1' }));
  expect(together.differences.map(({ lines }) => lines)).toEqual([[2], [3]]);
});

test('the command compares against a cloud, tells what was billed, and prints no words', async () => {
  const stub = await startAzureStub({ intents: () => ({ TalkToHuman: 0.6, None: 0.2 }) });
  const file = join(await mkdtemp(join(tmpdir(), 'compare-')), 'turns.jsonl');
  const texts = ['what are your opening hours', 'my rhubarb is late'];
  await writeFile(file, texts.map((text) => `${JSON.stringify({ text, locale: 'en' })}\n`).join(''));
  const env = { ...process.env, NLU_CLU_ENDPOINT: stub.endpoint, NLU_CLU_KEY: 'test-key' };
  const command = ['--import', 'tsx', 'src/cli.ts', 'compare', file, 'embedded', 'azure'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env });
  await stub.close();
  expect(stdout).toContain('2 turns; the same decision on 0 (0.0 %), another on 2');
  expect(stdout).toContain('2  continue by NO_RULE_MATCHED → offer by may-want-human  (lines 1, 2)');
  expect(stdout).toMatch(/azure: half in .* ms.*records billed: clu 2/);
  expect(stdout).not.toContain('rhubarb');
});
