import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkSettings } from '../../src/app/check-settings.js';
import { readEnvFile } from '../../src/lib/env-file.js';
import { type Fault, sentenceOf } from '../../src/lib/settings.js';
import { fromSources, spawnService } from '../support/service-process.js';
import { inVain, type Mistake, refused, secret } from './wrong-settings.js';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A shell as there are many; nothing of it is ours. */
const shell = {
  PATH: '/usr/bin',
  HOME: '/root',
  HOSTNAME: 'machine',
  USER: 'somebody',
  LANG: 'C.UTF-8',
  TERM: 'xterm',
  NODE_OPTIONS: '--max-old-space-size=4096',
  npm_config_cache: '/tmp',
  HTTPS_PROXY: 'http://proxy:3128',
  AZURE_CLIENT_ID: 'a',
  API_TOKEN: 'b',
  BOT_TOKEN: 'c',
  OTEL_TRACES_SAMPLER: 'always_on',
  STORE_SERVICE_HOST: '10.0.0.1',
  STORE_SERVICE_PORT_HTTP: '80',
  STORE_PORT: 'tcp://10.0.0.1:80',
  HUB_PORT_80_TCP_ADDR: '10.0.0.2',
};

const named = (set: Mistake['set']) => JSON.stringify(set).replaceAll('"', '').slice(0, 90);
const rows = (mistakes: readonly Mistake[]) => mistakes.map((mistake) => ({ ...mistake, title: named(mistake.set) }));

/** One message, of the variable, with an example that is an assignment, and no value. */
function expectOneMessage(found: readonly Fault[], { told, says }: Mistake): void {
  expect(found.map(({ name }) => name)).toEqual([told]);
  const [fault] = found as [Fault];
  expect(fault.fault).toMatch(says);
  expect(fault.example).toMatch(/^[A-Z_]+=./);
  expect(sentenceOf(fault)).not.toContain(secret);
  expect(sentenceOf(fault)).not.toMatch(/invalid|expected|received|too (small|big)|nan\b/i);
}

describe('a mistake that stops the start is told once', () => {
  test.each(rows(refused))('$title', async (mistake) => {
    const { faults, warnings } = await checkSettings({ ...shell, ...mistake.set });
    expectOneMessage(faults, mistake);
    expect(warnings).toEqual([]);
  });
});

describe('what is set in vain is warned of once', () => {
  test.each(rows(inVain))('$title', async (mistake) => {
    const { faults, warnings } = await checkSettings({ ...shell, ...mistake.set });
    expectOneMessage(warnings, mistake);
    expect(faults).toEqual([]);
  });
});

test('the shell of a machine, and nothing, are no mistakes', async () => {
  expect(await checkSettings(shell)).toMatchObject({ faults: [], warnings: [] });
  expect(await checkSettings({})).toMatchObject({ faults: [], warnings: [] });
});

test('a roll-out that is stopped by 0, and an empty value, are no mistakes', async () => {
  const stopped = { POLICY_NEXT_FILE: 'next.yaml', POLICY_NEXT_PERCENT: '0', HUB_URL: '', PORT: ' ' };
  expect(await checkSettings(stopped)).toMatchObject({ faults: [], warnings: [], config: { port: 8080 } });
});

describe('a file of settings', () => {
  const file = join(folder, 'one.env');
  const read = (content: string | Buffer) => {
    writeFileSync(file, content);
    return readEnvFile(file);
  };
  const lines = (faults: readonly Fault[]) => faults.map(({ name }) => name.replace(file, ''));

  test('is read with comments, quotes over several lines, export, a byte order mark and line ends of Windows', async () => {
    const text = "\uFEFFPORT=1\r\n# c\r\nexport A=b # c\r\n  B = \"q\r\nw\" # c\r\nC=\r\n  # it's\r\nD='x#y'\r\n";
    expect(await read(text)).toEqual({ variables: { PORT: '1', A: 'b', B: 'q\nw', C: '', D: 'x#y' }, faults: [] });
  });
  test.each([
    ['PORT 8080\nSTORE=memory', [':1']],
    ['STORE: memory', [':1']],
    ['A=1\n=2\n1A=3\nB=4', [':2', ':3']],
    [`KEY="${secret}\nB=1`, [':1']],
    ['A="x" y', [':1']],
  ])('%j has a wrong line, which is told by its number', async (text, expected) => {
    const { faults } = await read(text);
    expect(lines(faults)).toEqual(expected);
    expect(JSON.stringify(faults)).not.toContain(secret);
  });
  test('of another encoding is told, and so is one that cannot be read', async () => {
    expect((await read(Buffer.from('PORT=1', 'utf16le'))).faults).toMatchObject([{ fault: 'must be saved as UTF-8' }]);
    expect((await readEnvFile(folder)).faults).toMatchObject([{ fault: 'cannot be read (EISDIR)' }]);
  });
  test('that is not there holds nothing', async () => {
    expect(await readEnvFile(join(folder, 'none.env'))).toEqual({ variables: {}, faults: [] });
  });
});

describe('the process', { timeout: 60_000 }, () => {
  const envFile = join(folder, '.env');
  const command = [...fromSources, '--settings', envFile];
  const patterns = join(folder, 'patterns.txt');
  writeFileSync(patterns, '[unclosed\n');

  test('tells everything in one go: its own settings, every part’s, the files they name, and lines of .env', async () => {
    const mistakes = {
      PORT: secret,
      NLU_MODELS: `/${secret}`,
      STORE: secret,
      HUB: 'webhook',
      HUB_URL: 'http://hub.example/',
      DELIVERY_LIMIT_MS: secret,
      OUTBOX_KEY: secret,
      OIDC_AUDIENCE: secret,
      LOG_LEVEL: secret,
      POLICY_SHADOW_FILE: join(folder, 'no-policy.yaml'),
      API_KEYS_FILE: join(folder, 'no-keys.yaml'),
      REDACTION_PATTERNS_FILE: patterns,
    };
    const entries = Object.entries(mistakes).map(([name, value]) => `${name}=${value}`);
    writeFileSync(envFile, [...entries, `API KEYS ${secret}`].join('\n'));
    const { ended, stderr, stdout } = spawnService({ PORT: undefined }, { command });
    expect(await ended).toBe(78);
    const told = stderr().trimEnd().split('\n');
    expect(told.shift()).toBe('The service cannot start:');
    const variables = [`${envFile}:13`, 'HUB_SECRET', 'OIDC_ISSUER', ...Object.keys(mistakes)];
    for (const name of variables.filter((name) => !['HUB', 'OIDC_AUDIENCE'].includes(name)))
      expect(
        told.filter((line) => line.startsWith(`  ${name}:`) || line.includes(`set ${name} to`)),
        name,
      ).toHaveLength(1);
    expect(told).toHaveLength(variables.length - 2);
    expect(stderr() + stdout()).not.toContain(secret);
  });

  test('warns in its log, starts, and names in its first line what it runs with', async () => {
    writeFileSync(envFile, `STORE=memory\nPOLICY_SHADOW=${secret}\nLOG_LEVEL=silent\n`);
    const settings = { LOG_LEVEL: 'warn', API_KEYS: `bot:evaluate:${'0'.repeat(64)}`, HOST: '127.0.0.1' };
    const service = spawnService(settings, { command });
    const url = await service.url();
    await expect.poll(service.stdout).toContain('did you mean POLICY_SHADOW_FILE?');
    service.child.kill('SIGTERM');
    await service.ended;
    const line = service
      .stdout()
      .split('\n')
      .find((one) => one.startsWith('Escalation')) as string;
    expect(line).toMatch(
      /\(version \d+\.\d+\.\d+; policy default 1 \([0-9a-f]{12}\); store memory; hub return; models language@\d+, talk-to-human@\d+, sentiment@\d+; protected by API keys\)$/,
    );
    expect(line).toContain(url);
    expect(service.output()).not.toContain(secret);
  });
});
