import { performance } from 'node:perf_hooks';
import { Registry } from 'prom-client';
import { createLog } from '../src/lib/log.js';
import { openEmbeddedNlu } from '../src/nlu/embedded/embedded.js';
import { mostRead } from '../src/nlu/embedded/features.js';

/** In-process cost of the embedded models: usual utterances, and texts made to cost as much as possible. */

const usual: readonly (readonly [name: string, text: string])[] = [
  ['1 word', 'agent'],
  ['6 words', 'where is my order number 55213'],
  ['20 words', 'Hello there, I ordered a pair of shoes two weeks ago and they still have not arrived, what can I do?'],
  [
    '20 words, German',
    'Guten Tag, ich habe vor zwei Wochen ein Paar Schuhe bestellt und sie sind noch nicht da, was kann ich jetzt tun?',
  ],
  ['30 ideographs', '你好我两个星期前订了一双鞋到现在还没有收到请问我现在应该怎么办呢'],
];

const worst: readonly (readonly [name: string, text: string])[] = [
  [`${mostRead} characters`, 'I want to know where my parcel is. '.repeat(100).slice(0, mostRead)],
  ['100,000 characters', 'I want to know where my parcel is. '.repeat(2858)],
  ['one word of 100,000 letters', Array.from({ length: 100_000 }, (_, i) => 'abcdefghij'[(i * 7) % 10]).join('')],
  ['100,000 times the same letter', 'a'.repeat(100_000)],
  ['10,000 emoji', '😡'.repeat(10_000)],
  ['combining marks', 'a\u0316\u0301'.repeat(33_333)],
  ['letters that grow when normalised', '\ufdfa'.repeat(100_000)],
  ['mixed scripts', 'aяأ字あก한'.repeat(14_285)],
  ['ideographs', '字典里的词'.repeat(20_000)],
  ['one-letter words', 'a b '.repeat(25_000)],
  ['clauses of one sign', '字。'.repeat(50_000)],
];

const startLoad = performance.now();
const nlu = await openEmbeddedNlu({}, { log: createLog('silent'), metrics: new Registry(), now: () => 0 });
const loaded = performance.now() - startLoad;

/** Median and 99th percentile of single calls, in µs. */
function micros(text: string, calls: number): { readonly median: number; readonly p99: number } {
  const question = { text, locale: undefined, picked: false };
  for (let i = 0; i < calls; i++) nlu.analyze(question);
  const times = Float64Array.from({ length: calls }, () => {
    const start = performance.now();
    nlu.analyze(question);
    return (performance.now() - start) * 1000;
  }).sort();
  return { median: times[calls >> 1] as number, p99: times[Math.floor(calls * 0.99)] as number };
}

const rows = [
  ...usual.map(([name, text]) => ({ name, ...micros(text, 5000) })),
  ...worst.map(([name, text]) => ({ name, ...micros(text, 500) })),
];

if (process.argv.includes('--json')) console.log(JSON.stringify({ load: loaded, rows }, null, 2));
else {
  console.log(`load ${loaded.toFixed(1)} ms; language, request and sentiment together, µs per utterance`);
  for (const { name, median, p99 } of rows) {
    console.log(`${name.padEnd(36)} median ${median.toFixed(1).padStart(8)}   p99 ${p99.toFixed(1).padStart(8)}`);
  }
}
