import { createFeatures, type Features, mostClauses, mostRead } from './features.js';
import { hashOfPair, hashOfUnits, hashRuns, spread } from './hashing.js';

/**
 * Features as they are written, and what the next n-gram needs of the words before it. A reader owns one and starts it
 * over for each text. It is changed by plain functions: an object for each character would cost more than the hashing.
 */
export interface FeatureWriter {
  readonly features: Features;
  /** The letters of the word being read, from index 1 to `wordLength`; a boundary goes to either side of them. */
  readonly word: Uint16Array;
  wordLength: number;
  /** Hash of the token before, or `beginning`. */
  previousToken: number;
  /** Hash of the token before that one, 0 for none in this clause. */
  tokenBeforePrevious: number;
  tokensInClause: number;
}

/** Stand for the start and the end of a clause in pairs and triples of words. */
const beginning = 0x2f0b1a3d;
const end = 0x51ed270b;

/** Keep hashes of different sorts apart; the models are trained with these very numbers. */
const pairSalt = 0x1000193;
const gapSalt = 0x5bd1e995;
const tripleFirstSalt = 0x165667b1;
const tripleSalt = 0x7feb352d;
const markSalt = 0x68e31da4;

/** Hashes of what the whole utterance is like; `sizeMark` is followed by one for each size. */
const sizeMark = 0x1000;
const shoutedMark = 0x2000;
const stretchedMark = 0x2001;

const boundary = 0x20;

export function createFeatureWriter(): FeatureWriter {
  return {
    features: createFeatures(),
    word: new Uint16Array(mostRead + 4),
    wordLength: 0,
    previousToken: beginning,
    tokenBeforePrevious: 0,
    tokensInClause: 0,
  };
}

/** Forgets the text before. */
export function startOver(writer: FeatureWriter): void {
  const { features } = writer;
  features.wordCount = 0;
  features.gramCount = 0;
  features.clauseCount = 0;
  features.tokenCount = 0;
  features.codeCount = 0;
  writer.wordLength = 0;
  startClause(writer);
}

function startClause(writer: FeatureWriter): void {
  writer.previousToken = beginning;
  writer.tokenBeforePrevious = 0;
  writer.tokensInClause = 0;
}

/** A token alone, with the one before, with the one before that across a gap, and all three. */
export function addToken(writer: FeatureWriter, hash: number): void {
  const { features, previousToken, tokenBeforePrevious } = writer;
  const { words } = features;
  let n = features.wordCount;
  words[n++] = spread(hash);
  words[n++] = hashOfPair(previousToken, hash, pairSalt);
  if (tokenBeforePrevious !== 0) {
    words[n++] = hashOfPair(tokenBeforePrevious, hash, gapSalt);
    words[n++] = hashOfPair(hashOfPair(tokenBeforePrevious, previousToken, tripleFirstSalt), hash, tripleSalt);
  }
  features.wordCount = n;
  features.tokenCount += 1;
  writer.tokenBeforePrevious = previousToken;
  writer.previousToken = hash;
  writer.tokensInClause += 1;
}

/** What counts like a word but stands in no n-gram: punctuation, an emoji, a face, the shape of the text. */
export function addMark({ features }: FeatureWriter, hash: number): void {
  features.words[features.wordCount++] = spread(hash ^ markSalt);
}

/** A unit of the text for language detection. */
export function addCode({ features }: FeatureWriter, code: number): void {
  features.codes[features.codeCount++] = code;
}

/** A space for language detection, but none at the start and no second one. */
export function addGap({ features }: FeatureWriter): void {
  const { codes, codeCount } = features;
  if (codeCount > 0 && codes[codeCount - 1] !== boundary) codes[features.codeCount++] = boundary;
}

/** Ends the word being read, if there is one: its letters become a token and its runs of letters n-grams. */
export function endWord(writer: FeatureWriter): void {
  const { features, word, wordLength } = writer;
  if (wordLength === 0) return;
  word[0] = boundary;
  word[wordLength + 1] = boundary;
  features.gramCount = hashRuns(word, wordLength + 2, features.grams, features.gramCount);
  writer.wordLength = 0;
  addToken(writer, hashOfUnits(word, 1, wordLength + 1));
}

/** Ends the clause being read, if it has a token. */
export function endClause(writer: FeatureWriter): void {
  if (writer.tokensInClause === 0) return;
  const { features, previousToken, tokenBeforePrevious } = writer;
  const { words } = features;
  words[features.wordCount++] = hashOfPair(previousToken, end, pairSalt);
  if (tokenBeforePrevious !== 0) {
    const lastTwo = hashOfPair(tokenBeforePrevious, previousToken, tripleFirstSalt);
    words[features.wordCount++] = hashOfPair(lastTwo, end, tripleSalt);
  }
  startClause(writer);
  const clause = features.clauseCount;
  if (clause < mostClauses - 1) features.clauseCount = clause + 1;
  features.clauseWords[clause] = features.wordCount;
  features.clauseGrams[clause] = features.gramCount;
}

/** How letters were written: how many there were, in capitals, and repeated as in "nooo". */
export interface LetterCounts {
  letters: number;
  capitals: number;
  stretched: number;
}

/** Ends the text: how long it is and how much of it is shouted or stretched belongs to its last clause. */
export function endText(writer: FeatureWriter, { letters, capitals, stretched }: LetterCounts): Features {
  const { features } = writer;
  endWord(writer);
  endClause(writer);
  if (features.clauseCount === 0) features.clauseCount = 1;
  addMark(writer, sizeMark + sizeOf(features.tokenCount));
  if (letters > 3 && capitals * 2 > letters) addMark(writer, shoutedMark);
  if (stretched > 0) addMark(writer, stretchedMark);
  features.clauseWords[features.clauseCount - 1] = features.wordCount;
  features.clauseGrams[features.clauseCount - 1] = features.gramCount;
  return features;
}

/** The fewest tokens of each size from 4 on; shorter texts have the number of their tokens as size. */
const sizes: readonly (readonly [from: number, size: number])[] = [
  [31, 8],
  [16, 7],
  [9, 6],
  [6, 5],
  [4, 4],
];

function sizeOf(tokens: number): number {
  for (const [from, size] of sizes) if (tokens >= from) return size;
  return tokens;
}
