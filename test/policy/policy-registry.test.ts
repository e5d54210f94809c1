import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Composition, compose } from '../../src/app/compose.js';
import { readConfig } from '../../src/app/config.js';
import type { Analysis } from '../../src/core/analysis.js';
import { userTurn } from '../../src/core/turn.js';
import { percentOf } from '../../src/policy/policy-registry.js';
import { createService } from '../support/http-service.js';

let folder: string;
let service: Composition | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
});
afterEach(async () => {
  await service?.close();
  service = undefined;
  rmSync(folder, { recursive: true });
});

const policyOf = (version: string, sure = 0.8) =>
  `version: "${version}"\ndefaultSkill: general\nthresholds: { sure: ${sure} }\nrules:\n  - { id: asks, when: [{ signal: talkToHuman, atLeast: sure }], then: { outcome: escalate } }\n`;

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const by = { provider: 'given', model: 'given@1' };
const asked: Analysis = { language: 'en', talkToHuman: { score: 0.7, ...by }, sentiment: undefined, degraded: [] };

async function start(environment: Record<string, string>): Promise<Composition> {
  const nlu = { analyze: () => asked, async close() {} };
  service = await compose(readConfig({ STORE: 'memory', ...environment }), pino({ level: 'silent' }), { nlu });
  return service;
}

let turns = 0;
const turn = (conversation: string) => userTurn({ id: `t${turns++}`, conversation, utterance: 'hm' });

const decide = async (running: Composition, conversation: string) =>
  (await running.evaluate(turn(conversation), { delivery: undefined })).decision;

/** Waits until something holds; files are looked at twice a second. */
const soon = (holds: () => void) => vi.waitFor(holds, { timeout: 15_000, interval: 50 });

describe('a policy file that changes', () => {
  test('takes effect without a restart', async () => {
    const running = await start({ POLICY_FILE: write('p.yaml', policyOf('1')) });
    expect(await decide(running, 'a')).toMatchObject({ outcome: 'continue', policy: { version: '1' } });
    write('p.yaml', policyOf('2', 0.6));
    await soon(() => expect(running.policy().version).toBe('2'));
    expect(await decide(running, 'a')).toMatchObject({ outcome: 'escalate', policy: { version: '2' } });
  });

  test('is refused when it is broken, and the one before keeps deciding', async () => {
    const running = await start({ POLICY_FILE: write('p.yaml', policyOf('1')) });
    write('p.yaml', policyOf('2').replace('talkToHuman', 'anger'));
    await soon(() => expect(running.policy().lastRejected).not.toBeNull());
    expect(running.policy().lastRejected?.faults[0]).toContain('p.yaml:5:24: rules.0.when.0: unknown signal "anger"');
    expect(await decide(running, 'a')).toMatchObject({ policy: { version: '1' } });
    write('p.yaml', policyOf('3'));
    await soon(() => expect(running.policy()).toMatchObject({ version: '3', lastRejected: null }));
  });

  test('is not read before it is written to its end, and what it then lost is told', async () => {
    const rules = Array.from(
      { length: 8 },
      (_, i) => `  - { id: r${i}, when: [{ locale: l${i} }], then: { outcome: offer } }`,
    );
    const lines = [...policyOf('2').trimEnd().split('\n'), ...rules];
    const {
      app,
      logged,
      service: running,
    } = await createService({
      environment: {
        POLICY_FILE: write(
          'p.yaml',
          [...lines, '  - { id: last, when: [{ locale: l9 }], then: { outcome: offer } }'].join('\n'),
        ),
      },
    });
    service = running;
    const seen = new Set<string>();
    const look = async () => seen.add((await supertest(app).get('/policy')).body.source);
    await look();
    for (let length = 5; length <= lines.length; length++) {
      write('p.yaml', `${lines.slice(0, length).join('\n')}\n`);
      for (let i = 0; i < 4; i++) await Promise.all([wait(75), look()]);
    }
    await soon(() => expect(running.policy().source).toBe(`${lines.join('\n')}\n`));
    await look();
    expect(seen.size).toBe(2);
    expect(
      logged.lines.filter((line) => line.includes('has lost rules')).map((line) => JSON.parse(line)),
    ).toMatchObject([{ level: 40, lost: ['last'] }]);
  });

  test.each([
    ['at the top', (text: string) => `# rules: 3\n${text}`],
    ['at the end', (text: string) => `${text}# rules: 3\n`],
  ])('is refused wherever it is cut, when it says %s how many rules it has', async (_, marked) => {
    const more = ['second', 'third'].map(
      (id) => `  - { id: ${id}, when: [{ locale: x }], then: { outcome: offer } }\n`,
    );
    const whole = marked(policyOf('1') + more.join(''));
    const running = await start({ POLICY_FILE: write('p.yaml', whole) });
    const lines = whole.split('\n');
    for (const cut of [lines.length - 2, lines.length - 3]) {
      write('p.yaml', `${lines.slice(0, cut).join('\n')}\n`);
      await soon(() => expect(running.policy().lastRejected?.faults.join()).toMatch(/may be cut/));
      write('p.yaml', whole);
      await soon(() => expect(running.policy().lastRejected).toBeNull());
    }
    expect(running.policy().source).toBe(whole);
  });

  test('is refused when a case beside it does not hold', async () => {
    write(
      'p.cases.yaml',
      'conversations:\n  - it: hands off\n    turns: [{ talkToHuman: 0.85, expect: { outcome: escalate } }]\n',
    );
    const running = await start({ POLICY_FILE: write('p.yaml', policyOf('1')) });
    write('p.yaml', policyOf('2', 0.9));
    await soon(() => expect(running.policy().lastRejected?.faults[0]).toContain('hands off: outcome is "continue"'));
    expect(running.policy().version).toBe('1');
  });

  test('is seen behind the symbolic links of a Kubernetes ConfigMap', async () => {
    const publish = (release: string, text: string) => {
      mkdirSync(join(folder, release));
      writeFileSync(join(folder, release, 'p.yaml'), text);
      symlinkSync(release, join(folder, '..data_tmp'));
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    publish('..1', policyOf('1'));
    symlinkSync('..data/p.yaml', join(folder, 'p.yaml'));
    const running = await start({ POLICY_FILE: join(folder, 'p.yaml') });
    publish('..2', policyOf('2'));
    await soon(() => expect(running.policy().version).toBe('2'));
  });

  test('never fails a turn, and no turn is decided by a policy that was not good', async () => {
    const running = await start({ POLICY_FILE: write('p.yaml', policyOf('0')) });
    const versions = new Set<string>();
    let asking = true;
    const load = (async () => {
      for (let i = 0; asking; i++) {
        versions.add((await decide(running, `c${i % 50}`)).policy.version);
        if (i % 100 === 0) await wait(1);
      }
    })();
    for (let change = 1; change <= 10; change++) {
      write(
        'p.yaml',
        change % 2 ? policyOf(`bad-${change}`).replace('escalate', 'transfer') : policyOf(`good-${change}`),
      );
      await soon(() =>
        change % 2
          ? expect(running.policy().lastRejected?.faults.join()).toContain('must be one of')
          : expect(running.policy().version).toBe(`good-${change}`),
      );
    }
    asking = false;
    await load;
    expect([...versions].filter((version) => version !== '0' && !version.startsWith('good'))).toEqual([]);
    expect(versions.size).toBeGreaterThan(3);
  });
});

describe('a policy that breaks laws', () => {
  const offersOnly = (version: string) =>
    policyOf(version).replace('sure: 0.8', 'sure: 0.8, spare: 0.5') +
    '  - { id: offers, when: [{ signal: repeating, atLeast: sure }], then: { outcome: offer, skill: vip } }\n';

  test('decides, and each breach is logged once, at the start and when a changed one is taken', async () => {
    const lines: { file: string; line: number; message: string; msg: string }[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const told = () => lines.splice(0).map(({ line, message, msg }) => `${msg}, ${line}: ${message}`);
    const file = write('p.yaml', offersOnly('1'));
    const config = readConfig({ STORE: 'memory', POLICY_FILE: file, HUB_SKILLS: 'general, billing' });
    service = await compose(config, log, { nlu: { analyze: () => asked, async close() {} } });
    const running = service;
    const breaches = [
      expect.stringMatching(/^policy breaks a law, 6: rules\.1: "offers" may offer a human, and a user who says yes/),
      expect.stringMatching(/^policy breaks a law, 3: thresholds\.spare: no condition uses "spare"/),
      expect.stringMatching(
        /^policy breaks a law, 6: rules\.1\.then\.skill: the agent hub has no skill "vip"; it has general, billing\./,
      ),
    ];
    expect(told()).toEqual(breaches);
    expect(await decide(running, 'a')).toMatchObject({ outcome: 'continue', policy: { version: '1' } });
    write('p.yaml', offersOnly('2'));
    await soon(() => expect(running.policy().version).toBe('2'));
    expect(told()).toEqual(breaches);
    write(
      'p.cases.yaml',
      'conversations:\n  - it: goes on\n    turns: [{ said: hi, expect: { outcome: continue } }]\n',
    );
    write('p.yaml', policyOf('3'));
    await soon(() => expect(running.policy().version).toBe('3'));
    expect(told()).toEqual([expect.stringMatching(/^policy loaded that has lost rules/)]);
  });
});

describe('a policy that is rolled out', () => {
  test('decides for its share of conversations, and a conversation keeps the policy it began under', async () => {
    const environment = {
      POLICY_FILE: write('p.yaml', policyOf('old')),
      POLICY_NEXT_FILE: write('n.yaml', policyOf('new')),
    };
    const running = await start({ ...environment, POLICY_NEXT_PERCENT: '30' });
    const versions = await Promise.all(
      Array.from({ length: 1000 }, async (_, i) => (await decide(running, `c${i}`)).policy.version),
    );
    const share = versions.filter((version) => version === 'new').length / 1000;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
    const again = await Promise.all(
      Array.from({ length: 1000 }, async (_, i) => (await decide(running, `c${i}`)).policy.version),
    );
    expect(again).toEqual(versions);
    expect(versions).toEqual(Array.from({ length: 1000 }, (_, i) => (percentOf(`c${i}`) < 30 ? 'new' : 'old')));
  });
});

describe('a shadow policy', () => {
  test('is told beside the decision and changes nothing', async () => {
    const environment = {
      POLICY_FILE: write('p.yaml', policyOf('acts')),
      POLICY_SHADOW_FILE: write('s.yaml', policyOf('shadow', 0.5)),
    };
    const running = await start(environment);
    const { decision, shadow, handoff } = await running.evaluate(turn('a'), { delivery: undefined });
    expect(decision).toMatchObject({ outcome: 'continue', policy: { version: 'acts' } });
    expect(handoff).toBeNull();
    expect(shadow).toMatchObject({ outcome: 'escalate', ruleId: 'asks', policy: { version: 'shadow' }, differs: true });
  });
  test('stops the start when it is broken, like every policy', async () => {
    const environment = {
      POLICY_FILE: write('p.yaml', policyOf('1')),
      POLICY_SHADOW_FILE: write('s.yaml', 'rules: 7'),
    };
    await expect(start(environment)).rejects.toThrow();
  });
});
