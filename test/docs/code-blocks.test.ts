import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { readEnvFile } from '../../src/lib/env-file.js';
import { type SpawnedService, spawnService } from '../support/service-process.js';
import { blocks, root } from './code-blocks.js';
import { fateOf } from './shell-blocks.js';
import { faultsOfTypeScript, sdks } from './typescript-blocks.js';

const folder = mkdtempSync(join(tmpdir(), 'documents-'));
afterAll(() => rmSync(folder, { recursive: true }));

const inLanguage = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));
const fileOf = (text: string, name: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const has = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

function cli(...args: string[]) {
  const command = ['--import', 'tsx', 'src/cli.ts', ...args];
  return spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
}

/** Languages whose blocks are read by people only. */
const forPeople = ['text', 'http', 'console', 'mermaid', 'diff'];
const checked = ['ts', 'typescript', 'js', 'javascript', 'json', 'yaml', 'sh', 'bash', 'env', 'python', 'go'];

test('there are documents with code, and each block says in which language it is', () => {
  expect(blocks.length).toBeGreaterThan(20);
  const unknown = blocks.filter(({ language }) => ![...forPeople, ...checked].includes(language));
  expect(unknown.map(({ title }) => title)).toEqual([]);
});

const typescript = inLanguage('ts', 'typescript');
test.skipIf(typescript.length === 0).each(sdks)(
  'TypeScript compiles under --strict with %s',
  { timeout: 120_000 },
  (sdk) => {
    const named = Object.fromEntries(
      typescript.map(({ file, text }, i) => [nameOf(text) ?? `${file.replaceAll('/', '-')}-${i}.ts`, text]),
    );
    expect(faultsOfTypeScript(named, sdk)).toEqual([]);
  },
);

/** A snippet may begin with the name of the file that others import. */
function nameOf(text: string): string | undefined {
  return /^\/\/ (\w[\w-]*\.ts)$/m.exec(text)?.[1];
}

test('a snippet that does not compile would be found', { timeout: 120_000 }, () => {
  const wrong = {
    'wrong.ts': 'const text: number = context.activity.text;',
    'right.ts': 'export const a = context.activity;',
  };
  expect(faultsOfTypeScript(wrong, 'botbuilder')).toEqual([
    expect.stringMatching(/^wrong\.ts:1: Type .* is not assignable/),
  ]);
});

describe.skipIf(inLanguage('js', 'javascript').length === 0)('JavaScript parses', () => {
  test.each(inLanguage('js', 'javascript'))('$title', ({ text }) => {
    const { status, stderr } = spawnSync(process.execPath, ['--check', fileOf(text, 'one.mjs')], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  });
});

describe.skipIf(inLanguage('json').length === 0)('JSON parses', () => {
  test.each(inLanguage('json'))('$title', ({ text }) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });
});

describe.skipIf(inLanguage('yaml').length === 0)('YAML parses, and policies can be used', () => {
  test.each(inLanguage('yaml'))('$title', ({ text }) => {
    const documents = parseAllDocuments(text, { strict: true, uniqueKeys: true });
    for (const document of documents) {
      expect(document.errors).toEqual([]);
      const value = document.toJS();
      if (!value?.rules || !value?.thresholds) continue;
      const checked = cli('policy', 'check', fileOf(text, 'policy.yaml'));
      expect(checked.status, checked.stdout + checked.stderr).toBe(0);
    }
  });
});

describe.skipIf(inLanguage('env').length === 0)('settings are lines of NAME=value', () => {
  test.each(inLanguage('env'))('$title', async ({ text }) => {
    expect((await readEnvFile(fileOf(text, 'one.env'))).faults).toEqual([]);
  });
});

describe.skipIf(inLanguage('python').length === 0 || !has('python3'))('Python parses', () => {
  test.each(inLanguage('python'))('$title', ({ text }) => {
    const { status, stderr } = spawnSync('python3', ['-c', 'import ast,sys; ast.parse(sys.stdin.read())'], {
      input: text,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  });
});

describe.skipIf(inLanguage('go').length === 0 || !has('gofmt'))('Go parses', () => {
  test.each(inLanguage('go'))('$title', ({ text }) => {
    const source = text.startsWith('package') ? text : `package snippet\n${text}`;
    const { status, stderr } = spawnSync('gofmt', ['-e'], { input: source, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  });
});

const shell = inLanguage('sh', 'bash');
const isRun = (block: (typeof shell)[number]) => fateOf(block)?.run === true;

describe('shell', () => {
  test.each(shell)('$title parses, and is run or says why not', (block) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: block.text, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    expect(fateOf(block), 'add the reason to test/docs/shell-blocks.ts').toBeDefined();
  });

  test('a command that nobody knows is neither run nor excused', () => {
    expect(fateOf({ text: 'rm -rf data' })).toBeUndefined();
    expect(fateOf({ text: 'curl -s http://127.0.0.1:8080/policy && rm x' })).toBeUndefined();
    expect(fateOf({ text: 'docker compose up' })).toMatchObject({ run: false });
    expect(fateOf({ text: '# one\ncurl -s http://127.0.0.1:8080/policy' })).toEqual({ run: true });
  });
});

describe.skipIf(!has('curl'))('what can be run on this machine is run against a service', { timeout: 60_000 }, () => {
  let service: SpawnedService;
  let url = '';

  beforeAll(async () => {
    service = spawnService({ STORE: 'memory', LOG_LEVEL: 'error' });
    url = await service.url();
    // The conversation that documents ask about.
    const hello = { activity: { conversation: { id: 'c1' }, text: 'hello' } };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/evaluate`, { method: 'POST', headers, body: JSON.stringify(hello) });
    copyFileSync(join(root, 'test/fixtures/release-0.1.0/receipts.jsonl'), join(folder, 'receipts.jsonl'));
    for (const name of ['receipts', 'policies']) mkdirSync(join(folder, name));
    copyFileSync(join(folder, 'receipts.jsonl'), join(folder, 'receipts/receipts.jsonl'));
    for (const suffix of ['yaml', 'cases.yaml'])
      copyFileSync(join(root, `policies/default.${suffix}`), join(folder, `policies/default.${suffix}`));
    copyFileSync(join(root, 'policies/default.yaml'), join(folder, 'next.yaml'));
    const turn = { said: 'a person please', talkToHuman: 0.97, expect: { outcome: 'escalate' } };
    writeFileSync(join(folder, 'next.cases.yaml'), stringify({ conversations: [{ it: 'hears it', turns: [turn] }] }));
  });
  afterAll(async () => {
    service.child.kill('SIGTERM');
    await service.ended;
  });

  /** As a reader types it; what curl gets that is no success is a fault, and the programs are this repository's. */
  const prelude = `
set -euo pipefail
curl() { command curl --fail-with-body --max-time 20 "$@"; }
command -v jq >/dev/null || jq() { cat; }
npx() {
  local name=$1; shift
  if [ "$name" = escalation ]; then "$NODE" --import "$ROOT/node_modules/tsx/dist/loader.mjs" "$ROOT/src/cli.ts" "$@"
  else "$ROOT/node_modules/.bin/$name" "$@"; fi
}
`;

  test.each(shell.filter(isRun))('$title', async ({ text }) => {
    const script = prelude + text.replaceAll('http://127.0.0.1:8080', url);
    const environment = { PATH: process.env.PATH, HOME: folder, ROOT: root, NODE: process.execPath };
    const ran = promisify(execFile)('bash', ['-c', script], { cwd: folder, env: environment });
    await expect(
      ran.then(
        () => 'ran',
        ({ stdout, stderr }) => `${stdout}${stderr}`,
      ),
    ).resolves.toBe('ran');
  });
});
