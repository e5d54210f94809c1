import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Bot, together } from '../support/bot-load.js';
import { ServiceProcess } from '../support/service-process.js';

/** How many turns the soak has and how often the policy changes; `npm run prove` asks for ten times as much. */
const rounds = Number(process.env.PROVE_ROUNDS ?? 10);

/** Turns after which the store is full, all code is compiled and the heap has its size. */
const warmUp = 100_000;

let folder: string;
let service: ServiceProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steady-'));
});
afterEach(async () => {
  await service?.kill();
  service = undefined;
  rmSync(folder, { recursive: true });
});

async function start(settings: Record<string, string>): Promise<ServiceProcess> {
  service = new ServiceProcess({ STORE: 'memory', STORE_PATH: folder, MAX_LOOP_DELAY_MS: '60000', ...settings });
  await service.start();
  return service;
}

const key = 'k'.repeat(40);
const hashed = createHash('sha256').update(key).digest('hex');

describe('under a steady load', () => {
  test(`memory stays flat over ${rounds * 10_000} turns`, { timeout: 1_800_000 }, async () => {
    const { url, pid } = await start({
      // A small heap is full soon: what grows beyond it is a leak, and what V8 takes because it may is not.
      NODE_OPTIONS: '--max-old-space-size=96 --max-semi-space-size=2',
      STORE_MAX_CONVERSATIONS: '2000',
      RATE_LIMIT_PER_MINUTE: '100000000',
      API_KEYS: `bot:evaluate:${hashed}`,
      RECEIPTS_FILE: join(folder, 'receipts.jsonl'),
      LOG_LEVEL: 'warn',
    });
    const bot = new Bot(url, 16);
    const turns = rounds * 10_000;
    const residents: number[][] = Array.from({ length: 10 }, () => []);
    let next = -warmUp;
    const failed: unknown[] = [];
    await together(16, async () => {
      for (let n = next++; n < turns; n = next++) {
        const answer = await bot.say(`c${Math.floor(n / 10)}`, `t${n}`, textOf(warmUp + n), { 'x-api-key': key });
        if (answer.status !== 200) failed.push(answer);
        if (n >= 0 && n % 500 === 0) residents[Math.floor((10 * n) / turns)]?.push(residentMb(pid));
      }
    });
    bot.close();
    const tenths = residents.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
    console.info('resident MB by tenth:', tenths.map(Math.round).join(' '));
    expect(failed).toEqual([]);
    expect(tenths.at(-1)).toBeLessThan((tenths[1] as number) * 1.1);
  });

  test(`${rounds} policy changes, half of them broken, fail no request and decide nothing`, {
    timeout: 600_000,
  }, async () => {
    const file = join(folder, 'p.yaml');
    const good = [write(file, policyOf(0))];
    const { url } = await start({ POLICY_FILE: file });
    const bot = new Bot(url, 8);
    const deciding = new Set<string>();
    const failed: unknown[] = [];
    let changing = true;
    const load = together(8, async (worker) => {
      for (let n = 0; changing; n++) {
        const answer = await bot.say(`c${worker}-${n % 20}`, `t${worker}-${n}`, textOf(n));
        if (answer.status === 200) deciding.add(JSON.parse(answer.body).decision.policy.sha256);
        else failed.push(answer);
      }
    });
    const policyInForce = async () =>
      (await fetch(`${url}/policy`)).json() as Promise<{ version: string; lastRejected: unknown }>;
    for (let change = 1; change <= rounds; change++) {
      const isBad = change % 2 === 1;
      const text = policyOf(change);
      if (isBad) write(file, text.replace('escalate', `transfer-${change}`));
      else good.push(write(file, text));
      const taken = isBad ? `transfer-${change}` : `"${change}"`;
      await vi.waitFor(async () => expect(await policyInForce()).toSatisfy(hasTaken(isBad, change, taken)), {
        timeout: 30_000,
        interval: 50,
      });
    }
    changing = false;
    await load;
    bot.close();
    expect(failed).toEqual([]);
    expect([...deciding].filter((sha256) => !good.includes(sha256))).toEqual([]);
    expect(deciding.size).toBeGreaterThan(rounds / 4);
  });

  test('SIGTERM loses no request', { timeout: 60_000 }, async () => {
    const running = await start({});
    const bot = new Bot(running.url, 16);
    const answers: { status: number | undefined; error: string | undefined }[] = [];
    let gone = false;
    const load = together(16, async (worker) => {
      for (let n = 0; !gone; n++) {
        const { status, error } = await bot.say(`c${worker}`, `t${worker}-${n}`, textOf(n));
        answers.push({ status, error });
        gone ||= error !== undefined;
      }
    });
    await wait(1_000);
    const code = await running.terminate();
    await load;
    bot.close();
    expect(code).toBe(0);
    const errors = answers.flatMap(({ error }) => (error === undefined ? [] : [error]));
    expect(
      errors.filter((error) => error !== 'ECONNREFUSED'),
      'who could not connect any more was told so',
    ).toEqual([]);
    expect(answers.filter(({ status }) => status !== undefined && status !== 200)).toEqual([]);
    expect(answers.length).toBeGreaterThan(200);
  });
});

/** A refusal is told by its faults, a change by its version. */
function hasTaken(isBad: boolean, change: number, taken: string) {
  return ({ version, lastRejected }: { version: string; lastRejected: unknown }) =>
    isBad ? lastRejected !== null && Number(version) < change : `"${version}"` === taken && lastRejected === null;
}

function write(file: string, text: string): string {
  writeFileSync(file, text);
  return createHash('sha256').update(text).digest('hex');
}

function policyOf(version: number): string {
  const rule = '{ id: asks, when: [{ signal: talkToHuman, atLeast: sure }], then: { outcome: escalate } }';
  return `version: "${version}"\ndefaultSkill: general\nthresholds: { sure: ${0.8 + version / 10_000} }\nrules:\n  - ${rule}\n`;
}

const utterances = [
  'where is my parcel',
  'this is really slow and I am not happy at all',
  'ok thanks',
  'can I change the address',
];

function textOf(n: number): string {
  return n % 50 === 49 ? 'let me talk to a person' : `${utterances[n % utterances.length]} ${n % 1000}`;
}

function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
