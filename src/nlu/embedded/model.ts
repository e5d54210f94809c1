import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A model's `model.json`: the card for people and the numbers the code needs beside the weights. */
export interface Card {
  readonly name: string;
  readonly version: number;
  readonly task: string;
  readonly languages: readonly string[];
  readonly weights: { readonly file: string; readonly bytes: number; readonly sha256: string };
  /** 2^bits rows of `columns` int8 weights, each worth `scale` times its int8. */
  readonly table: { readonly bits: number; readonly columns: number; readonly scale: number };
  /** Added to the sum of weights, one for each column. */
  readonly bias: readonly number[];
  readonly [fact: string]: unknown;
}

/** A model as it is used: its card and its weights, row after row. */
export interface Model<C extends Card = Card> {
  readonly card: C;
  /** What a `Source` calls it: name and version. */
  readonly name: string;
  readonly rows: Int8Array;
}

/** A model that cannot be used: which file, what is wrong with it, and what to do. */
export class ModelError extends Error {
  constructor(file: string, fault: string, cause?: unknown) {
    super(`${file}: ${fault}. Restore the folder from the release, or make it again with npm run train.`, { cause });
    this.name = 'ModelError';
  }
}

/** Where the models of this installation are: beside `src` and `dist`. */
export const installedModels = fileURLToPath(new URL('../../../models/', import.meta.url));

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ModelError(file, 'the model file cannot be read', cause);
  }
}

function cardOf(file: string, bytes: Buffer, columns: number): Card {
  let card: Card;
  try {
    card = JSON.parse(bytes.toString('utf8')) as Card;
  } catch (cause) {
    throw new ModelError(file, 'the model card is not JSON', cause);
  }
  const { weights, table, bias } = card ?? {};
  const isComplete =
    typeof weights?.sha256 === 'string' &&
    typeof weights.file === 'string' &&
    Number.isInteger(table?.bits) &&
    table.bits >= 1 &&
    table.bits <= 24 &&
    Number.isFinite(table.scale) &&
    Array.isArray(bias);
  if (!isComplete) throw new ModelError(file, 'the model card lacks weights, table or bias');
  if (table.columns !== columns || bias.length !== columns) {
    throw new ModelError(file, `the model has ${table.columns} columns where this program needs ${columns}`);
  }
  return card;
}

/**
 * Reads a model and checks that its weights are those its card was written for.
 *
 * @param columns how many outputs the code that uses it expects; undefined for as many as the card says
 * @throws ModelError naming the file
 */
export async function loadModel<C extends Card>(folder: string, name: string, columns?: number): Promise<Model<C>> {
  const cardFile = `${folder}${name}/model.json`;
  const cardBytes = await bytesOf(cardFile);
  const card = cardOf(cardFile, cardBytes, columns ?? columnsOf(cardBytes)) as C;
  const file = `${folder}${name}/${card.weights.file}`;
  const bytes = await bytesOf(file);
  const expected = card.table.columns << card.table.bits;
  if (bytes.byteLength !== expected) {
    throw new ModelError(file, `it has ${bytes.byteLength} bytes where the card says ${expected}`);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== card.weights.sha256) {
    throw new ModelError(file, 'its sha256 is not the one in the card: the file is damaged or of another version');
  }
  const rows = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { card, name: `${card.name}@${card.version}`, rows };
}

/** As many as the card says; 0 where it says nothing, which `cardOf` then reports. */
function columnsOf(bytes: Buffer): number {
  try {
    return (JSON.parse(bytes.toString('utf8')) as Card).table.columns;
  } catch {
    return 0;
  }
}
