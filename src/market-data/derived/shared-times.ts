import type { BarSeries } from "#domain/bars";

/** The times at which every series has a bar, and where each has them. */
export interface SharedTimes {
  readonly time: Float64Array;
  /** One per series: for each shared time the index of its bar. */
  readonly at: readonly Int32Array[];
  /** Times between the first and the last shared one at which some series have a bar and others have none, increasing. */
  readonly holes: readonly { readonly time: number; readonly without: readonly string[] }[];
}

/** Puts series on the times that all of them have. */
export function sharedTimes(series: readonly BarSeries[]): SharedTimes {
  const cursors = new Int32Array(series.length);
  const time: number[] = [];
  const at = series.map((): number[] => []);
  const partial: { time: number; without: readonly string[] }[] = [];
  for (;;) {
    let next = Number.POSITIVE_INFINITY;
    for (const [k, one] of series.entries()) next = Math.min(next, one.time[cursors[k]!] ?? next);
    if (next === Number.POSITIVE_INFINITY) break;
    const without = series.filter((one, k) => one.time[cursors[k]!] !== next).map(({ symbol }) => symbol);
    for (const [k, one] of series.entries()) {
      if (one.time[cursors[k]!] !== next) continue;
      if (without.length === 0) at[k]!.push(cursors[k]!);
      cursors[k]!++;
    }
    if (without.length === 0) time.push(next);
    else partial.push({ time: next, without });
  }
  const first = time[0] ?? Number.NaN;
  const last = time.at(-1) ?? Number.NaN;
  return {
    time: Float64Array.from(time),
    at: at.map((indices) => Int32Array.from(indices)),
    holes: partial.filter((one) => one.time > first && one.time < last),
  };
}
