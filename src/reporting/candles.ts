import type { BarColumns } from "#domain/bars";

/** Bars drawn together as candles, columns of length m ≤ n; NaN in all but `time` where a gap stands. */
export interface Candles extends BarColumns {
  /** Bars in a candle; the first after each gap, and the very first, may hold fewer. */
  readonly barsEach: number;
}

const DAY_MS = 86_400_000;
/** No exchange rests longer than this, but for wars. */
const LONGEST_REST_MS = 10 * DAY_MS;
/** And bars that are weeks or months apart have a longer rest of their own. */
const STEPS_OF_A_GAP = 10;
/** Of so many candles one may be a gap; where there are more, none is shown. */
const CANDLES_PER_GAP = 8;

/**
 * Bars (length n ≥ 1) as at most `most` candles (a whole number of at least 1): first open, highest high, lowest low, last
 * close, sum of volumes, the same number of bars in each. The last candle is always whole: where the number does not divide,
 * the first is shorter. A hole of more than ten days, and ten usual steps, is a candle of NaN.
 */
export function candlesOf(bars: BarColumns, most: number): Candles {
  const shown = shownGaps(bars.time, most);
  const edges = [0, ...shown, bars.time.length];
  const runs = edges.slice(1).map((end, i) => ({ from: edges[i]!, end }));
  let barsEach = Math.ceil(bars.time.length / most);
  const count = () => runs.reduce((sum, { from, end }) => sum + Math.ceil((end - from) / barsEach), shown.length);
  while (count() > most) barsEach++;
  const out = emptyCandles(count(), bars.volume !== null);
  let at = 0;
  for (const { from, end } of runs) {
    if (from > 0) out.time[at++] = bars.time[from - 1]! + 1;
    const inFirst = (end - from) % barsEach || barsEach;
    for (let start = from, next = from + inFirst; start < end; start = next, next += barsEach) {
      join(bars, start, next, out, at++);
    }
  }
  return { ...out, barsEach };
}

/** A line with room for its gaps. */
export interface LineWithHoles {
  readonly time: Float64Array;
  readonly values: Float64Array;
}

/**
 * Values (length n) with as many NaN in each hole (of `candlesOf`) as are drawn on one of `most` columns: a line over them is
 * broken there.
 */
export function lineWithHoles(time: Float64Array, values: Float64Array, most: number): LineWithHoles {
  const gaps = shownGaps(time, most);
  if (gaps.length === 0) return { time, values };
  const wide = Math.ceil(time.length / most);
  const length = time.length + gaps.length * wide;
  const out = { time: new Float64Array(length), values: new Float64Array(length).fill(Number.NaN) };
  let from = 0;
  for (const [k, end] of [...gaps, time.length].entries()) {
    const at = from + k * wide;
    // A hole has the time of the bar before it.
    if (k > 0) out.time.fill(time[from - 1]!, at - wide, at);
    out.time.set(time.subarray(from, end), at);
    out.values.set(values.subarray(from, end), at);
    from = end;
  }
  return out;
}

/** The gaps, unless there are more than can be shown. */
function shownGaps(time: Float64Array, most: number): readonly number[] {
  const gaps = gapsIn(time);
  return gaps.length * CANDLES_PER_GAP <= most ? gaps : [];
}

/** The bars before which there is a gap. */
function gapsIn(time: Float64Array): number[] {
  const n = time.length;
  const step = n > 1 ? (time[n - 1]! - time[0]!) / (n - 1) : 0;
  const least = Math.max(LONGEST_REST_MS, STEPS_OF_A_GAP * step);
  const gaps: number[] = [];
  for (let i = 1; i < n; i++) if (time[i]! - time[i - 1]! > least) gaps.push(i);
  return gaps;
}

function emptyCandles(length: number, hasVolume: boolean): BarColumns {
  const column = () => new Float64Array(length).fill(Number.NaN);
  const volume = hasVolume ? column() : null;
  return { time: column(), open: column(), high: column(), low: column(), close: column(), volume };
}

/** The bars [from, to) as candle `at`; of prices that are missing (NaN) nothing is taken. */
function join(bars: BarColumns, from: number, to: number, out: BarColumns, at: number): void {
  let [open, high, low, close, volume] = [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN];
  for (let i = from; i < to; i++) {
    if (Number.isNaN(open)) open = bars.open[i]!;
    if (!(bars.high[i]! <= high)) high = Number.isNaN(bars.high[i]!) ? high : bars.high[i]!;
    if (!(bars.low[i]! >= low)) low = Number.isNaN(bars.low[i]!) ? low : bars.low[i]!;
    if (!Number.isNaN(bars.close[i]!)) close = bars.close[i]!;
    const traded = bars.volume?.[i] ?? Number.NaN;
    if (!Number.isNaN(traded)) volume = Number.isNaN(volume) ? traded : volume + traded;
  }
  out.time[at] = bars.time[from]!;
  out.open[at] = open;
  out.high[at] = high;
  out.low[at] = low;
  out.close[at] = close;
  if (out.volume !== null) out.volume[at] = volume;
}
