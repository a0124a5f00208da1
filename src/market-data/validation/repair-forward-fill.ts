import { firstFault } from "./bar-faults.ts";
import type { Draft } from "./draft.ts";
import type { Mended } from "./mended.ts";

/**
 * Fills prices that are missing, and times of `expected` that have no bar, from the last close before them; a bar that is
 * made so has volume 0. Nothing is filled before the first bar that has a close, nor after the last.
 * @param expected times at which there should be a bar, increasing; null: not known, then only prices are filled
 */
export function forwardFill(draft: Draft, expected: (times: Float64Array) => Float64Array | null): Mended {
  const prices = fillPrices(draft);
  // Where times are out of order or stand twice, nobody can say where a bar is missing.
  const times = firstFault(prices.draft) === null ? expected(prices.draft.time) : null;
  if (times === null) return prices;
  const bars = fillTimes(prices.draft, times);
  return { draft: bars.draft, times: Float64Array.from([...prices.times, ...bars.times]).sort() };
}

function fillPrices(draft: Draft): Mended {
  const n = draft.time.length;
  const [open, high, low, close] = [draft.open, draft.high, draft.low, draft.close].map((column) => column.slice());
  const volume = draft.volume?.slice() ?? null;
  const adjustedClose = draft.adjustedClose?.slice() ?? null;
  const rows = draft.rows.slice();
  const filled = draft.filled.slice();
  const times: number[] = [];
  let last = -1;
  for (let i = 0; i < n; i++) {
    const isWhole = open![i]! + high![i]! + low![i]! + close![i]! + (adjustedClose?.[i] ?? 0);
    if (isWhole === isWhole || last === -1) {
      if (close![i] === close![i]) last = i;
      continue;
    }
    const before = close![last]!;
    if (close![i] !== close![i]) {
      open![i] = high![i] = low![i] = close![i] = before;
      if (volume !== null) volume[i] = 0;
      if (adjustedClose !== null) adjustedClose[i] = adjustedClose[last]!;
      rows[i] = rows[last]!;
    } else {
      if (open![i] !== open![i]) open![i] = before;
      const top = Math.max(open![i]!, close![i]!);
      const bottom = Math.min(open![i]!, close![i]!);
      if (high![i] !== high![i]) high![i] = low![i]! > top ? low![i]! : top;
      if (low![i] !== low![i]) low![i] = high![i]! < bottom ? high![i]! : bottom;
      if (adjustedClose !== null && adjustedClose[i] !== adjustedClose[i]) {
        adjustedClose[i] = (close![i]! * adjustedClose[last]!) / before;
      }
    }
    filled[i] = 1;
    times.push(draft.time[i]!);
    last = i;
  }
  if (times.length === 0) return { draft, times: new Float64Array() };
  const isOne = draft.open === draft.close;
  const columns = isOne
    ? { open: close!, high: close!, low: close!, close: close! }
    : { open: open!, high: high!, low: low!, close: close! };
  return { draft: { ...draft, ...columns, volume, adjustedClose, rows, filled }, times: Float64Array.from(times) };
}

function fillTimes(draft: Draft, expected: Float64Array): Mended {
  const { time } = draft;
  const missing = missingTimes(time, expected);
  if (missing.length === 0) return { draft, times: missing };
  const n = time.length + missing.length;
  /** For each bar to be: the bar that it is, or, below 0, that it repeats the close of. */
  const from = new Int32Array(n);
  const outTime = new Float64Array(n);
  for (let i = 0, bar = 0, gap = 0; i < n; i++) {
    const isBar = gap === missing.length || (bar < time.length && time[bar]! < missing[gap]!);
    from[i] = isBar ? bar : ~(bar - 1);
    outTime[i] = isBar ? time[bar++]! : missing[gap++]!;
  }
  const spread = (column: Float64Array, atMissing: (before: number) => number) =>
    Float64Array.from(from, (at) => (at >= 0 ? column[at]! : atMissing(~at)));
  const lastClose = (before: number) => draft.close[before]!;
  const close = spread(draft.close, lastClose);
  const price = (column: Float64Array) => (column === draft.close ? close : spread(column, lastClose));
  const { volume, adjustedClose } = draft;
  return {
    draft: {
      time: outTime,
      open: price(draft.open),
      high: price(draft.high),
      low: price(draft.low),
      close,
      volume: volume === null ? null : spread(volume, () => 0),
      adjustedClose: adjustedClose === null ? null : spread(adjustedClose, (before) => adjustedClose[before]!),
      rows: from.map((at) => draft.rows[at >= 0 ? at : ~at]!),
      filled: Uint8Array.from(from, (at) => (at >= 0 ? draft.filled[at]! : 1)),
    },
    times: missing,
  };
}

/** The expected times between the first bar and the last at which there is none. Both columns increase. */
function missingTimes(time: Float64Array, expected: Float64Array): Float64Array {
  const missing: number[] = [];
  let bar = 0;
  for (let k = 0; k < expected.length; k++) {
    while (bar < time.length && time[bar]! < expected[k]!) bar++;
    if (bar > 0 && bar < time.length && time[bar] !== expected[k]) missing.push(expected[k]!);
  }
  return Float64Array.from(missing);
}
