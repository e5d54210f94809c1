import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { median } from './load.js';
import { asStarted } from './server.js';

/**
 * `npx tsx bench/bodies.ts [<another checkout, built>]`: how long one body of 1 MiB holds the event loop, in this build
 * and in another one, round by round in turn. The loop is watched from within, in steps of 1 ms.
 */
const [other] = process.argv.slice(2);

const rounds = 5;
const mostBytes = 1024 * 1024;

const activity = { conversation: { id: 'c000000' }, text: 'let me talk to a human, please' };
const empty = JSON.stringify({ activity, transcript: { activities: [] } }).length;

function transcriptOf(items: Iterable<string>): string {
  const taken: string[] = [];
  let bytes = empty + 1;
  for (const item of items) {
    bytes += Buffer.byteLength(item) + 1;
    if (bytes > mostBytes) break;
    taken.push(item);
  }
  return `{"activity":${JSON.stringify(activity)},"transcript":{"activities":[${taken.join(',')}]}}`;
}

function* again<T>(make: (i: number) => T): Generator<T> {
  for (let i = 0; ; i++) yield make(i);
}

const saying = (text: string) => JSON.stringify({ type: 'message', from: { role: 'user' }, text });
const oneText = (unit: string) =>
  transcriptOf([saying(unit.repeat(Math.floor((mostBytes - empty - 100) / Buffer.byteLength(unit))))]);
const eventWith = (json: string) => `{"type":"event","value":[${json}]}`;
const many = (unit: string, count: number) => Array.from({ length: count }, () => unit).join(',');

const bodies: Readonly<Record<string, string>> = {
  'a chat of 4,000 messages': transcriptOf(
    again((i) =>
      JSON.stringify({
        id: `a${i}`,
        type: 'message',
        from: { id: 'u1', role: 'user' },
        text: `${'It is late. '.repeat(14)}`,
      }),
    ),
  ),
  'big numbers, in one event': transcriptOf([eventWith(many('9007199254740993', 61_000))]),
  'big numbers, as many as are taken': transcriptOf(
    Array.from({ length: 39 }, () => eventWith(many('9007199254740993', 500))),
  ),
  '300,000 empty objects': transcriptOf(again(() => '{}')),
  '300,000 empty objects, in one event': transcriptOf([eventWith(many('{}', 300_000))]),
  'lists within lists': transcriptOf(again(() => eventWith(many(`${'['.repeat(50)}${']'.repeat(50)}`, 90)))),
  'values, as many as are taken': transcriptOf(Array.from({ length: 9_900 }, (_, i) => `{"n${i}":{"a":[1,2,3,4]}}`)),
  'names that never come again': transcriptOf(again((i) => `{"n${i}":${i % 10}}`)),
  'addresses, in many texts': transcriptOf(again(() => saying('jo@example.com '.repeat(60)))),
  'addresses, in one': oneText('jo@example.com '),
  'what may become an address': oneText(`${'a'.repeat(65)}@`),
  'digits, in many texts': transcriptOf(again(() => saying('12345678 '.repeat(100)))),
  'digits, in one': oneText('1 '),
  'addresses of machines, in one text': oneText('1.1.1.1 '),
  'letters with accents, in one text': oneText('é'),
  'names of secrets, in one text': oneText('my password '),
};

interface Watched {
  readonly child: ChildProcess;
  readonly url: string;
}

async function start(cwd: string): Promise<Watched> {
  const probe = resolve(import.meta.dirname, 'servers/loop-probe.mjs');
  const child = spawn(process.execPath, ['--import', probe, ...asStarted], {
    cwd,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: '0',
      STORE: 'memory',
      REDACTION_OF: 'all',
      LOG_LEVEL: 'fatal',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [printed] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  child.stdout?.resume();
  return { child, url: `${/http:\/\/[\d.]+:\d+/.exec(String(printed))?.[0]}/evaluate` };
}

async function heldMs({ child, url }: Watched, body: string): Promise<{ ms: number; status: number }> {
  const held = async (): Promise<number> => {
    child.send('held');
    return (await once(child, 'message'))[0];
  };
  await held();
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: inNewConversation(body) });
  await answer.arrayBuffer();
  return { ms: await held(), status: answer.status };
}

/** A conversation has one handoff at a time, and only a new one is redacted. */
let conversations = 0;
const inNewConversation = (body: string) => body.replace('c000000', `c${String(conversations++).padStart(6, '0')}`);

const builds = { ours: process.cwd(), ...(other && { other: resolve(other) }) };
const watched: [string, Watched][] = [];
for (const [name, cwd] of Object.entries(builds)) watched.push([name, await start(cwd)]);
const rows: Record<string, Record<string, number>> = {};
for (const [what, body] of Object.entries(bodies)) {
  const row: Record<string, number> = {};
  const held = watched.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, [name, service]] of watched.entries()) {
      const { ms, status } = await heldMs(service, body);
      held[i]?.push(ms);
      row[`${name}: answered`] = status;
    }
  for (const [i, [name]] of watched.entries()) {
    row[`${name}: ms`] = Number(median(held[i] ?? []).toFixed(0));
    row[`${name}: least ms`] = Number(Math.min(...(held[i] ?? [])).toFixed(0));
  }
  rows[what] = row;
}
for (const [, { child }] of watched) child.kill('SIGTERM');
console.table(rows);
