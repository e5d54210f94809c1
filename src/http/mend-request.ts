import type { components } from './openapi.js';

/** A field that was left out or read as something near it; `path` is a JSON pointer that names context keys by position. */
export type Warning = components['schemas']['Warning'];

type Fields = Readonly<Record<string, unknown>>;
/** Says what is wrong with a field and what became of it. */
type Warn = (path: string, message: string) => void;

const mostChoices = 100;
const mostSynonyms = 50;
const mostNameLength = 1_024;
/** What a score of 1 may come to by rounding; a greater one counts to 100. */
const mostRoundedUp = 1.01;
const mostFacts = 50;
const mostKeyLength = 100;
const mostFactLength = 4_000;

/** A request whose optional fields fit the contract, with what was done for it. */
export interface Mended {
  readonly request: Fields;
  readonly warnings: readonly Warning[];
}

/**
 * Mends what a bot may get wrong without its user paying for it: menu, menuChoice, recognition, context and the
 * activities of a transcript. What is required or matters to security (activity, delivery, contentUrl) stays as it is,
 * for the contract to refuse. Linear in the body.
 */
export function mendRequest(body: unknown): Mended | undefined {
  if (!isObject(body)) return undefined;
  const warnings: Warning[] = [];
  const warn: Warn = (path, message) => void warnings.push({ path, message });
  const request = {
    ...body,
    menu: mendMenu(body.menu, warn),
    menuChoice: mendMenuChoice(body.menuChoice, warn),
    recognition: mendRecognition(body.recognition, warn),
    context: mendContext(body.context, warn),
    transcript: mendTranscript(body.transcript, warn),
  };
  return { request, warnings };
}

function mendMenu(menu: unknown, warn: Warn): unknown {
  if (isAbsent(menu)) return undefined;
  const choices = isObject(menu) ? menu.choices : menu;
  if (!Array.isArray(choices)) {
    warn('/menu', 'Must be { "choices": [objects] }; it was left out.');
    return undefined;
  }
  if (choices === menu) warn('/menu', 'Must be { "choices": [objects] }; the list was read as its choices.');
  if (choices.length > mostChoices)
    warn('/menu/choices', `May have at most ${mostChoices} items; the first ${mostChoices} were read.`);
  return { choices: choices.slice(0, mostChoices).map((choice, i) => mendChoice(choice, `/menu/choices/${i}`, warn)) };
}

/** A choice that cannot be read keeps its place, because places are told in the answer. */
function mendChoice(choice: unknown, path: string, warn: Warn): Fields {
  if (!isObject(choice)) {
    const value = asText(choice);
    warn(
      path,
      value === undefined ? 'Must be an object; it was left out.' : 'Must be an object; it was read as its value.',
    );
    return { value: value ?? '' };
  }
  const title = mendText(choice.title, `${path}/title`, warn);
  return {
    value: mendText(choice.value, `${path}/value`, warn) ?? valueFrom(title, `${path}/value`, warn),
    title,
    synonyms: mendSynonyms(choice.synonyms, `${path}/synonyms`, warn),
  };
}

function valueFrom(title: string | undefined, path: string, warn: Warn): string {
  warn(
    path,
    title === undefined ? 'Must be a string; the choice was left out.' : 'Must be a string; the title was read as it.',
  );
  return title ?? '';
}

function mendText(text: unknown, path: string, warn: Warn): string | undefined {
  if (isAbsent(text) || typeof text === 'string') return text ?? undefined;
  const read = asText(text);
  warn(path, read === undefined ? 'Must be a string; it was left out.' : 'Must be a string; it was read as one.');
  return read;
}

function mendSynonyms(synonyms: unknown, path: string, warn: Warn): string[] | undefined {
  if (isAbsent(synonyms)) return undefined;
  const list = Array.isArray(synonyms) ? synonyms : [synonyms];
  const texts = list
    .slice(0, mostSynonyms)
    .map(asText)
    .filter((text) => text !== undefined);
  const isRight = list === synonyms && texts.length === list.length && list.every((one) => typeof one === 'string');
  if (!isRight) warn(path, `Must be an array of at most ${mostSynonyms} strings; what could not be read was left out.`);
  return texts;
}

function mendMenuChoice(menuChoice: unknown, warn: Warn): string | undefined {
  const path = '/menuChoice';
  if (isObject(menuChoice) && typeof menuChoice.value === 'string') {
    warn(path, 'Must be a string; the value of the object was read as it.');
    return bounded(menuChoice.value, path, warn);
  }
  return bounded(mendText(menuChoice, path, warn), path, warn);
}

function bounded(text: string | undefined, path: string, warn: Warn): string | undefined {
  if (text === undefined || !isLonger(text, mostNameLength)) return text;
  warn(path, `May have at most ${mostNameLength} characters; it was left out.`);
  return undefined;
}

function mendRecognition(recognition: unknown, warn: Warn): unknown {
  const path = '/recognition';
  if (isAbsent(recognition)) return undefined;
  if (typeof recognition === 'string') {
    warn(path, 'Must be an object; it was read as its intent.');
    return { intent: bounded(recognition, path, warn) };
  }
  if (isObject(recognition)) {
    const intent = mendText(recognition.intent, `${path}/intent`, warn);
    return {
      intent: bounded(intent, `${path}/intent`, warn),
      score: mendScore(recognition.score, `${path}/score`, warn),
    };
  }
  warn(path, 'Must be an object; it was left out.');
  return undefined;
}

/** A score as text is a number, and one of an NLU that counts to 100 is a part of that. */
function mendScore(score: unknown, path: string, warn: Warn): number | undefined {
  if (isAbsent(score)) return undefined;
  const number = typeof score === 'string' && score.trim() !== '' ? Number(score) : score;
  if (typeof number !== 'number' || !(number >= 0 && number <= 100)) {
    warn(path, 'Must be a number from 0 to 1; it was left out.');
    return undefined;
  }
  const isOfHundred = number > mostRoundedUp;
  if (isOfHundred) warn(path, 'Must be a number from 0 to 1; it was read as one from 0 to 100.');
  else if (number !== score || number > 1) warn(path, 'Must be a number from 0 to 1; it was read as one.');
  return isOfHundred ? number / 100 : Math.min(1, number);
}

function mendContext(context: unknown, warn: Warn): unknown {
  const path = '/context';
  if (isAbsent(context)) return undefined;
  if (!isObject(context)) {
    warn(path, 'Must be an object; it was left out.');
    return undefined;
  }
  const facts = Object.entries(context);
  if (facts.length > mostFacts) warn(path, `May have at most ${mostFacts} entries; the first ${mostFacts} were read.`);
  const right = facts.slice(0, mostFacts).filter(([key, fact], i) => {
    const fault = faultOfFact(key, fact);
    if (fault !== undefined) warn(`${path}/${i}`, `${fault}; it was left out.`);
    return fault === undefined;
  });
  return Object.fromEntries(right);
}

function faultOfFact(key: string, fact: unknown): string | undefined {
  if (key === '__proto__' || isLonger(key, mostKeyLength))
    return `Names may have at most ${mostKeyLength} characters, and none may be __proto__`;
  if (typeof fact === 'string')
    return isLonger(fact, mostFactLength) ? `May have at most ${mostFactLength} characters` : undefined;
  return typeof fact === 'number' || typeof fact === 'boolean' ? undefined : 'Must be a string, a number or a boolean';
}

function mendTranscript(transcript: unknown, warn: Warn): unknown {
  const path = '/transcript';
  if (isAbsent(transcript)) return undefined;
  if (isObject(transcript) && !isAbsent(transcript.contentUrl)) return transcript;
  const activities = isObject(transcript) ? transcript.activities : transcript;
  if (!Array.isArray(activities)) {
    warn(path, 'Must be { "activities": [objects] } or { "contentUrl": "https://…" }; it was left out.');
    return undefined;
  }
  if (activities === transcript)
    warn(path, 'Must be { "activities": [objects] }; the list was read as its activities.');
  const right = activities.filter(isObject);
  const wrong = activities.length - right.length;
  if (wrong > 0) warn(`${path}/activities`, `Must be objects; ${wrong} were none and were left out.`);
  return { activities: right };
}

/** A number or a boolean as people write it. */
function asText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** The contract counts characters, of which some are two units of a string. */
export function isLonger(text: string, most: number): boolean {
  return text.length > most && (text.length > 2 * most || [...text].length > most);
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
