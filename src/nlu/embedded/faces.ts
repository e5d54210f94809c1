import { characterKind, kindAt } from './character-kind.js';
import { addToHash } from './hashing.js';

const colon = 0x3a;
const semicolon = 0x3b;
const lessThan = 0x3c;
const equals = 0x3d;
const hyphen = 0x2d;
const apostrophe = 0x27;
const space = 0x20;
const three = 0x33;

const faceHashStart = 0x9747b28c;

/**
 * The hash of a face such as `:)` `:-(` `;d` `<3` at an index; 0 for none. A nose does not count and all eyes are the
 * same, so that `:-)` is `=)`. A letter is a mouth only where no word goes on: `:dog` is no face.
 */
export function faceAt(text: string, at: number): number {
  const eyes = text.charCodeAt(at);
  if (!isEyes(eyes)) return 0;
  const mouthAt = isNose(text.charCodeAt(at + 1)) ? at + 2 : at + 1;
  if (mouthAt >= text.length) return 0;
  const mouth = text.charCodeAt(mouthAt);
  if (mouth === space || areLettersAt(text, mouthAt, 2)) return 0;
  if (eyes !== lessThan) return addToHash(addToHash(faceHashStart, colon), mouth);
  return mouth === three ? addToHash(addToHash(faceHashStart, lessThan), mouth) : 0;
}

function isEyes(code: number): boolean {
  return code === colon || code === semicolon || code === lessThan || code === equals;
}

function isNose(code: number): boolean {
  return code === hyphen || code === apostrophe;
}

/** True when so many letters follow each other from an index on. */
function areLettersAt(text: string, from: number, count: number): boolean {
  for (let at = from; at < from + count; at++) if (kindAt(text, at) !== characterKind.letter) return false;
  return true;
}
