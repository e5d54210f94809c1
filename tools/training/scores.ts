import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Registry } from 'prom-client';
import type { Analysis } from '../../src/core/analysis.js';
import { createLog } from '../../src/lib/log.js';
import { openEmbeddedNlu } from '../../src/nlu/embedded/embedded.js';
import { type Phrase, type Row, readPhrases, readRows } from './data.js';
import {
  averagePrecision,
  type Bin,
  type CurvePoint,
  calibrationError,
  falseAlarms,
  macro,
  precisionRecall,
  recallAtFalseAlarms,
  reliability,
  type Scored,
} from './measure.js';
import { keywordScore, type Mood, moodRivals, trainNodeNlp } from './rivals.js';
import { heldOutTweet } from './sentiment.js';

/** The policy's threshold for a request that escalates. */
export const ASKS_FOR_HUMAN = 0.8;

interface Asked {
  readonly text: string;
  readonly language: string;
  readonly label: number;
}

interface Felt {
  readonly text: string;
  readonly language: string;
  readonly mood: Mood;
}

/** A set of texts with labels; `kind` says what a score on it means. */
export interface IntentSet {
  readonly name: string;
  readonly rows: readonly Asked[];
}

export interface MoodSet {
  readonly name: string;
  readonly kind: 'in-domain' | 'another domain';
  readonly metric: 'macro recall' | 'macro F1';
  readonly rows: readonly Felt[];
}

export interface IntentScore {
  readonly set: string;
  readonly system: string;
  readonly rows: number;
  readonly wanted: number;
  readonly averagePrecision: number;
  readonly recall: number;
  readonly falseAlarms: number;
}

export interface MoodScore {
  readonly set: string;
  readonly system: string;
  readonly rows: number;
  readonly metric: string;
  readonly score: number;
}

export interface Calibration {
  readonly set: string;
  readonly kind: string;
  readonly rows: number;
  readonly bins: readonly Bin[];
  readonly error: number;
}

export interface Speed {
  readonly system: string;
  readonly micros: number;
}

export interface Scores {
  readonly intents: readonly IntentScore[];
  readonly moods: readonly MoodScore[];
  readonly calibrations: readonly Calibration[];
  readonly curves: readonly { readonly system: string; readonly points: readonly CurvePoint[] }[];
  readonly speeds: readonly Speed[];
  readonly load: { readonly millis: number; readonly megabytes: number };
  /** What the tests hold later models against. */
  readonly recorded: Readonly<Record<string, number>>;
}

const trainingPhrases = fileURLToPath(new URL('./phrases', import.meta.url));

const OUT_OF_SCOPE = /^(clinc|banking|hwu|multidogo)/;

function asked(rows: readonly Row[]): Asked[] {
  return rows.map(({ text, lang, human }) => ({ text, language: lang, label: human === true ? 1 : 0 }));
}

function felt(rows: readonly Row[]): Felt[] {
  return rows.map(({ text, lang, label }) => ({ text, language: lang, mood: label as Mood }));
}

function languagesOf(phrases: readonly Phrase[]): string[] {
  return [...new Set(phrases.map(({ language }) => language))].sort();
}

export function heldOutIntentSets(phrases: readonly Phrase[]): IntentSet[] {
  const rows = phrases
    .filter(({ kind }) => kind === 'human' || kind === 'other')
    .map(({ text, language, kind }) => ({ text, language, label: kind === 'human' ? 1 : 0 }));
  return languagesOf(phrases).map((language) => ({
    name: `held-out ${language}`,
    rows: rows.filter((row) => row.language === language),
  }));
}

export function heldOutMoodSets(phrases: readonly Phrase[]): MoodSet[] {
  return languagesOf(phrases).map((one) => ({
    name: `held-out ${one}`,
    kind: 'in-domain',
    metric: 'macro recall',
    rows: phrases
      .filter(({ kind, language }) => language === one && kind !== 'human' && kind !== 'other')
      .map(({ text, language, kind }) => ({ text, language, mood: kind as Mood })),
  }));
}

export function sharedIntentSets(data: string): IntentSet[] {
  const rows = readRows(data, 'intent_devset.jsonl');
  const plain = rows.filter(({ weak }) => weak !== true);
  const ofSource = (name: string, start: string): IntentSet => ({
    name,
    rows: asked(plain.filter(({ source }) => source.startsWith(start))),
  });
  const general = readRows(data, 'intent.jsonl.gz').filter(
    ({ split, source }) => split !== 'train' && OUT_OF_SCOPE.test(source),
  );
  return [
    { name: 'devset en', rows: asked(plain.filter(({ lang }) => lang === 'en')) },
    { name: 'devset en, vague ones too', rows: asked(rows.filter(({ lang }) => lang === 'en')) },
    { name: 'devset de', rows: asked(plain.filter(({ lang }) => lang === 'de')) },
    ofSource('airline mentions', 'airline'),
    ofSource('rasa-helpdesk', 'rasa'),
    ofSource('watson-customer-care', 'watson'),
    ofSource('nlupp-hotels', 'nlupp'),
    ofSource('hint3', 'hint3'),
    { name: 'clinc, banking, hwu, multidogo', rows: asked(general) },
  ];
}

export function sharedMoodSets(data: string): MoodSet[] {
  const trainable = readRows(data, 'sentiment.jsonl.gz');
  const only = readRows(data, 'sentiment_evalonly.jsonl.gz');
  const set = (
    name: string,
    kind: MoodSet['kind'],
    rows: readonly Row[],
    metric: MoodSet['metric'] = 'macro recall',
  ): MoodSet => ({ name, kind, metric, rows: felt(rows) });
  const of = (start: string) => only.filter(({ source }) => source.startsWith(start));
  const xlmt = ['arabic', 'english', 'french', 'german', 'hindi', 'italian', 'portuguese', 'spanish'].map(
    (language) => {
      const all = of(`xlmt-${language}`);
      const dev = all.filter(({ split }) => split === 'dev');
      return set(`xlmt ${language}`, 'another domain', dev.length > 0 ? dev : all, 'macro F1');
    },
  );
  const brighter = ['deu', 'eng', 'ptbr', 'chn', 'hin', 'arq', 'ary'].map((code) =>
    set(
      `brighter ${code}`,
      'in-domain',
      trainable.filter(({ source, split }) => source === `brighter-${code}` && split === 'dev'),
      'macro F1',
    ),
  );
  return [
    set('tweets held out', 'in-domain', trainable.filter(heldOutTweet)),
    set('tweeteval', 'in-domain', of('tweeteval-sentiment')),
    set('us-airline', 'another domain', of('us-airline')),
    set('what users say to bots', 'in-domain', readRows(data, 'sentiment_devset.jsonl')),
    set(
      'goemotions',
      'in-domain',
      trainable.filter(({ source, split }) => source === 'goemotions' && split !== 'train'),
    ),
    set('sst', 'another domain', of('sst')),
    set('meld', 'another domain', of('meld')),
    set('uci reviews', 'another domain', of('uci')),
    ...xlmt,
    ...brighter,
  ];
}

export type Read = (text: string, language?: string) => Analysis;

export async function openReader(): Promise<Read> {
  const nlu = await openEmbeddedNlu({}, { log: createLog('silent'), metrics: new Registry(), now: () => 0 });
  return (text, language) => nlu.analyze({ text, locale: language, picked: false }) as Analysis;
}

const OURS = 'embedded';

function intentScore(set: IntentSet, system: string, rows: readonly Scored[], threshold: number): IntentScore {
  return {
    set: set.name,
    system,
    rows: rows.length,
    wanted: rows.filter(({ label }) => label === 1).length,
    averagePrecision: averagePrecision(rows),
    recall: recallAtFalseAlarms(rows, 0.005),
    falseAlarms: falseAlarms(rows, threshold),
  };
}

function scored(read: Read, { rows }: IntentSet): Scored[] {
  return rows.map(({ text, label }) => ({ score: read(text).talkToHuman?.score ?? 0, label }));
}

export function embeddedIntentScore(read: Read, set: IntentSet): IntentScore {
  return intentScore(set, OURS, scored(read, set), ASKS_FOR_HUMAN);
}

function moodScore(set: MoodSet, system: string, said: readonly Mood[]): MoodScore {
  const was = set.rows.map(({ mood }) => mood);
  const { recall, f1 } = macro(said, was);
  const score = set.metric === 'macro recall' ? recall : f1;
  return { set: set.name, system, rows: said.length, metric: set.metric, score };
}

/** A language that is not covered counts as neutral here: what an operator would see. */
export function embeddedMoodScore(read: Read, set: MoodSet): MoodScore {
  const said = set.rows.map(({ text, language }) => (read(text, language).sentiment?.label ?? 'neutral') as Mood);
  return moodScore(set, OURS, said);
}

function moodCalibration(read: Read, set: MoodSet): Calibration {
  const rows = set.rows.flatMap(({ text, language, mood }) => {
    const { sentiment } = read(text, language);
    if (sentiment === undefined) return [];
    const { label } = sentiment;
    return [{ probability: sentiment[label as Mood], right: label === mood }];
  });
  const bins = reliability(rows);
  return { set: `sentiment, ${set.name}`, kind: set.kind, rows: rows.length, bins, error: calibrationError(bins) };
}

function intentCalibration(read: Read, set: IntentSet, kind: string): Calibration {
  const rows = scored(read, set).map(({ score, label }) => ({ probability: score, right: label === 1 }));
  const bins = reliability(rows);
  return { set: `talk-to-human, ${set.name}`, kind, rows: rows.length, bins, error: calibrationError(bins) };
}

const TWENTY_WORDS =
  'Hello there, I ordered a pair of shoes two weeks ago and they still have not arrived, what can I do?';

/** Median time of one call on a text of 20 words, in µs. */
export async function microsOf(work: (text: string) => unknown): Promise<number> {
  for (let i = 0; i < 2000; i++) await work(TWENTY_WORDS);
  const times: number[] = [];
  for (let i = 0; i < 300; i++) {
    const start = performance.now();
    let last: unknown;
    for (let j = 0; j < 10; j++) {
      last = work(TWENTY_WORDS);
      if (last instanceof Promise) await last;
    }
    times.push(((performance.now() - start) * 1000) / 10);
  }
  times.sort((a, b) => a - b);
  return times[150] as number;
}

async function load(): Promise<Scores['load']> {
  const before = process.memoryUsage();
  const start = performance.now();
  await openReader();
  const millis = performance.now() - start;
  const after = process.memoryUsage();
  const bytes = after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed;
  return { millis, megabytes: Math.max(0, bytes) / 1e6 };
}

/** Every score the tests watch, by name: held-out sentences always, shared sets where they are present. */
export function watched(read: Read, heldOut: string, data: string): Record<string, number> {
  const phrases = readPhrases(heldOut);
  const shared = existsSync(data);
  const intentSets = [...heldOutIntentSets(phrases), ...(shared ? sharedIntentSets(data) : [])];
  const moodSets = [...heldOutMoodSets(phrases), ...(shared ? sharedMoodSets(data) : [])];
  const found: Record<string, number> = {};
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  for (const set of intentSets) {
    const score = embeddedIntentScore(read, set);
    if (score.wanted > 0) found[`talkToHuman average precision, ${set.name}`] = round(score.averagePrecision);
    else found[`talkToHuman quiet, ${set.name}`] = round(1 - score.falseAlarms / score.rows);
  }
  for (const set of moodSets) found[`sentiment ${set.metric}, ${set.name}`] = round(embeddedMoodScore(read, set).score);
  return found;
}

/** Measures our models and what a JavaScript user would otherwise install, on the same texts in the same run. */
export async function measureAll(data: string, heldOut: string): Promise<Scores> {
  const loaded = await load();
  const read = await openReader();
  const phrases = readPhrases(heldOut);
  const intentSets = [...sharedIntentSets(data), ...heldOutIntentSets(phrases)];
  const moodSets = [...sharedMoodSets(data), ...heldOutMoodSets(phrases)];
  const rival = await trainNodeNlp(readPhrases(trainingPhrases));
  const intents: IntentScore[] = [];
  const curves: Scores['curves'][number][] = [];
  for (const set of intentSets) {
    const english = set.rows.every(({ language }) => language === 'en');
    const ours = scored(read, set);
    intents.push(intentScore(set, OURS, ours, ASKS_FOR_HUMAN));
    const keywords = set.rows.map(({ text, label }) => ({ score: keywordScore(text), label }));
    if (english) intents.push(intentScore(set, 'keyword list', keywords, 1));
    const theirs: Scored[] = [];
    if (english) for (const { text, label } of set.rows) theirs.push({ score: await rival.score(text), label });
    if (english) intents.push(intentScore(set, rival.name, theirs, ASKS_FOR_HUMAN));
    if (set.name !== 'devset en') continue;
    curves.push(
      { system: OURS, points: precisionRecall(ours) },
      { system: rival.name, points: precisionRecall(theirs) },
      { system: 'keyword list', points: precisionRecall(keywords) },
    );
  }
  const rivals = await moodRivals();
  const moods: MoodScore[] = [];
  for (const set of moodSets) {
    moods.push(embeddedMoodScore(read, set));
    if (!set.rows.every(({ language }) => language === 'en')) continue;
    for (const { name, mood } of rivals) {
      const said: Mood[] = [];
      for (const { text } of set.rows) said.push(await mood(text));
      moods.push(moodScore(set, name, said));
    }
  }
  const speeds: Speed[] = [{ system: OURS, micros: await microsOf((text) => read(text)) }];
  for (const { name, mood } of rivals) speeds.push({ system: name, micros: await microsOf(mood) });
  speeds.push({ system: rival.name, micros: await microsOf((text) => rival.score(text)) });
  const enough = (set: { readonly rows: readonly unknown[] }) => set.rows.length >= 500;
  const calibrations = [
    ...intentSets.filter(enough).map((set) => intentCalibration(read, set, 'another domain')),
    ...moodSets.filter(enough).map((set) => moodCalibration(read, set)),
  ];
  const recorded = watched(read, heldOut, data);
  return { intents, moods, calibrations, curves, speeds, load: loaded, recorded };
}
