import { ASKS_FOR_HUMAN, type Calibration, type IntentScore, type MoodScore } from '../training/scores.js';
import type { Comparison } from './comparison.js';
import { type RedactionScore, scoreRedaction } from './redaction.js';
import type { Load } from './speed.js';

const points = (share: number): string => (Number.isNaN(share) ? '–' : (share * 100).toFixed(1));

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function intentTable(scores: readonly IntentScore[]): string {
  return table(
    [
      'set',
      'system',
      'rows',
      'ask',
      'average precision',
      'recall at 0.5 % false alarms',
      'false alarms at the threshold',
    ],
    scores.map((one) => [
      one.set,
      one.system,
      one.rows,
      one.wanted,
      one.wanted === 0 ? '–' : points(one.averagePrecision),
      one.wanted === 0 ? '–' : points(one.recall),
      `${one.falseAlarms} (${points(one.falseAlarms / (one.rows - one.wanted))} %)`,
    ]),
  );
}

function moodTable(scores: readonly MoodScore[]): string {
  const systems = [...new Set(scores.map(({ system }) => system))];
  const sets = [...new Set(scores.map(({ set }) => set))];
  return table(
    ['set', 'rows', 'metric', ...systems],
    sets.map((set) => {
      const ofSet = scores.filter((one) => one.set === set);
      const cells = systems.map((system) => {
        const found = ofSet.find((one) => one.system === system);
        return found === undefined ? '' : points(found.score);
      });
      return [set, ofSet[0]?.rows ?? 0, ofSet[0]?.metric ?? '', ...cells];
    }),
  );
}

function calibrationTable(calibrations: readonly Calibration[]): string {
  return table(
    ['model and set', 'kind', 'rows', 'expected calibration error'],
    calibrations.map(({ set, kind, rows, error }) => [set, kind, rows, error.toFixed(3)]),
  );
}

/** Recall by kind, and over all kinds the precision: of the texts that were changed, those that should have been. */
export function redactionTable(scores: readonly RedactionScore[]): string {
  const rows = scores.map(({ set, kind, rows, right }) => [set, kind, rows, `${right} (${points(right / rows)} %)`]);
  const sums = [...new Set(scores.map(({ set }) => set))].map((set) => {
    const personal = scores.filter((one) => one.set === set && one.kind !== 'trap');
    const changed = sum(scores.filter((one) => one.set === set).map((one) => one.changed));
    const right = sum(personal.map((one) => one.right));
    return [
      set,
      'all',
      sum(personal.map(({ rows }) => rows)),
      `recall ${points(right / sum(personal.map(({ rows }) => rows)))} %, precision ${points(right / changed)} %`,
    ];
  });
  return table(['set', 'kind', 'rows', 'right'], [...rows, ...sums]);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Versions of the packages we compare with, so that a figure can be made again. */
function versions(dependencies: Readonly<Record<string, string>>): string {
  return ['vader-sentiment', 'sentiment', 'wink-nlp', 'wink-eng-lite-web-model', '@nlpjs/sentiment', '@nlpjs/nlu']
    .map((name) => `${name} ${dependencies[name]}`)
    .join(', ');
}

/** Figures that others measured, on their own splits: they show what to expect, not who is better. */
const published = [
  [
    'TweetEval sentiment test, macro recall',
    'RoBERTa-base 71.3; SVM and fastText 62.9',
    'Barbieri et al. 2020, cardiffnlp/tweeteval',
  ],
  ['TweetEval sentiment test, macro recall', 'BERTweet 73.4, TimeLMs-2021 73.7', 'cardiffnlp/tweeteval leaderboard'],
  [
    'XLM-T test, macro F1, fastText trained on each language',
    'mean about 51',
    'Barbieri et al. 2022, cardiffnlp/xlm-t',
  ],
  [
    'US airline tweets, negative recall at precision 0.90',
    'Azure, Amazon, Lexalytics, MeaningCloud at most 0.70',
    'Ermakova et al. 2021 (abstract)',
  ],
];

interface Measured {
  readonly scores: Comparison;
  readonly load: Load;
  /** The packages we compare with, by name, with their versions. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The scoreboard as Markdown: what our models score, beside other systems. */
export function scoreboard({ scores, load, dependencies }: Measured): string {
  const { intents, moods, calibrations, speeds } = scores;
  return `# Scoreboard of the embedded models

Made by \`npm run score\`, which needs \`npm ci --prefix tools/scoring\` once, from the weights in \`models/\`. The sets come from \`--data\` (public sets, see the cards for those
that trained) and \`test/heldout\` (sentences of our own, written by other hands than the training phrases). The language
of a row is given as the locale, as a channel would. Compared with ${versions(dependencies)}.

None of the sets here is in a training run. Development sets were looked at while the models were made: expect a little
less on text nobody has seen. \`tweeteval\` overlaps the training tweets in near-copies that de-duplication by text does not
see: read \`tweets held out\` instead.

## Asking for a human

Threshold ${ASKS_FOR_HUMAN}. node-nlp is its neural NLU trained on one in fifteen of our English
phrases: with all 3,300 of them, or with the public intents (6,439 texts, 193 s), it called everything something else. The keyword list is what bots often start with.

![Precision and recall](scoreboard/precision-recall.svg)

${intentTable(intents)}

## Sentiment

A text in a language that is not covered counts as neutral here.

${moodTable(moods)}

## Calibration

Ten bins of equal width, sets with 500 rows or more. For sentiment it is the probability of the label that was said.

![Reliability, talk-to-human](scoreboard/reliability-talk-to-human.svg)
![Reliability, sentiment](scoreboard/reliability-sentiment.svg)

${calibrationTable(calibrations)}

## Speed

Median of one call on 20 words, in process; ours is language, request and sentiment together. All models load in
${load.millis.toFixed(0)} ms and hold ${load.megabytes.toFixed(1)} MB.

![Accuracy against time](scoreboard/accuracy-speed.svg)

${table(
  ['system', 'µs'],
  speeds.map(({ system, micros }) => [system, micros.toFixed(1)]),
)}

## Redaction

Of forms of personal data that people type, how many lose exactly what is personal, and how many texts that only look so
are left alone. \`known forms\` were looked at while the recognizers were made; \`held out\` were written by another hand.
When \`held out\` was first run, recall was 64.7 % and precision 86.5 %; kinds of form that it showed to be missing were added
since, so its figures are no longer those of forms never seen.

${redactionTable(scoreRedaction())}

## Published figures

${table(['where', 'figure', 'source'], published)}
`;
}
