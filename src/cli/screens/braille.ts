/** Dots of a braille cell, by row and column, as bits of its code point (Unicode block U+2800). */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export interface Scale {
  readonly low: number;
  readonly high: number;
}

/**
 * A line drawn in braille: `rows` texts of `cells` characters, two dots across and four down in each. Where there are
 * more values than dots, each column of dots spans all the values that fall on it, so that no peak is lost.
 *
 * @param values finite numbers, length n ≥ 1
 */
export function brailleLine(values: Float64Array, cells: number, rows: number, { low, high }: Scale): string[] {
  const width = cells * 2;
  const height = rows * 4;
  const grid = Array.from({ length: rows }, () => new Uint8Array(cells));
  const levelOf = (value: number) => {
    const share = high > low ? (high - value) / (high - low) : 0.5;
    return Math.min(height - 1, Math.max(0, Math.round(share * (height - 1))));
  };
  let before = levelOf(values[0]!);
  for (let x = 0; x < width; x++) {
    const first = Math.floor((x * values.length) / width);
    const end = Math.max(first + 1, Math.floor(((x + 1) * values.length) / width));
    let top = before;
    let bottom = before;
    for (let i = first; i < end; i++) {
      const level = levelOf(values[i]!);
      // The line continues from where the last column left it.
      if (i === first) [top, bottom] = joined(before, level);
      if (level < top) top = level;
      if (level > bottom) bottom = level;
      before = level;
    }
    for (let y = top; y <= bottom; y++) grid[y >> 2]![x >> 1]! |= DOTS[y & 3]![(x & 1) as 0 | 1];
  }
  return grid.map((row) => String.fromCodePoint(...Array.from(row, (bits) => 0x2800 + bits)));
}

/** From beside the last dot to the next one: a steep step is drawn, a flat one adds no dot. */
function joined(before: number, next: number): [number, number] {
  if (next > before + 1) return [before + 1, next];
  if (next < before - 1) return [next, before - 1];
  return [next, next];
}
