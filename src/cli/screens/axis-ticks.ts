import { levelOf, type Scale } from "./braille.ts";

const STEPS = [1, 2, 5] as const;
/** Below this share of its size a range is rounding. */
const ROUNDING = 1e-9;

/** Between which values lines are drawn: all that are finite. Null where none is. */
export function rangeOf(lines: readonly Float64Array[]): Scale | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of lines) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return null;
  return high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high)) ? { low, high: low } : { low, high };
}

/** Round values inside a scale, at most one on a row, and not one on every row of a tall chart. */
export function roundTicks(scale: Scale, rows: number): readonly number[] {
  const { low, high, isLog = false } = scale;
  if (high === low) return [low];
  const most = Math.max(3, Math.ceil(rows / 2));
  const start = Math.floor(Math.log10((high - low) / rows)) - 1;
  const candidates = isLog ? LOG_LADDERS.map((ladder) => ladderTicks(low, high, ladder)) : [];
  for (let power = start; !isLog && power < start + 5; power++)
    for (const digit of STEPS) candidates.push(evenTicks(low, high, digit, power));
  return candidates.find((ticks) => ticks.length <= most && isApart(ticks, scale, rows)) ?? [];
}

/** Multiples of digit × 10^power, each rounded once, so that no step is a sum of errors. */
function evenTicks(low: number, high: number, digit: number, power: number): number[] {
  const unit = (k: number) => (power < 0 ? (k * digit) / 10 ** -power : k * digit * 10 ** power);
  const first = Math.ceil(low / unit(1));
  const last = Math.floor(high / unit(1));
  if (!(last - first < 100)) return Array.from({ length: 100 }, () => low);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => unit(first + k) + 0);
}

/** Digits of each power of ten, and then only every so many powers. */
const LOG_LADDERS = [
  { digits: [1, 2, 5], every: 1 },
  { digits: [1], every: 1 },
  { digits: [1], every: 2 },
  { digits: [1], every: 3 },
  { digits: [1], every: 6 },
  { digits: [1], every: 12 },
  { digits: [1], every: 48 },
] as const;

function ladderTicks(low: number, high: number, { digits, every }: (typeof LOG_LADDERS)[number]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (power % every !== 0) continue;
    for (const digit of digits) {
      const tick = power < 0 ? digit / 10 ** -power : digit * 10 ** power;
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}

function isApart(ticks: readonly number[], scale: Scale, rows: number): boolean {
  const at = ticks.map((tick) => levelOf(tick, scale, rows * 4) >> 2);
  return at.every((row, i) => i === 0 || row !== at[i - 1]);
}
