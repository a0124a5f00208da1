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
  const columns = series.map((one) => one.time);
  const most = Math.min(...columns.map((column) => column.length));
  const time = new Float64Array(most);
  const at = columns.map(() => new Int32Array(most));
  const cursors = new Int32Array(columns.length);
  const partial: { time: number; without: readonly string[] }[] = [];
  let shared = 0;
  for (;;) {
    let next = Number.POSITIVE_INFINITY;
    let own = 0;
    for (let k = 0; k < columns.length; k++) {
      const one = cursors[k]! < columns[k]!.length ? columns[k]![cursors[k]!]! : Number.POSITIVE_INFINITY;
      if (one < next) own = 0;
      next = Math.min(next, one);
      if (one === next) own++;
    }
    if (next === Number.POSITIVE_INFINITY) break;
    const isShared = own === columns.length;
    if (!isShared) partial.push({ time: next, without: withoutBar(series, cursors, next) });
    for (let k = 0; k < columns.length; k++) {
      if (columns[k]![cursors[k]!] !== next) continue;
      if (isShared) at[k]![shared] = cursors[k]!;
      cursors[k]!++;
    }
    if (isShared) time[shared++] = next;
  }
  const first = time[0] ?? Number.NaN;
  const last = shared === 0 ? Number.NaN : time[shared - 1]!;
  return {
    time: time.slice(0, shared),
    at: at.map((indices) => indices.slice(0, shared)),
    holes: partial.filter((one) => one.time > first && one.time < last),
  };
}

function withoutBar(series: readonly BarSeries[], cursors: Int32Array, time: number): readonly string[] {
  return series.filter((one, k) => one.time[cursors[k]!] !== time).map(({ symbol }) => symbol);
}
