import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** The policy that README shows. */
const readme = /```yaml\n(version: [\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';

test('--version says which one it is', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(runCommand(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
});

describe('escalation policy', () => {
  test('check says what it found in good policies and exits 0', () => {
    expect(runCommand(['policy', 'check', 'policies/default.yaml'])).toMatchObject({
      status: 0,
      stdout: 'ok: 8 rules, 6 thresholds, 0 warnings\n',
    });
    const files = [file('readme.yaml', readme), 'policies/starter.yaml'];
    expect(runCommand(['policy', 'check', '--strict', ...files])).toMatchObject({
      status: 0,
      stdout: `${files[0]}: ok: 5 rules, 3 thresholds, 0 warnings\npolicies/starter.yaml: ok: 6 rules, 4 thresholds, 0 warnings\n`,
    });
  });
  test('check exits 1 with file, line and column of every fault', () => {
    const broken = file('broken.yaml', `${policyOf(0.8, asks.replace('talkToHuman', 'anger'))}shadow: true\n`);
    expect(runCommand(['policy', 'check', broken])).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(
        /broken\.yaml:6:9: shadow: unknown key.*\n.*broken\.yaml:5:24: rules\.0.*\nnot ok: 2 faults, 0 warnings\n$/,
      ),
    });
  });
  test('check refuses offers that lead nowhere', () => {
    const deaf = file('deaf.yaml', readme.replace(/^.*accepted-offer.*\n/m, '').replace(/^ *saysYes.*\n/m, ''));
    const { status, stdout } = runCommand(['policy', 'check', deaf]);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /deaf\.yaml:11:5: rules\.3: "is-upset" may offer a human, and a user who says yes reaches none/,
    );
    expect(stdout).toMatch(/not ok: 1 fault, 0 warnings\n$/);
  });
  test('warnings are printed and counted; --strict exits 1 for them', () => {
    const policy = file('spare.yaml', policyOf(0.8).replace('sure: 0.8', 'sure: 0.8, spare: 0.5'));
    const warned = `${policy}:3:33: warning: thresholds.spare: no condition uses "spare"`;
    const lenient = runCommand(['policy', 'check', policy]);
    expect(lenient.stdout).toContain(warned);
    expect(lenient).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/\nok: 1 rule, 2 thresholds, 1 warning\n$/),
    });
    const strict = runCommand(['policy', 'check', '--strict', policy], { GITHUB_ACTIONS: 'true' });
    expect(strict.stdout).toMatch(/^::warning file=.*spare\.yaml,line=3,col=33::thresholds\.spare/);
    expect(strict).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('not ok: 1 rule, 2 thresholds, 1 warning (--strict)'),
    });
  });
  test('check knows the skills of the hub that it is told, as an option or as the service is', () => {
    const policy = file('skills.yaml', policyOf(0.8));
    const warned = {
      status: 0,
      stdout: expect.stringContaining('the agent hub has no skill "general"; it has sales.'),
    };
    expect(runCommand(['policy', 'check', policy], { HUB_SKILLS: 'sales' })).toMatchObject(warned);
    expect(
      runCommand(['policy', 'check', policy, '--skills', 'general, sales'], { HUB_SKILLS: 'sales' }),
    ).toMatchObject({
      stdout: 'ok: 1 rule, 1 threshold, 0 warnings\n',
    });
  });
  test('init writes a policy and cases that hold, and overwrites neither', () => {
    const name = join(folder, 'my-bot');
    const { status, stdout } = runCommand(['policy', 'init', name]);
    expect({ status, stdout }).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`wrote ${name}.yaml and ${name}.cases.yaml`),
    });
    expect(runCommand(['policy', 'test', `${name}.yaml`])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/ (\d+) of \1 conversations hold\n$/),
    });
    const mine = '# mine\n';
    writeFileSync(`${name}.cases.yaml`, mine);
    rmSync(`${name}.yaml`);
    expect(runCommand(['policy', 'init', `${name}.yaml`])).toMatchObject({
      status: 2,
      stderr: `${name}.cases.yaml is there already and stays as it is; choose another name\n`,
    });
    expect(readFileSync(`${name}.cases.yaml`, 'utf8')).toBe(mine);
    expect(() => readFileSync(`${name}.yaml`)).toThrow();
  });
  test('test without cases says how to begin some, and those hold', () => {
    const policy = file('bare.yaml', readme);
    const { status, stderr } = runCommand(['policy', 'test', policy]);
    expect(status).toBe(2);
    expect(stderr).toContain('bare.yaml has no cases yet');
    expect(stderr).toContain('escalation policy init');
    file('bare.cases.yaml', stderr.slice(stderr.indexOf('conversations:'), stderr.indexOf('`escalation')));
    expect(runCommand(['policy', 'test', policy])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('2 of 2 conversations hold'),
    });
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
    id: `t${i % 97 === 0 ? i - 60 : i}`,
    conversation: `c${i % 60}`,
    utterance: ['yes please', 'no', 'where is it', 'where is it'][i % 4] as string,
    locale: 'de-AT',
    channel: 'msteams',
    recognition: { intent: 'None' },
    context: { tier: i % 2 ? 'gold' : 'basic', phone: '555' },
  });
}

describe('escalation try', () => {
  const policy = file('tried.yaml', readme);

  test('shows what is decided, every score with its margin, and what would change it', () => {
    const { status, stdout } = runCommand([
      'try',
      'ich möchte mit einem Menschen sprechen',
      '--policy',
      policy,
      '--locale',
      'de',
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^escalate \(general\), by rule asked-for-human\nThe user asked for a human: talkToHuman /);
    expect(stdout).toMatch(/\| talkToHuman +\| 0\.9\d+ \| asksForHuman 0\.8000 \| \+0\.1\d+ \|/);
    expect(stdout).toMatch(/\| notUnderstood +\| +– \| –/);
    expect(stdout).toContain('Language: de.');
    expect(stdout).toMatch(/\| score talkToHuman +\| 0\.9\d+ \| +0\.7999 \| -0\.\d+ \| continue, by no rule/);
  });

  test('takes several texts as the turns of one conversation', () => {
    const upset = ['this is terrible', 'useless thing, nothing works', 'yes please', 'hello?'];
    const { stdout } = runCommand(['try', ...upset, '--policy', policy, '--locale', 'en']);
    expect([...stdout.matchAll(/^Turn \d\n\n(.*)$/gm)].map(([, headline]) => headline)).toEqual([
      'continue, by no rule',
      'offer (general), by rule is-upset',
      'escalate (general), by rule accepted-offer',
      'continue, by no rule',
    ]);
    expect(stdout).toContain('A handoff is open, so no rule was read');
  });

  test('refuses a policy that cannot decide', () => {
    const broken = file('broken.yaml', policyOf(0.8, asks.replace('talkToHuman', 'anger')));
    expect(runCommand(['try', 'hello', '--policy', broken])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('broken.yaml:5:24: rules.0.when.0: unknown signal'),
    });
  });
});

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

  test('prints tables with every rate over its denominator, and says what was not decided again', async () => {
    const receipts = file('r.jsonl', await receiptsUnder(file('strict.yaml', policyOf(0.9))));
    const args = ['replay', receipts, '--policy', file('loose.yaml', policyOf(0.5))];
    const { stdout } = runCommand(args);
    const figures = JSON.parse(runCommand([...args, '--json']).stdout);
    const { decided, escalatedBefore, escalatedAfter } = figures.outcomes;
    expect(decided).toBe(figures.receipts - figures.unruled);
    expect(escalatedAfter - escalatedBefore).toBe(figures.changed.newlyEscalated);
    const rate = (count: number, of: number) => `${count} of ${of} (${((100 * count) / of).toFixed(1)} %)`;
    const before = rate(escalatedBefore, decided);
    const after = rate(escalatedAfter, decided);
    const cells = stdout.split('\n').map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .filter(Boolean),
    );
    expect(cells).toContainEqual(['no rule was read', rate(figures.unruled, figures.receipts)]);
    expect(cells).toContainEqual(['escalated', before, after, String(escalatedAfter - escalatedBefore), '0']);
    expect(cells).toContainEqual(['general', before, after, rate(0, decided), rate(0, decided)]);
    const hours = cells.filter(([name, turns]) => /^\d\d:00$/.test(name ?? '') && turns);
    expect(hours.map(([, turns]) => Number(turns)).reduce((sum, turns) => sum + turns)).toBe(decided);
    expect(stdout).toMatch(/Most escalations in one hour: before \d+ \(\d{4}-\d\d-\d\d \d\d:00\), after \d+/);
    expect(stdout).toContain('No rule was read: the turn had its answer already, or a handoff was open');
    const { sentAgain, handoffOpen, noUserTurn } = figures.unruledBecause;
    expect(sentAgain + handoffOpen + noUserTurn).toBe(figures.unruled);
    expect([sentAgain > 0, handoffOpen > 0, noUserTurn]).toEqual([true, true, 12]);
    for (const block of stdout.split('\n\n').filter((text) => text.startsWith('|')))
      expect(
        new Set(
          block
            .trim()
            .split('\n')
            .map((line) => line.length),
        ).size,
        block,
      ).toBe(1);
  });

  test('names every fault of a policy that cannot decide', () => {
    const broken = file('broken.yaml', `${policyOf(0.8, asks.replace('talkToHuman', 'anger'))}shadow: true\n`);
    const { status, stdout } = runCommand(['replay', file('none.jsonl', ''), '--policy', broken]);
    expect({ status, faults: stdout.trim().split('\n').length }).toEqual({ status: 1, faults: 2 });
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
