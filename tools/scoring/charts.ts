import { parse, View } from 'vega';
import { compile, type Spec } from 'vega-lite';
import type { Calibration } from '../training/scores.js';
import type { Comparison } from './comparison.js';

const look: Spec = { width: 420, height: 300, background: 'white', padding: 8 };

export async function svg(spec: Spec): Promise<string> {
  const { spec: compiled } = compile({ ...look, ...spec });
  const view = new View(parse(compiled), { renderer: 'none' });
  const drawn = await view.toSVG();
  view.finalize();
  return `${drawn}\n`;
}

function curves({ curves: all }: Comparison): Spec {
  const values = all.flatMap(({ system, points }) =>
    points.map(({ precision, recall }) => ({ system, precision, recall })),
  );
  return {
    title: 'Asking for a human: precision and recall, English devset',
    data: { values },
    mark: { type: 'line', point: { size: 12 } },
    encoding: {
      x: { field: 'recall', type: 'quantitative', scale: { domain: [0, 1] } },
      y: { field: 'precision', type: 'quantitative', scale: { domain: [0, 1] } },
      order: { field: 'recall', type: 'quantitative' },
      color: { field: 'system', type: 'nominal' },
    },
  };
}

function reliabilityOf(title: string, calibrations: readonly Calibration[]): Spec {
  const values = calibrations.flatMap(({ set, bins }) =>
    bins.map(({ said, was, count }) => ({ set, said, was, count })),
  );
  const diagonal = [
    { said: 0, was: 0 },
    { said: 1, was: 1 },
  ];
  return {
    title,
    layer: [
      {
        data: { values: diagonal },
        mark: { type: 'line', color: '#bbb', strokeDash: [4, 4] },
        encoding: { x: { field: 'said', type: 'quantitative' }, y: { field: 'was', type: 'quantitative' } },
      },
      {
        data: { values },
        mark: { type: 'line', point: true },
        encoding: {
          x: { field: 'said', type: 'quantitative', title: 'probability said', scale: { domain: [0, 1] } },
          y: { field: 'was', type: 'quantitative', title: 'share that was so', scale: { domain: [0, 1] } },
          color: { field: 'set', type: 'nominal', legend: { labelLimit: 260, title: null } },
        },
      },
    ],
  };
}

function accuracyAgainstMicros({ moods, speeds }: Comparison): Spec {
  const sets = ['tweets held out', 'us-airline', 'what users say to bots'];
  const values = speeds.flatMap(({ system, micros }) => {
    const found = moods.filter((score) => score.system === system && sets.includes(score.set));
    if (found.length === 0) return [];
    return [{ system, micros, score: found.reduce((sum, { score }) => sum + score, 0) / found.length }];
  });
  return {
    title: 'Sentiment: macro recall (mean of three sets) against time per utterance',
    data: { values },
    encoding: {
      x: { field: 'micros', type: 'quantitative', title: 'µs, 20 words', scale: { type: 'log' } },
      y: { field: 'score', type: 'quantitative', title: 'macro recall', scale: { zero: false } },
    },
    layer: [
      { mark: { type: 'point', filled: true, size: 90 }, encoding: { color: { field: 'system', type: 'nominal' } } },
      { mark: { type: 'text', dy: -10 }, encoding: { text: { field: 'system' } } },
    ],
  };
}

/** The plots of the scoreboard, by file name. */
export async function charts(scores: Comparison): Promise<[name: string, svg: string][]> {
  const ofModel = (model: string) => scores.calibrations.filter(({ set }) => set.startsWith(model));
  return [
    ['precision-recall', await svg(curves(scores))],
    [
      'reliability-talk-to-human',
      await svg(reliabilityOf('Asking for a human: reliability', ofModel('talk-to-human'))),
    ],
    ['reliability-sentiment', await svg(reliabilityOf('Sentiment: reliability of the label', ofModel('sentiment')))],
    ['accuracy-speed', await svg(accuracyAgainstMicros(scores))],
  ];
}
