import { readdirSync, readFileSync } from 'node:fs';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { Analysis } from '../../src/core/analysis.js';
import { rounded } from '../../src/core/signals/index.js';
import { openEmbeddedNlu } from '../../src/nlu/embedded/embedded.js';
import { readPolicy } from '../../src/policy/policy-file.js';

const source = readFileSync('policies/default.yaml', 'utf8');
const { thresholds } = readPolicy('policies/default.yaml', source);
const nlu = await openEmbeddedNlu({}, { log: pino({ level: 'silent' }), metrics: new Registry(), now: Date.now });

/** What the models make of the held-out sentences of these kinds, each read with its language as the locale. */
async function analysesOf(...kinds: string[]): Promise<Analysis[]> {
  const files = readdirSync('test/heldout').filter((file) => kinds.includes(file.split('.')[1] as string));
  const questions = files.flatMap((file) =>
    readFileSync(`test/heldout/${file}`, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#'))
      .map((text) => ({ text, locale: file.split('.')[0], picked: false })),
  );
  return Promise.all(questions.map((question) => nlu.analyze(question)));
}

const talkToHuman = ({ talkToHuman }: Analysis) => talkToHuman?.score;
const negative = ({ sentiment }: Analysis) => sentiment?.negative;

/** The comment that stands above a number, as one line. */
const commentOn = (name: string) =>
  (new RegExp(`((?: +#.*\\n)+) +${name}:`).exec(source)?.[1] ?? '').replaceAll(/\s*\n\s*#\s*/g, ' ');

const asking = { kinds: ['human'], as: 'requests for a human' };
const asksNothing = { kinds: ['other'], as: 'other messages' };
const upset = { kinds: ['negative'], as: 'negative messages' };
const calm = { kinds: ['neutral', 'positive'], as: 'neutral and positive ones' };

/** Where the default policy tells a measurement, it is the one that is made now. */
test.each([
  { name: 'asksForHuman', score: talkToHuman, wanted: asking, others: asksNothing },
  { name: 'mayWantHuman', score: talkToHuman, wanted: asking, others: asksNothing },
  { name: 'upset', score: negative, wanted: upset, others: calm },
])('$name says how many reach it', async ({ name, score, wanted, others }) => {
  const reaching = async ({ kinds, as }: typeof wanted) => {
    const analyses = await analysesOf(...kinds);
    const reached = analyses.filter((one) => (rounded(score(one)) ?? 0) >= (thresholds[name] as number));
    return `${reached.length} of ${analyses.length} ${as}`;
  };
  expect(commentOn(name)).toContain(`${await reaching(wanted)} reach it, and ${await reaching(others)}`);
});

test('what it says of the scoreboard stands there', () => {
  const row = /\| devset en \| embedded \| (\d+) \| (\d+) \|.*\| (\d+) \(/.exec(
    readFileSync('docs/scoreboard.md', 'utf8'),
  );
  const [rows, asking, falseAlarms] = (row ?? []).slice(1).map(Number) as [number, number, number];
  expect(commentOn('asksForHuman')).toContain(`${falseAlarms} of ${rows - asking} other messages do`);
});
