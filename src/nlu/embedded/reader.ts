/** How much of an utterance is read, in UTF-16 units; what stands behind it is not looked at. */
export const PREFIX = 2000;

/** Bounds of one reading: compatibility forms can expand on normalisation, so they are counted after it. */
const MAX_TOKENS = PREFIX + 2;
const MAX_WORDS = MAX_TOKENS * 4 + 64;
const MAX_GRAMS = PREFIX * 8 + 64;
const MAX_CLAUSES = 64;

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
  /** Number of word tokens, one per ideograph. */
  tokenCount: number;
  /** The normalised text in lower case, accents kept, one space between words: what language detection reads. */
  readonly codes: Uint16Array;
  codeCount: number;
}

const SPACE = 0;
const LETTER = 1;
const DIGIT = 2;
const STOP = 3;
const MARK = 4;
const APOSTROPHE = 5;
const IDEOGRAPH = 6;
const SYMBOL = 7;
const SKIP = 8;
const UNKNOWN = 255;

const kinds = new Uint8Array(0x10000).fill(UNKNOWN);

/** Kinds are found once per character and kept: there are 65,536 of them. */
function kindOf(code: number): number {
  const known = kinds[code] as number;
  if (known !== UNKNOWN) return known;
  const kind = classify(code);
  kinds[code] = kind;
  return kind;
}

function classify(code: number): number {
  const char = String.fromCharCode(code);
  if (code >= 0x300 && code <= 0x36f) return SKIP;
  if (code === 0x27 || code === 0x2019 || code === 0x2018 || code === 0x60 || code === 0xb4) return APOSTROPHE;
  if ('.!?…。！？¡¿\n؟।'.includes(char)) return STOP;
  if (code === 0x200d || code === 0x200c || code === 0xad || (code >= 0xfe00 && code <= 0xfe0f)) return SKIP;
  if (code >= 0x3040 && code <= 0x30ff) return IDEOGRAPH;
  if (code >= 0x3400 && code <= 0x9fff) return IDEOGRAPH;
  if (code >= 0xf900 && code <= 0xfaff) return IDEOGRAPH;
  if (code >= 0xd800 && code <= 0xdfff) return SYMBOL;
  if (code >= 0x2190 && code <= 0x2bff) return SYMBOL;
  if (/\p{N}/u.test(char)) return DIGIT;
  if (/[\p{L}\p{M}]/u.test(char)) return LETTER;
  if (/[\s\p{Z}\p{C}]/u.test(char)) return SPACE;
  return MARK;
}

/** Base letters of the accented ones up to U+017F, so that a dropped accent costs nothing. */
const bases = Uint16Array.from({ length: 0x180 }, (_, code) => {
  const base = String.fromCharCode(code).normalize('NFD').charCodeAt(0);
  return code === 0xdf ? 0x73 : code === 0xf8 ? 0x6f : code === 0xe6 ? 0x61 : code === 0x131 ? 0x69 : base;
});

/** Commas, semicolons and the like end a clause that has some words already: people ask after them. */
const PAUSES = [0x2c, 0x3b, 0xff0c, 0x3001, 0x2013, 0x2014, 0x60c];
const PAUSE_AFTER = 3;

const BEGIN = 0x2f0b1a3d;
const END = 0x51ed270b;
const URL = 0x3c6ef372;
const USER = 0x1b873593;

/** One step of FNV-1a. */
function add(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** Spreads a hash over the top bits. */
function spread(hash: number): number {
  let h = hash;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return Math.imul(h, 0x9e3779b1);
}

function joined(first: number, second: number, salt: number): number {
  return spread(Math.imul(first, 0x2c1b3c6d) ^ Math.imul(second, 0x297a2d39) ^ salt);
}

/** The letters an English contraction may have after its apostrophe: it stays one word, so that "dont" is the same. */
function contracts(text: string, at: number): boolean {
  const first = text.charCodeAt(at + 1);
  const second = text.charCodeAt(at + 2);
  const ends = (code: number) => Number.isNaN(code) || kindOf(code) !== LETTER;
  if (ends(second)) return first === 0x74 || first === 0x73 || first === 0x6d || first === 0x64; // t s m d
  if (!ends(text.charCodeAt(at + 3))) return false;
  return (
    (first === 0x72 && second === 0x65) || (first === 0x76 && second === 0x65) || (first === 0x6c && second === 0x6c)
  );
}

export interface Reader {
  /** Reads at most `PREFIX` units of a text, in time linear in them; never throws. */
  read(text: string): Features;
}

export function createReader(): Reader {
  const features: Features = {
    words: new Uint32Array(MAX_WORDS),
    grams: new Uint32Array(MAX_GRAMS),
    wordCount: 0,
    gramCount: 0,
    clauseWords: new Uint32Array(MAX_CLAUSES),
    clauseGrams: new Uint32Array(MAX_CLAUSES),
    clauseCount: 0,
    tokenCount: 0,
    codes: new Uint16Array(PREFIX + 8),
    codeCount: 0,
  };
  const { words, grams, clauseWords, clauseGrams, codes } = features;
  const word = new Uint16Array(PREFIX + 4);
  let wordLength = 0;
  let before = BEGIN;
  let beforeThat = 0;
  let inClause = 0;

  function token(hash: number): void {
    let n = features.wordCount;
    words[n++] = spread(hash);
    words[n++] = joined(before, hash, 0x1000193);
    if (beforeThat !== 0) {
      words[n++] = joined(beforeThat, hash, 0x5bd1e995);
      words[n++] = joined(joined(beforeThat, before, 0x165667b1), hash, 0x7feb352d);
    }
    features.wordCount = n;
    features.tokenCount += 1;
    beforeThat = before;
    before = hash;
    inClause += 1;
  }

  function mark(hash: number): void {
    words[features.wordCount++] = spread(hash ^ 0x68e31da4);
  }

  /** Hashes every run of 2 to 5 letters, word boundaries included. */
  function gramsOf(from: number, to: number): void {
    let n = features.gramCount;
    for (let i = from; i < to - 1; i++) {
      let hash = add(0x811c9dc5, word[i] as number);
      const last = Math.min(i + 5, to);
      for (let j = i + 1; j < last; j++) {
        hash = add(hash, word[j] as number);
        grams[n++] = spread(hash);
      }
    }
    features.gramCount = n;
  }

  function closeWord(): void {
    if (wordLength === 0) return;
    let hash = 0x811c9dc5;
    word[0] = 0x20;
    for (let i = 1; i <= wordLength; i++) hash = add(hash, word[i] as number);
    word[wordLength + 1] = 0x20;
    gramsOf(0, wordLength + 2);
    wordLength = 0;
    token(hash);
  }

  function closeClause(): void {
    if (inClause === 0) return;
    words[features.wordCount++] = joined(before, END, 0x1000193);
    if (beforeThat !== 0) {
      words[features.wordCount++] = joined(joined(beforeThat, before, 0x165667b1), END, 0x7feb352d);
    }
    before = BEGIN;
    beforeThat = 0;
    inClause = 0;
    const at = features.clauseCount;
    if (at < MAX_CLAUSES - 1) features.clauseCount = at + 1;
    clauseWords[at] = features.wordCount;
    clauseGrams[at] = features.gramCount;
  }

  /** How long the utterance is and how much of it is shouted. */
  function shape(capitals: number, letters: number, stretched: number): void {
    const length = features.tokenCount;
    const size = length < 4 ? length : length < 6 ? 4 : length < 9 ? 5 : length < 16 ? 6 : length < 31 ? 7 : 8;
    mark(0x1000 + size);
    if (letters > 3 && capitals * 2 > letters) mark(0x2000);
    if (stretched > 0) mark(0x2001);
  }

  function read(text: string): Features {
    features.wordCount = 0;
    features.gramCount = 0;
    features.clauseCount = 0;
    features.tokenCount = 0;
    features.codeCount = 0;
    wordLength = 0;
    before = BEGIN;
    beforeThat = 0;
    inClause = 0;
    let cased = text.length > PREFIX ? text.slice(0, PREFIX) : text;
    if (!isAscii(cased)) {
      cased = cased.normalize('NFKC');
      if (cased.length > PREFIX) cased = cased.slice(0, PREFIX);
    }
    let lower = cased.toLowerCase();
    if (lower.length > PREFIX) lower = lower.slice(0, PREFIX);
    const length = lower.length;
    let capitals = 0;
    let letters = 0;
    let stretched = 0;
    let codeCount = 0;
    let previous = 0;
    let repeats = 0;
    for (let i = 0; i < length; i++) {
      const code = lower.charCodeAt(i);
      const kind = kindOf(code);
      if (kind === SKIP) continue;
      if (code === previous) {
        repeats += 1;
        if (repeats >= 2) {
          if (kind === LETTER) stretched += 1;
          if (repeats === 2 && kind === STOP) mark(0x3000 + code);
          continue;
        }
      } else {
        previous = code;
        repeats = 0;
      }
      if (kind === LETTER) {
        letters += 1;
        if (cased.charCodeAt(i) !== code) capitals += 1;
        word[++wordLength] = code < 0x180 ? (bases[code] as number) : code;
        codes[codeCount++] = code;
      } else if (kind === DIGIT) {
        if (wordLength === 0 || word[wordLength] !== 0x30) word[++wordLength] = 0x30;
      } else if (kind === IDEOGRAPH) {
        closeWord();
        codes[codeCount++] = code;
        token(add(0x811c9dc5, code));
      } else if (kind === APOSTROPHE && wordLength > 0 && contracts(lower, i)) {
        codes[codeCount++] = 0x27;
      } else {
        if (wordLength > 0 && code === 0x3a && isLink(word, wordLength)) {
          wordLength = 0;
          i = skipRun(lower, i);
          token(URL);
          continue;
        }
        closeWord();
        if (codeCount > 0 && codes[codeCount - 1] !== 0x20) codes[codeCount++] = 0x20;
        if (kind === STOP) {
          mark(code);
          const next = code === 0x2e ? kindOf(lower.charCodeAt(i + 1)) : SPACE;
          if (next !== LETTER && next !== DIGIT) closeClause();
        } else if (kind === SYMBOL) {
          const low = lower.charCodeAt(i + 1);
          const pair = code >= 0xd800 && code < 0xdc00 && low >= 0xdc00 && low < 0xe000;
          const hash = add(add(0x811c9dc5, code), pair ? low : 0);
          if (pair) i += 1;
          previous = 0;
          mark(hash);
        } else if (kind === MARK) {
          if (PAUSES.includes(code) && inClause >= PAUSE_AFTER) closeClause();
          if (code === 0x40 && kindOf(lower.charCodeAt(i + 1) || 0x20) === LETTER) {
            i = skipRun(lower, i);
            token(USER);
          } else {
            const face = faceAt(lower, i);
            if (face > 0) {
              mark(face);
              i += 1;
            }
          }
        }
      }
    }
    closeWord();
    closeClause();
    if (features.clauseCount === 0) features.clauseCount = 1;
    shape(capitals, letters, stretched);
    clauseWords[features.clauseCount - 1] = features.wordCount;
    clauseGrams[features.clauseCount - 1] = features.gramCount;
    features.codeCount = codeCount;
    return features;
  }

  return { read };
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** Whether the word so far is `http` or `https`. */
function isLink(word: Uint16Array, length: number): boolean {
  if (length !== 4 && length !== 5) return false;
  return word[1] === 0x68 && word[2] === 0x74 && word[3] === 0x74 && word[4] === 0x70;
}

/** The last index before the next white space. */
function skipRun(text: string, from: number): number {
  let i = from;
  while (i + 1 < text.length && kindOf(text.charCodeAt(i + 1)) !== SPACE) i += 1;
  return i;
}

/** A face like `:)` `:-(` `;d` `<3` at an index, as a hash that knows only its eyes and mouth; 0 for none. */
function faceAt(text: string, at: number): number {
  const eyes = text.charCodeAt(at);
  if (eyes !== 0x3a && eyes !== 0x3b && eyes !== 0x3c && eyes !== 0x3d) return 0;
  let mouthAt = at + 1;
  const nose = text.charCodeAt(mouthAt);
  if (nose === 0x2d || nose === 0x27) mouthAt += 1;
  const mouth = text.charCodeAt(mouthAt);
  if (Number.isNaN(mouth) || mouth === 0x20) return 0;
  const after = text.charCodeAt(mouthAt + 1);
  if (kindOf(mouth) === LETTER && !Number.isNaN(after) && kindOf(after) === LETTER) return 0;
  if (eyes === 0x3c && mouth !== 0x33) return 0;
  return add(add(0x9747b28c, eyes === 0x3c ? 0x3c : 0x3a), mouth);
}
