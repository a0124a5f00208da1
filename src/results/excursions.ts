import type { BarColumns } from "#domain/bars";
import { FILL_MOMENTS } from "#domain/fill";
import type { BookedSplit, RunRecord } from "./run-record.ts";

const INSIDE = FILL_MOMENTS.indexOf("inside");
const CLOSE = FILL_MOMENTS.indexOf("close");

/**
 * The worst and the best move of the price against each trade's entry price while the trade was held, as signed
 * fractions in the trade's favour (worst ≤ 0 ≤ best); length n, one for each trade.
 *
 * Only prices that were certainly seen while holding count: of the exit bar nothing but the exit when it was at the
 * open, no high and low when the exit was inside the bar; of the entry bar only its close when the entry was there.
 * Bars that the asset has not (NaN) are passed over.
 */
export function excursions(record: RunRecord): { readonly worst: Float64Array; readonly best: Float64Array } {
  const { trades, market } = record;
  const momentOf = fillMoments(record);
  const worst = new Float64Array(trades.length);
  const best = new Float64Array(trades.length);
  for (let i = 0; i < trades.length; i++) {
    const first = trades.entryBar[i]!;
    const last = trades.exitBar[i]!;
    const asset = trades.asset[i]!;
    const held = {
      first,
      last,
      entry: momentOf(trades.entryOrder[i]!, first, asset),
      exit: momentOf(trades.exitOrder[i]!, last, asset),
    };
    const entry = trades.entryPrice[i]!;
    const exit = trades.exitPrice[i]!;
    const splits = record.splits.filter((split) => split.asset === asset && split.bar > first && split.bar <= last);
    const bars =
      splits.length === 0 ? market.assets[asset]! : inUnitsBefore(splits, market.assets[asset]!, first, last);
    const [low, high] = rangeWhileHeld(bars, held, Math.min(entry, exit), Math.max(entry, exit));
    const short = trades.quantity[i]! < 0;
    worst[i] = short ? 1 - high / entry : low / entry - 1;
    best[i] = short ? 1 - low / entry : high / entry - 1;
  }
  return { worst, best };
}

/** The bars of a trade in the units in which it was entered: after a split of 2, two of the new ones are one of those. */
function inUnitsBefore(
  splits: readonly BookedSplit[],
  { open, high, low }: BarColumns,
  first: number,
  last: number,
): Ranges {
  const scaled = (column: Float64Array) => {
    const out = column.slice();
    let units = 1;
    let next = 0;
    for (let t = first; t <= last; t++) {
      for (; next < splits.length && splits[next]!.bar === t; next++) units *= splits[next]!.ratio;
      out[t]! *= units;
    }
    return out;
  };
  return { open: scaled(open), high: scaled(high), low: scaled(low) };
}

type Ranges = Pick<BarColumns, "open" | "high" | "low">;

interface Held {
  readonly first: number;
  readonly last: number;
  /** Indices in FILL_MOMENTS. */
  readonly entry: number;
  readonly exit: number;
}

function rangeWhileHeld(bars: Ranges, held: Held, from: number, to: number): readonly [number, number] {
  let low = from;
  let high = to;
  // Bars seen whole: comparisons with NaN are false, which passes over missing bars.
  const first = held.entry === CLOSE ? held.first + 1 : held.first;
  const last = held.exit === CLOSE ? held.last : held.last - 1;
  for (let t = first; t <= last; t++) {
    if (bars.low[t]! < low) low = bars.low[t]!;
    if (bars.high[t]! > high) high = bars.high[t]!;
  }
  // An exit inside the bar came after its open, unless the entry was inside the same bar.
  if (held.exit === INSIDE && held.first < held.last) {
    if (bars.open[held.last]! < low) low = bars.open[held.last]!;
    if (bars.open[held.last]! > high) high = bars.open[held.last]!;
  }
  return [low, high];
}

/** When in its bar the last fill of an order was, or the fill that the engine booked by itself in that bar. */
function fillMoments({ fills, orders }: RunRecord): (order: number, bar: number, asset: number) => number {
  const byOrder = new Int8Array(orders.length).fill(CLOSE);
  const byEngine = new Map<string, number>();
  for (let i = 0; i < fills.length; i++) {
    const order = fills.order[i]!;
    if (order >= 0) byOrder[order] = fills.moment[i]!;
    else byEngine.set(`${fills.bar[i]} ${fills.asset[i]}`, fills.moment[i]!);
  }
  return (order, bar, asset) => (order >= 0 ? byOrder[order]! : (byEngine.get(`${bar} ${asset}`) ?? CLOSE));
}
