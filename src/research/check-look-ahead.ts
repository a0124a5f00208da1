import { DataError } from "#base/errors";
import { firstAtOrAfter, sliceSeries } from "#domain/bars";
import { type Market, marketOf } from "#domain/market";
import type { OrderRecord } from "#domain/order";
import { Runner, type RunnerSetup } from "#engine/runner";
import { signalColumns } from "#engine/signal-columns";
import type { ParameterValues } from "#strategy/resolve-parameters";

/** A value that was another one while the bars after it were hidden. */
export interface FutureValue {
  /** The prepared column, "target", or "orders". */
  readonly signal: string;
  /** Clock index of the value, and of the last bar that was shown. */
  readonly bar: number;
  readonly cut: number;
  readonly symbol: string | null;
  readonly seen: string;
  readonly hidden: string;
}

export interface LookAheadReport {
  /** How many times the future was hidden. */
  readonly cuts: number;
  readonly signals: readonly string[];
  /** One for each signal that knew the future: the first value that differs. */
  readonly found: readonly FutureValue[];
}

const MOST_CUTS = 24;
/** The same computation on fewer bars may sum in another order; more than this is not rounding. */
const TOLERANCE = 1e-9;

/**
 * Runs the strategy again and again with the bars after some bar hidden, and compares what it prepared and ordered up to
 * there with the run that saw all of them: whatever differs knew the future. Hides after bars on which it placed orders,
 * and after others evenly between.
 *
 * @param orders of the whole run, with the clock's indices of `setup.market`
 */
export function checkLookAhead(
  setup: RunnerSetup,
  params: ParameterValues,
  from: number,
  orders: readonly OrderRecord[],
): LookAheadReport {
  const whole = signalColumns(setup.strategy, setup.market, params);
  const cuts = cutsOf(setup.market, from, orders);
  const found = new Map<string, FutureValue>();
  for (const cut of cuts) {
    const market = marketUpTo(setup.market, cut);
    for (const [signal, column] of signalColumns(setup.strategy, market, params)) {
      if (found.has(signal)) continue;
      const bar = firstDifference(whole.get(signal), column);
      if (bar < 0) continue;
      const symbol = setup.market.assets.length === 1 ? setup.market.assets[0]!.symbol : null;
      const seen = String(whole.get(signal)?.[bar] ?? "nothing");
      found.set(signal, { signal, bar, cut, symbol, seen, hidden: String(column[bar]) });
    }
    if (!found.has("orders")) {
      const other = differentOrder(setup, params, market, cut, orders);
      if (other !== null) found.set("orders", other);
    }
  }
  return { cuts: cuts.length, signals: [...whole.keys(), "orders"], found: [...found.values()] };
}

/** The market as it was known after the close of `cut`. */
export function marketUpTo({ clock, assets, asked }: Market, cut: number): Market {
  return marketOf(
    asked.map((index) => {
      const { series } = assets[index]!;
      const to = cut + 1 < clock.length ? firstAtOrAfter(series.time, clock[cut + 1]!) : series.time.length;
      return { ...sliceSeries(series, 0, to), goesOn: to < series.time.length };
    }),
  );
}

/** Bars after which the future is hidden: half of them bars with orders, the others spread evenly. */
function cutsOf({ clock, assets }: Market, from: number, orders: readonly OrderRecord[]): readonly number[] {
  const last = clock.length - 2;
  const first = Math.max(from, ...assets.map(({ series }) => firstAtOrAfter(clock, series.time[0]!)));
  if (last < first) return [];
  const placed = [...new Set(orders.map(({ placedAt }) => placedAt))].filter((bar) => bar >= first && bar <= last);
  const ofOrders = spread(placed.length, MOST_CUTS / 2).map((i) => placed[i]!);
  const others = spread(last - first + 1, MOST_CUTS - ofOrders.length).map((i) => first + i);
  return [...new Set([...ofOrders, ...others])].sort((a, b) => a - b);
}

/** At most `most` indices of `count`, the first and the last among them. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

type Column = Float64Array | Uint8Array;

/** The first bar of the shorter column at which the two differ; −1: none does. */
function firstDifference(whole: Column | undefined, part: Column): number {
  for (let bar = 0; bar < part.length; bar++) {
    const a = whole?.[bar] ?? Number.NaN;
    const b = part[bar]!;
    if (a === b || (a !== a && b !== b)) continue;
    if (Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b))) continue;
    return bar;
  }
  return -1;
}

/** The first order placed up to the cut that is another one while the future is hidden. */
function differentOrder(
  setup: RunnerSetup,
  params: ParameterValues,
  market: Market,
  cut: number,
  orders: readonly OrderRecord[],
): FutureValue | null {
  const visible = orders.filter(isPlaced(cut));
  const seen = visible.map(orderText);
  const hidden = ordersOn(market, setup, params).filter(isPlaced(cut));
  const texts = hidden.map(orderText);
  const at = Array.from({ length: Math.max(seen.length, texts.length) }, (_, i) => i).find((i) => seen[i] !== texts[i]);
  if (at === undefined) return null;
  const { placedAt, symbol } = (visible[at] ?? hidden[at])!;
  return {
    signal: "orders",
    bar: placedAt,
    cut,
    symbol,
    seen: seen[at] ?? "no order",
    hidden: texts[at] ?? "no order",
  };
}

/** What is ordered on these bars: nothing where a column is not defined on any of them. */
function ordersOn(market: Market, setup: RunnerSetup, params: ParameterValues): readonly OrderRecord[] {
  // What is closed because the bars end is no decision, and the whole run has not ended there.
  const profile = { ...setup.profile, lastBar: "stayOpen" } as const;
  const runner = new Runner({ ...setup, profile, market, keep: "all" });
  try {
    runner.run(params);
  } catch (error) {
    if (error instanceof DataError && error.code === "too-few-bars") return [];
    throw error;
  }
  return runner.record().orders;
}

/** Children come to life by fills, which are not what the strategy decides. */
function isPlaced(cut: number): (order: OrderRecord) => boolean {
  return ({ placedAt, id }) => placedAt <= cut && !id.includes("/");
}

function orderText({ placedAt, symbol, side, type, quantity, limit, stop }: OrderRecord): string {
  const levels = [limit === null ? "" : ` limit ${shown(limit)}`, stop === null ? "" : ` stop ${shown(stop)}`].join("");
  return `bar ${placedAt}: ${side} ${quantity === null ? "" : `${shown(quantity)} `}${symbol} ${type}${levels}`;
}

/** To the digits that rounding leaves alone. */
function shown(value: number): string {
  return String(Number(value.toPrecision(9)));
}
