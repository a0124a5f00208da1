/** Dots of a braille cell, by row and column, as bits of its code point (Unicode block U+2800). */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** Between which values a chart is drawn, and whether equal steps are equal factors; `low` is above 0 then. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly isLog?: boolean;
}

/** Where dots are: a row of cells each, the bits of a cell as those of its code point. */
export type Dots = readonly Uint8Array[];

/** A dot on every so many columns of dots, and nothing between them, tells a second line from the first. */
const SPARSE = 3;

/** The level of a value among `height` ones, from 0 at the top; in the middle where the scale has no extent. */
export function levelOf(value: number, { low, high, isLog = false }: Scale, height: number): number {
  const at = isLog ? Math.log : (x: number) => x;
  const share = high > low ? (at(high) - at(value)) / (at(high) - at(low)) : 0.5;
  return Math.min(height - 1, Math.max(0, Math.round(share * (height - 1))));
}

/**
 * A line drawn in braille: `rows` texts of `cells` characters, two dots across and four down in each. Where there are
 * more values than dots, each column of dots spans all the values that fall on it, so that no peak is lost.
 *
 * @param values length n ≥ 1; NaN leaves a hole
 */
export function brailleLine(values: Float64Array, cells: number, rows: number, scale: Scale): string[] {
  return brailleDots(values, cells, rows, scale).map((row) =>
    String.fromCodePoint(...Array.from(row, (bits) => 0x2800 + bits)),
  );
}

/** The dots of the same line. */
export function brailleDots(values: Float64Array, cells: number, rows: number, scale: Scale): Dots {
  const grid = Array.from({ length: rows }, () => new Uint8Array(cells));
  const height = rows * 4;
  let before = Number.NaN;
  for (let x = 0; x < cells * 2; x++) {
    let top = height;
    let bottom = -1;
    const [first, end] = valuesAt(x, cells, values.length);
    for (let i = first; i < end; i++) {
      if (Number.isNaN(values[i]!)) {
        before = Number.NaN;
        continue;
      }
      const level = levelOf(values[i]!, scale, height);
      // The line continues from where the last column left it.
      const [from, to] = i === first && !Number.isNaN(before) ? joined(before, level) : [level, level];
      top = Math.min(top, from, level);
      bottom = Math.max(bottom, to, level);
      before = level;
    }
    for (let y = top; y <= bottom; y++) setDot(grid, x, y);
  }
  return grid;
}

/** A sparse line of single dots, for what stands behind another line; no colour is needed to tell the two apart. */
export function sparseDots(values: Float64Array, cells: number, rows: number, scale: Scale): Dots {
  const grid = Array.from({ length: rows }, () => new Uint8Array(cells));
  for (let x = 0; x < cells * 2; x += SPARSE) {
    const value = values[valuesAt(x, cells, values.length)[0]]!;
    if (!Number.isNaN(value)) setDot(grid, x, levelOf(value, scale, rows * 4));
  }
  return grid;
}

/** The values that fall on a column of dots, from the first up to the end. */
function valuesAt(x: number, cells: number, length: number): [number, number] {
  const first = Math.floor((x * length) / (cells * 2));
  return [first, Math.max(first + 1, Math.floor(((x + 1) * length) / (cells * 2)))];
}

function setDot(grid: readonly Uint8Array[], x: number, y: number): void {
  grid[y >> 2]![x >> 1]! |= DOTS[y & 3]![(x & 1) as 0 | 1];
}

/** From beside the last dot to the next one: a steep step is drawn, a flat one adds no dot. */
function joined(before: number, next: number): [number, number] {
  if (next > before + 1) return [before + 1, next];
  if (next < before - 1) return [next, before - 1];
  return [next, next];
}
