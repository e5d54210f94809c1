import { existsSync } from 'node:fs';
import { Registry } from 'prom-client';
import type { Analysis } from '../../src/core/analysis.js';
import { createLog } from '../../src/lib/log.js';
import { openEmbeddedNlu } from '../../src/nlu/embedded/embedded.js';
import { readPhrases } from './data.js';
import {
  averagePrecision,
  type Bin,
  calibrationError,
  falseAlarms,
  macro,
  recallAtFalseAlarms,
  reliability,
  type Scored,
} from './measure.js';
import {
  heldOutIntentSets,
  heldOutMoodSets,
  type IntentSet,
  type Mood,
  type MoodSet,
  sharedIntentSets,
  sharedMoodSets,
} from './sets.js';

/** The policy's threshold for a request that escalates. */
export const ASKS_FOR_HUMAN = 0.8;

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

export type Read = (text: string, language?: string) => Analysis;

export async function openReader(): Promise<Read> {
  const nlu = await openEmbeddedNlu({}, { log: createLog('silent'), metrics: new Registry(), now: () => 0 });
  return (text, language) => nlu.analyze({ text, locale: language, picked: false }) as Analysis;
}

/** What our models are called beside others. */
export const OURS = 'embedded';

/** How well a system tells requests, by its scores of the rows of a set; from the threshold on it says that one asks. */
export function intentScore(set: IntentSet, system: string, rows: readonly Scored[], threshold: number): IntentScore {
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

/** Our scores of the rows of a set. */
export function scoredBy(read: Read, { rows }: IntentSet): Scored[] {
  return rows.map(({ text, label }) => ({ score: read(text).talkToHuman?.score ?? 0, label }));
}

/** Our score on a set. */
export function embeddedIntentScore(read: Read, set: IntentSet): IntentScore {
  return intentScore(set, OURS, scoredBy(read, set), ASKS_FOR_HUMAN);
}

/** How well a system tells moods, by what it says of the rows of a set, in their order. */
export function moodScore(set: MoodSet, system: string, said: readonly Mood[]): MoodScore {
  const was = set.rows.map(({ mood }) => mood);
  const { recall, f1 } = macro(said, was);
  const score = set.metric === 'macro recall' ? recall : f1;
  return { set: set.name, system, rows: said.length, metric: set.metric, score };
}

/** Our score on a set. Text in a language that is not covered counts as neutral: no rule on sentiment matches it. */
export function embeddedMoodScore(read: Read, set: MoodSet): MoodScore {
  const said = set.rows.map(({ text, language }) => (read(text, language).sentiment?.label ?? 'neutral') as Mood);
  return moodScore(set, OURS, said);
}

/** Whether the probability of the label that was said is the share of those that are right. */
export function moodCalibration(read: Read, set: MoodSet): Calibration {
  const rows = set.rows.flatMap(({ text, language, mood }) => {
    const { sentiment } = read(text, language);
    if (sentiment === undefined) return [];
    const { label } = sentiment;
    return [{ probability: sentiment[label as Mood], right: label === mood }];
  });
  const bins = reliability(rows);
  return { set: `sentiment, ${set.name}`, kind: set.kind, rows: rows.length, bins, error: calibrationError(bins) };
}

/** Whether the probability of a request is the share of those that are one. */
export function intentCalibration(read: Read, set: IntentSet, kind: string): Calibration {
  const rows = scoredBy(read, set).map(({ score, label }) => ({ probability: score, right: label === 1 }));
  const bins = reliability(rows);
  return { set: `talk-to-human, ${set.name}`, kind, rows: rows.length, bins, error: calibrationError(bins) };
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
