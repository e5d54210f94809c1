import { readPhrases } from '../training/data.js';
import { root } from '../training/folders.js';
import { type CurvePoint, precisionRecall, type Scored } from '../training/measure.js';
import {
  ASKS_FOR_HUMAN,
  type Calibration,
  embeddedMoodScore,
  type IntentScore,
  intentCalibration,
  intentScore,
  type MoodScore,
  moodCalibration,
  moodScore,
  OURS,
  openReader,
  type Read,
  scoredBy,
  watched,
} from '../training/scores.js';
import {
  heldOutIntentSets,
  heldOutMoodSets,
  type IntentSet,
  type Mood,
  type MoodSet,
  sharedIntentSets,
  sharedMoodSets,
} from '../training/sets.js';
import { type IntentRival, keywordScore, type MoodRival, moodRivals, trainNodeNlp } from './rivals.js';
import { microsOf } from './speed.js';

export interface Speed {
  readonly system: string;
  readonly micros: number;
}

export interface Curve {
  readonly system: string;
  readonly points: readonly CurvePoint[];
}

export interface Comparison {
  readonly intents: readonly IntentScore[];
  readonly moods: readonly MoodScore[];
  readonly calibrations: readonly Calibration[];
  readonly curves: readonly Curve[];
  readonly speeds: readonly Speed[];
  /** What the tests hold later models against. */
  readonly recorded: Readonly<Record<string, number>>;
}

/** Measures our models and those they could be replaced by, on the same texts in the same run. */
export async function compare(data: string, heldOut: string): Promise<Comparison> {
  const read = await openReader();
  const phrases = readPhrases(heldOut);
  const intentSets = [...sharedIntentSets(data), ...heldOutIntentSets(phrases)];
  const moodSets = [...sharedMoodSets(data), ...heldOutMoodSets(phrases)];
  const nodeNlp = await trainNodeNlp(readPhrases(`${root}tools/training/phrases`));
  const { intents, curves } = await compareIntents(read, nodeNlp, intentSets);
  const rivals = await moodRivals();
  const moods = await compareMoods(read, rivals, moodSets);
  const speeds = await compareSpeeds(read, nodeNlp, rivals);
  const calibrations = [
    ...intentSets.filter(isLarge).map((set) => intentCalibration(read, set, 'another domain')),
    ...moodSets.filter(isLarge).map((set) => moodCalibration(read, set)),
  ];
  return { intents, moods, calibrations, curves, speeds, recorded: watched(read, heldOut, data) };
}

function isLarge({ rows }: { readonly rows: readonly unknown[] }): boolean {
  return rows.length >= 500;
}

function isEnglish({ rows }: { readonly rows: readonly { readonly language: string }[] }): boolean {
  return rows.every(({ language }) => language === 'en');
}

async function compareIntents(read: Read, nodeNlp: IntentRival, sets: readonly IntentSet[]) {
  const intents: IntentScore[] = [];
  const curves: Curve[] = [];
  for (const set of sets) {
    const readings = await readIntents(read, nodeNlp, set);
    for (const { system, rows, threshold } of readings) intents.push(intentScore(set, system, rows, threshold));
    if (set.name === 'devset en') {
      curves.push(...readings.map(({ system, rows }) => ({ system, points: precisionRecall(rows) })));
    }
  }
  return { intents, curves };
}

/** What one system scores the rows of a set. */
interface IntentReading {
  readonly system: string;
  readonly rows: readonly Scored[];
  readonly threshold: number;
}

/** Everybody's scores of a set; the others know English only. */
async function readIntents(read: Read, nodeNlp: IntentRival, set: IntentSet): Promise<IntentReading[]> {
  const ours = { system: OURS, rows: scoredBy(read, set), threshold: ASKS_FOR_HUMAN };
  if (!isEnglish(set)) return [ours];
  const keywords = set.rows.map(({ text, label }) => ({ score: keywordScore(text), label }));
  const theirs: Scored[] = [];
  for (const { text, label } of set.rows) theirs.push({ score: await nodeNlp.score(text), label });
  return [
    ours,
    { system: 'keyword list', rows: keywords, threshold: 1 },
    { system: nodeNlp.name, rows: theirs, threshold: ASKS_FOR_HUMAN },
  ];
}

/** Everybody's scores of every set; the others know English only. */
async function compareMoods(read: Read, rivals: readonly MoodRival[], sets: readonly MoodSet[]): Promise<MoodScore[]> {
  const moods: MoodScore[] = [];
  for (const set of sets) {
    moods.push(embeddedMoodScore(read, set));
    if (!isEnglish(set)) continue;
    for (const { name, mood } of rivals) {
      const said: Mood[] = [];
      for (const { text } of set.rows) said.push(await mood(text));
      moods.push(moodScore(set, name, said));
    }
  }
  return moods;
}

async function compareSpeeds(read: Read, nodeNlp: IntentRival, rivals: readonly MoodRival[]): Promise<Speed[]> {
  const speeds: Speed[] = [{ system: OURS, micros: await microsOf((text) => read(text)) }];
  for (const { name, mood } of rivals) speeds.push({ system: name, micros: await microsOf(mood) });
  speeds.push({ system: nodeNlp.name, micros: await microsOf((text) => nodeNlp.score(text)) });
  return speeds;
}
