import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { compose } from '../src/app/compose.js';
import { readConfig } from '../src/app/config.js';
import type { Analysis } from '../src/core/analysis.js';
import { type Turn, userTurn } from '../src/core/turn.js';
import { runCommand } from './support/command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const asks = '  - { id: asks, when: [{ signal: talkToHuman, atLeast: sure }], then: { outcome: escalate } }\n';
const tier = '  - { id: vip, when: [{ context: tier, in: [gold] }], then: { outcome: escalate, skill: vip } }\n';
const policyOf = (sure: number, rules = asks, rest = '') =>
  `version: "${sure}"\ndefaultSkill: general\nthresholds: { sure: ${sure} }\nrules:\n${rules}${rest}`;

describe('escalation policy', () => {
  test('check says nothing of a good policy and exits 0', () => {
    expect(runCommand(['policy', 'check', 'policies/default.yaml'])).toMatchObject({ status: 0, stdout: '' });
  });
  test('check exits 1 with file, line and column of every fault', () => {
    const broken = file('broken.yaml', policyOf(0.8, asks.replace('talkToHuman', 'anger')));
    const { status, stdout } = runCommand(['policy', 'check', broken]);
    expect({ status, stdout }).toMatchObject({ status: 1, stdout: expect.stringContaining(`${broken}:5:24: rules.0`) });
  });
  test('check speaks GitHub’s annotations where GitHub runs it', () => {
    const broken = file('broken.yaml', policyOf(0.8, asks.replace('talkToHuman', 'anger')));
    const { stdout } = runCommand(['policy', 'check', broken], { GITHUB_ACTIONS: 'true' });
    expect(stdout).toMatch(/^::error file=.*broken\.yaml,line=5,col=24::rules\.0/);
  });
  test('test runs the cases and tells the turn that went otherwise', () => {
    const policy = file('p.yaml', policyOf(0.8));
    file(
      'p.cases.yaml',
      'conversations:\n  - it: hands off\n    turns:\n      - { talkToHuman: 0.5, expect: { outcome: escalate } }\n',
    );
    const { status, stdout } = runCommand(['policy', 'test', policy]);
    expect(status).toBe(1);
    expect(stdout).toContain('0 of 1 conversations hold');
    expect(stdout).toContain(
      'p.cases.yaml:4:9: conversations.0.turns.0: hands off: outcome is "continue", expected "escalate"',
    );
  });
  test('a file that is not there and a command that is not known exit 2', () => {
    expect(runCommand(['policy', 'check', join(folder, 'none.yaml')])).toMatchObject({ status: 2 });
    expect(runCommand(['polcy'])).toMatchObject({ status: 2 });
  });
});

/** Turns of many conversations under a policy, decided by the real flow; the receipts as JSON lines. */
async function receiptsUnder(policy: string): Promise<string> {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  let analyzed = 0;
  const analyze = (): Analysis => {
    const by = { provider: 'given', model: 'given@1' };
    const score = ((analyzed * 7919) % 1000) / 1000;
    const negative = ((analyzed++ * 104_729) % 1000) / 1000;
    const sentiment = { label: 'neutral' as const, positive: 0, neutral: 1 - negative, negative, ...by };
    return { language: 'en', talkToHuman: { score, ...by }, sentiment, degraded: [] };
  };
  const config = readConfig({ STORE: 'memory', POLICY_FILE: policy });
  const service = await compose(config, log, { nlu: { analyze, async close() {} } });
  for (let i = 0; i < 600; i++) await service.evaluate(turn(i), { delivery: undefined });
  await service.close();
  return lines.join('');
}

function turn(i: number): Turn {
  return userTurn({
    kind: i % 50 === 49 ? 'other' : 'user',
    id: `t${i % 97 === 0 ? i - 1 : i}`,
    conversation: `c${i % 60}`,
    utterance: ['yes please', 'no', 'where is it', 'where is it'][i % 4] as string,
    locale: 'de-AT',
    channel: 'msteams',
    recognition: { intent: 'None' },
    context: { tier: i % 2 ? 'gold' : 'basic', phone: '555' },
  });
}

describe('escalation replay', () => {
  test('gives the same decision for every receipt of the same policy', async () => {
    const receipts = file('r.jsonl', await receiptsUnder('policies/default.yaml'));
    const { status, stdout } = runCommand(['replay', receipts, '--json']);
    const figures = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(figures).toMatchObject({ receipts: 600, undecidable: 0, wrong: 0, byRule: {} });
    expect(figures.same + figures.unruled).toBe(600);
    expect(figures.same).toBeGreaterThan(150);
  });

  test('tells what another policy would have done, by rule and by day', async () => {
    const receipts = file('r.jsonl', await receiptsUnder(file('strict.yaml', policyOf(0.9))));
    const { stdout } = runCommand(['replay', receipts, '--policy', file('loose.yaml', policyOf(0.5)), '--json']);
    const { changed, byRule, byDay, same, unruled, receipts: all } = JSON.parse(stdout);
    expect(changed.newlyEscalated).toBeGreaterThan(50);
    expect(changed).toMatchObject({ noLongerEscalated: 0, newlyOffered: 0 });
    expect(byRule.asks.newlyEscalated).toBe(changed.newlyEscalated);
    expect(Object.keys(byDay)).toHaveLength(1);
    expect(same + unruled + changed.newlyEscalated).toBe(all);
  });

  test('does not guess about facts that the receipts do not hold', async () => {
    const withTier = policyOf(0.8, tier + asks);
    const silent = file('silent.jsonl', await receiptsUnder(file('silent.yaml', withTier)));
    const told = file(
      'told.jsonl',
      await receiptsUnder(file('told.yaml', `${withTier}receipt: { context: [tier] }\n`)),
    );
    const undecidable = (receipts: string, policy: string) =>
      JSON.parse(runCommand(['replay', receipts, '--policy', join(folder, policy), '--json']).stdout).undecidable;
    expect(undecidable(silent, 'silent.yaml')).toBeGreaterThan(50);
    expect(undecidable(told, 'told.yaml')).toBe(0);
  });

  test('finds a receipt that was altered', async () => {
    const text = await receiptsUnder('policies/default.yaml');
    const altered = text.replace('"outcome":"escalate"', '"outcome":"continue"');
    expect(runCommand(['replay', file('altered.jsonl', altered)])).toMatchObject({ status: 1 });
  });

  test('passes over torn and foreign lines', () => {
    const { stdout } = runCommand([
      'replay',
      file('torn.jsonl', '{"decisionId":"x","rea\nhello\n{"decisionId":"y"}\n'),
      '--json',
    ]);
    expect(JSON.parse(stdout).receipts).toBe(0);
  });
});
