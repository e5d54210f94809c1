import { createReader } from '../../src/nlu/embedded/reader.js';
import { scoreClauses } from '../../src/nlu/embedded/table.js';
import { restyled, together, withTypos } from './augment.js';
import { plattScaling } from './calibrate.js';
import { rounded, writeModel } from './card.js';
import { trainClauses } from './clause-regression.js';
import { languageOf, type Phrase, type Row } from './data.js';
import { type Example, pack, type Sourced, setAside } from './examples.js';
import { quantize, type Weights } from './linear.js';
import { manifestOf } from './manifest.js';
import { averagePrecision } from './measure.js';
import { createRandom } from './random.js';
import { settings } from './settings.js';

const PHRASE_WEIGHT = 2;

/** A source whose texts are made from templates, so that many are nearly the same. */
const TEMPLATES = 'bitext-cs';

/** Every text whose label we know, before it is augmented: 1 asks for a human. */
function knownTexts(intents: readonly Row[], phrases: readonly Phrase[]): Sourced[] {
  const rows = intents.filter(({ split }) => split === 'train');
  return [...rows.map(exampleOfRow), ...phrases.map(exampleOfPhrase)];
}

function exampleOfRow({ text, lang, source, human }: Row): Sourced {
  return {
    file: 'intent.jsonl.gz',
    text,
    language: languageOf(lang),
    source,
    label: human === true ? 1 : 0,
    weight: weightOfRow(source, human === true),
  };
}

/** Requests count most, but less than other rows where they are made from templates. */
function weightOfRow(source: string, human: boolean): number {
  if (!human) return 1;
  return source === TEMPLATES ? 0.5 : PHRASE_WEIGHT;
}

function exampleOfPhrase({ text, language, kind, file: name }: Phrase): Sourced {
  const label = kind === 'human' ? 1 : 0;
  const weight = kind === 'human' || kind === 'other' ? PHRASE_WEIGHT : 1;
  return { file: `phrases/${name}`, text, language, source: 'phrases', label, weight };
}

/** Adds each text as users would vary it, alone and inside a longer message. */
function varied(texts: readonly Sourced[], seed: number): Example[] {
  const random = createRandom(seed);
  const another = createOthers(texts, random);
  const examples: Example[] = [];
  for (const example of texts) {
    examples.push(example);
    const copies = copiesOf(example, random);
    for (let copy = 0; copy < copies; copy++) {
      examples.push({ ...example, text: variation(example, another, random), weight: example.weight * 0.7 });
    }
  }
  return examples;
}

/** Gives a random text that asks for nobody, in a language, or in English where there is none in it. */
function createOthers(texts: readonly Sourced[], random: () => number): (language: string) => string {
  const others = new Map<string, string[]>();
  for (const { text, language, label } of texts) {
    if (label === 1) continue;
    const list = others.get(language);
    if (list === undefined) others.set(language, [text]);
    else list.push(text);
  }
  return (language) => {
    const list = others.get(language) ?? (others.get('en') as string[]);
    return list[Math.floor(random() * list.length)] as string;
  };
}

/** How many variations of an example are learned beside it. */
function copiesOf({ label, source }: Example, random: () => number): number {
  if (label === 1) return source === TEMPLATES ? 1 : 4;
  if (source === 'phrases') return 3;
  return random() < 0.15 ? 1 : 0;
}

function variation(
  { text: original, language }: Example,
  another: (language: string) => string,
  random: () => number,
): string {
  let text = random() < 0.5 ? restyled(original, random) : original;
  if (random() < 0.4) text = withTypos(text, 0.25, random);
  const beside = random();
  if (beside < 0.2) return together(another(language), text, language, random);
  if (beside < 0.4) return together(text, another(language), language, random);
  return text;
}

function scorer(weights: Weights): (text: string) => number {
  const { rows, scale } = quantize(weights);
  const table = { bits: weights.bits, columns: 1, scale, rows, bias: [...weights.bias] };
  const reader = createReader();
  return (text) => scoreClauses(table, reader.read(text));
}

/**
 * Trains on nine tenths of the texts and calibrates on the last, then trains on all of them and writes that model with the
 * calibration of the first.
 */
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
