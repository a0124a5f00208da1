import type { Market } from "#domain/market";

/** The close first: closes-only prices have one column for all four. */
const COLUMNS = ["close", "open", "high", "low", "volume", "time"] as const;

/** A price that is not what it was. */
export interface PriceChange {
  readonly symbol: string;
  readonly column: (typeof COLUMNS)[number];
  /** Row of the column. */
  readonly bar: number;
  /** Epoch ms UTC of that row, as it was. */
  readonly time: number;
  readonly before: number;
  readonly after: number;
}

interface Kept {
  readonly symbol: string;
  readonly column: (typeof COLUMNS)[number];
  readonly live: Float64Array;
  readonly copy: Float64Array;
}

/**
 * Copies of a market's columns, to tell whether a strategy has written to them. The columns themselves are handed to the
 * strategy, so that nothing in the run is slower for it: a million bars cost some 30 ms in all.
 */
export class PriceWatch {
  readonly #kept: Kept[] = [];

  constructor({ assets }: Market) {
    const seen = new Set<Float64Array>();
    for (const { symbol, series, ...onClock } of assets) {
      for (const bars of [onClock, series]) {
        for (const column of COLUMNS) {
          const live = bars[column];
          // A series may be on the clock as it is, and a clock be that of several assets.
          if (live === null || seen.has(live)) continue;
          seen.add(live);
          this.#kept.push({ symbol, column, live, copy: live.slice() });
        }
      }
    }
  }

  /** The first value that differs from what it was, in the order of the columns; null when all are as they were. */
  firstChange(): PriceChange | null {
    for (const { symbol, column, live, copy } of this.#kept) {
      const bar = firstDifference(live, copy);
      if (bar < 0) continue;
      const time = this.#kept.find((one) => one.column === "time" && one.live.length === live.length)!.copy[bar]!;
      return { symbol, column, bar, time, before: copy[bar]!, after: live[bar]! };
    }
    return null;
  }

  /** Puts back every value as it was. */
  restore(): void {
    for (const { live, copy } of this.#kept) live.set(copy);
  }
}

function firstDifference(a: Float64Array, b: Float64Array): number {
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (x !== y && (x === x || y === y)) return i;
  }
  return -1;
}
