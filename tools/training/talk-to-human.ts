import { createReader } from '../../src/nlu/embedded/reader.js';
import { scoreClauses } from '../../src/nlu/embedded/table.js';
import { redressed, together, withTypos } from './augment.js';
import { plattScaling } from './calibrate.js';
import { rounded, writeModel } from './card.js';
import { fingerprint, type Phrase, type Row } from './data.js';
import { type Example, pack } from './examples.js';
import { quantize, trainClauses, type Weights } from './linear.js';
import { manifestOf } from './manifest.js';
import { averagePrecision } from './measure.js';
import { createRandom } from './random.js';
import { settings } from './settings.js';

interface Sourced extends Example {
  readonly file: string;
}

const PHRASE_WEIGHT = 2;

/** Every text whose label we know, before it is augmented: 1 asks for a human. */
function knownTexts(intents: readonly Row[], phrases: readonly Phrase[]): Sourced[] {
  const texts: Sourced[] = [];
  for (const { text, lang, source, split, human } of intents) {
    if (split !== 'train') continue;
    const language = lang.split('-')[0] as string;
    const weight = human === true && source !== 'bitext-cs' ? PHRASE_WEIGHT : source === 'bitext-cs' && human ? 0.5 : 1;
    texts.push({ file: 'intent.jsonl.gz', text, language, source, label: human === true ? 1 : 0, weight });
  }
  for (const { text, language, kind, file: name } of phrases) {
    const label = kind === 'human' ? 1 : 0;
    const weight = kind === 'human' || kind === 'other' ? PHRASE_WEIGHT : 1;
    texts.push({ file: `phrases/${name}`, text, language, source: 'phrases', label, weight });
  }
  return texts;
}

/** Adds each text as users would vary it, alone and inside a longer message. */
function varied(texts: readonly Sourced[], seed: number): Example[] {
  const random = createRandom(seed);
  const others = new Map<string, string[]>();
  for (const { text, language, label } of texts) {
    if (label === 1) continue;
    const list = others.get(language);
    if (list === undefined) others.set(language, [text]);
    else list.push(text);
  }
  const another = (language: string): string => {
    const list = others.get(language) ?? (others.get('en') as string[]);
    return list[Math.floor(random() * list.length)] as string;
  };
  const examples: Example[] = [];
  for (const example of texts) {
    examples.push(example);
    const { label, source, language } = example;
    const copies = label === 1 ? (source === 'bitext-cs' ? 1 : 4) : source === 'phrases' ? 3 : random() < 0.15 ? 1 : 0;
    for (let copy = 0; copy < copies; copy++) {
      let text = random() < 0.5 ? redressed(example.text, random) : example.text;
      if (random() < 0.4) text = withTypos(text, 0.25, random);
      const beside = random();
      if (beside < 0.2) text = together(another(language), text, language, random);
      else if (beside < 0.4) text = together(text, another(language), language, random);
      examples.push({ ...example, text, weight: example.weight * 0.7 });
    }
  }
  return examples;
}

function scorer(weights: Weights): (text: string) => number {
  const { rows, scale } = quantize(weights);
  const table = { bits: weights.bits, columns: 1, scale, rows, bias: [...weights.bias] };
  const reader = createReader();
  return (text) => scoreClauses(table, reader.read(text));
}

/** Every tenth text, the same ones at every run. */
const setAside = ({ text }: { readonly text: string }): boolean => fingerprint(text) % 10 === 0;

/** Trains on nine tenths to learn what the scores are worth on the last, then on all of them to ship. */
export function trainTalkToHuman(folder: string, intents: readonly Row[], phrases: readonly Phrase[]): void {
  const { version, ...training } = settings.talkToHuman;
  const texts = knownTexts(intents, phrases);
  const seen = texts.filter((text) => !setAside(text));
  const unseen = varied(texts.filter(setAside), training.seed + 1);
  const score = scorer(trainClauses(pack(varied(seen, training.seed)), training));
  const measured = unseen.map(({ text, label }) => ({ score: score(text), label }));
  const calibration = plattScaling(
    measured.map((one) => one.score),
    measured.map(({ label }) => label),
    unseen.map(() => 1),
  );
  const weights = trainClauses(pack(varied(texts, training.seed)), training);
  const languages = [...new Set(phrases.filter(({ kind }) => kind === 'human').map(({ language }) => language))];
  writeModel(
    folder,
    {
      name: 'talk-to-human',
      version,
      date: settings.date,
      task: 'How likely it is that the user asks for a human.',
      labels: ['talkToHuman'],
      languages: languages.sort(),
      numbers: { calibration: { default: calibration } },
      training,
      scores: { averagePrecisionOnTheTenthSetAside: rounded(averagePrecision(measured)), more: 'docs/scoreboard.md' },
    },
    weights,
    manifestOf('talk-to-human', texts),
  );
}
