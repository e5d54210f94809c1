/** How much of an utterance is read, in UTF-16 units; of a longer one, its beginning and its end. */
export const mostRead = 4000;

/** A token takes one unit at least and gives four hashes of words at most, more than a mark or the end of a clause. */
const mostWords = mostRead * 4 + 72;
/** A letter begins four runs of letters at most, and so does the boundary before a word. */
const mostGrams = mostRead * 8 + 64;
/** A clause takes a letter and a sign that ends it, so that what stands last is always a clause of its own. */
export const mostClauses = mostRead / 2 + 1;

/**
 * What the models see of one utterance: hashed n-grams of words and of letters. The buffers belong to the reader and
 * are valid until it reads again. Every hash is spread over 32 bits: a table of 2^b rows uses the top b of them.
 */
export interface Features {
  readonly words: Uint32Array;
  readonly grams: Uint32Array;
  wordCount: number;
  gramCount: number;
  /** Where each clause ends in `words` and `grams`; the last one ends with the utterance. */
  readonly clauseWords: Uint32Array;
  readonly clauseGrams: Uint32Array;
  clauseCount: number;
  /** How many units were read, 0 to `mostRead`. */
  unitCount: number;
  /** Number of word tokens, one per ideograph. */
  tokenCount: number;
  /** The normalised text in lower case, accents kept, one space between words: what language detection reads. */
  readonly codes: Uint16Array;
  codeCount: number;
}

/** Buffers for the longest text that is read, with nothing in them. */
export function createFeatures(): Features {
  return {
    words: new Uint32Array(mostWords),
    grams: new Uint32Array(mostGrams),
    wordCount: 0,
    gramCount: 0,
    clauseWords: new Uint32Array(mostClauses),
    clauseGrams: new Uint32Array(mostClauses),
    clauseCount: 0,
    unitCount: 0,
    tokenCount: 0,
    codes: new Uint16Array(mostRead + 8),
    codeCount: 0,
  };
}
