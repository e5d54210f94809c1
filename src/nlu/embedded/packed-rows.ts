/**
 * Sums of rows of int8 weights, three weights added at once in the lanes of one double. A weight plus `offset` is 0 to
 * 255, and the sum of as many as one utterance has n-grams (some 300) is below 2^17, the width of a lane; three lanes
 * are 51 bits of the 53 a double holds exactly.
 */
export interface PackedRows {
  /** Sum of each column, valid until the next call of `sum`. */
  readonly sums: Int32Array;
  /** Adds up the rows chosen by the top bits of the first `count` hashes. */
  sum(hashes: Uint32Array, count: number): void;
}

const lanes = 3;
const lane = 2 ** 17;
const offset = 128;
/** Rows are read so many doubles at a time: that many sums stay in registers. */
const doublesAtATime = 3;

/**
 * Packs the rows of a table once.
 *
 * @param rows 2^bits rows of `columns` weights each
 * @param most the longest list of hashes that is summed up
 */
export function packRows(rows: Int8Array, columns: number, bits: number, most: number): PackedRows {
  const width = Math.ceil(columns / (lanes * doublesAtATime)) * doublesAtATime;
  const packed = pack(rows, columns, width);
  const sums = new Int32Array(width * lanes);
  const places = new Int32Array(most);
  const shift = 32 - bits;

  function sum(hashes: Uint32Array, count: number): void {
    for (let i = 0; i < count; i++) places[i] = ((hashes[i] as number) >>> shift) * width;
    for (let double = 0; double < width; double += doublesAtATime) {
      let first = 0;
      let second = 0;
      let third = 0;
      for (let i = 0; i < count; i++) {
        const at = (places[i] as number) + double;
        first += packed[at] as number;
        second += packed[at + 1] as number;
        third += packed[at + 2] as number;
      }
      unpack(first, count, sums, double * lanes);
      unpack(second, count, sums, (double + 1) * lanes);
      unpack(third, count, sums, (double + 2) * lanes);
    }
  }

  return { sums, sum };
}

/** `width` is how many doubles a packed row takes. */
function pack(rows: Int8Array, columns: number, width: number): Float64Array {
  const packed = new Float64Array((rows.length / columns) * width);
  for (let at = 0, row = 0; row < rows.length; at += width, row += columns)
    for (let column = 0; column < columns; column++) {
      const place = at + Math.floor(column / lanes);
      const weight = (rows[row + column] as number) + offset;
      packed[place] = (packed[place] as number) + weight * lane ** (column % lanes);
    }
  return packed;
}

/** Writes the three sums of a double, without the offsets of `count` weights, from index `at` on. */
function unpack(packed: number, count: number, sums: Int32Array, at: number): void {
  const high = Math.floor(packed / lane ** 2);
  const low = packed - high * lane ** 2;
  const middle = Math.floor(low / lane);
  sums[at] = low - middle * lane - offset * count;
  sums[at + 1] = middle - offset * count;
  sums[at + 2] = high - offset * count;
}
