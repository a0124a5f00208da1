import { slippageOf } from "#domain/fill";
import type { OrderRecord } from "#domain/order";
import { excursions } from "./excursions.ts";
import { reasonOf } from "./order-reason.ts";
import type { RunRecord } from "./run-record.ts";
import { numbers, type Table, type TimeColumn, texts, times } from "./table.ts";

/** equity.csv: one row for each measured close. `drawdown` is the positive depth below the highest close so far. */
export function equityTable(record: RunRecord): Table {
  const { from, to, equity, cash, grossExposure } = record;
  return {
    length: to - from,
    columns: [
      measuredTimes(record),
      numbers("equity", equity.subarray(from, to)),
      numbers("cash", cash.subarray(from, to)),
      numbers("grossExposure", grossExposure.subarray(from, to)),
      numbers("drawdown", drawdowns(equity.subarray(from, to), record.statistics.startingCash)),
    ],
  };
}

/**
 * Depth below the running peak, which starts at the starting cash, as positive fractions; length n, 0 at a peak.
 *
 * @param equity length n, without NaN
 */
export function drawdowns(equity: Float64Array, startingCash: number): Float64Array {
  const out = new Float64Array(equity.length);
  let peak = startingCash;
  for (let i = 0; i < equity.length; i++) {
    if (equity[i]! > peak) peak = equity[i]!;
    out[i] = 1 - equity[i]! / peak;
  }
  return out;
}

/**
 * trades.csv: closed round trips. `mae` and `mfe` are the worst and the best move of the price against the entry price
 * while the trade was held, as signed fractions in the trade's favour.
 */
export function tradesTable(record: RunRecord): Table {
  const { market, trades, orders } = record;
  const { length, quantity, entryBar, exitBar } = trades;
  const { worst, best } = excursions(record);
  return {
    length,
    columns: [
      texts("symbol", (i) => market.assets[trades.asset[i]!]!.symbol),
      texts("side", (i) => (quantity[i]! < 0 ? "short" : "long")),
      numbers("quantity", (i) => Math.abs(quantity[i]!)),
      times("entryTime", (i) => market.clock[entryBar[i]!]!),
      numbers("entryPrice", trades.entryPrice),
      times("exitTime", (i) => market.clock[exitBar[i]!]!),
      numbers("exitPrice", trades.exitPrice),
      numbers("pnl", trades.pnl),
      numbers("return", trades.return),
      numbers("bars", (i) => exitBar[i]! - entryBar[i]!),
      numbers("commission", trades.commission),
      numbers("slippage", trades.slippage),
      numbers("mae", worst),
      numbers("mfe", best),
      texts("tag", (i) => orders[trades.entryOrder[i]!]?.tag ?? ""),
      texts("exitReason", (i) => reasonOf(record, trades.exitOrder[i]!, exitBar[i]!)),
    ],
  };
}

/** fills.csv: every execution, in the order in which they happened. */
export function fillsTable(record: RunRecord): Table {
  const { market, fills, orders } = record;
  const { length, quantity, bar, order } = fills;
  return {
    length,
    columns: [
      times("time", (i) => market.clock[bar[i]!]!),
      texts("symbol", (i) => market.assets[fills.asset[i]!]!.symbol),
      texts("side", (i) => (quantity[i]! < 0 ? "sell" : "buy")),
      numbers("quantity", (i) => Math.abs(quantity[i]!)),
      numbers("price", fills.price),
      numbers("reference", fills.reference),
      numbers("commission", fills.commission),
      numbers("slippage", (i) => slippageOf(fills, i)),
      texts("order", (i) => orders[order[i]!]?.id ?? ""),
      texts("reason", (i) => reasonOf(record, order[i]!, bar[i]!)),
    ],
  };
}

/** orders.csv: every order and what became of it. `quantity` is empty where the size was a share of equity. */
export function ordersTable(record: RunRecord): Table {
  const { orders, market } = record;
  const text = (name: string, of: (order: OrderRecord) => string) => texts(name, (i) => of(orders[i]!));
  const number = (name: string, of: (order: OrderRecord) => number | null) =>
    numbers(name, (i) => of(orders[i]!) ?? Number.NaN);
  return {
    length: orders.length,
    columns: [
      text("order", ({ id }) => id),
      times("time", (i) => market.clock[orders[i]!.placedAt]!),
      text("symbol", ({ symbol }) => symbol),
      text("side", ({ side }) => side),
      text("type", ({ type }) => type),
      number("quantity", ({ quantity }) => quantity),
      number("limit", ({ limit }) => limit),
      number("stop", ({ stop }) => stop),
      text("timeInForce", ({ timeInForce }) => timeInForce),
      text("state", ({ state }) => state),
      text("reason", ({ reason }) => reason),
      number("filled", ({ filled }) => filled),
    ],
  };
}

/**
 * benchmark.csv: what the starting cash would be worth in the benchmark at each measured close.
 *
 * @param held of the measured bars' length
 */
export function benchmarkTable(record: RunRecord, held: Float64Array): Table {
  return { length: held.length, columns: [measuredTimes(record), numbers("equity", held)] };
}

/** records.csv: what the strategy recorded at each measured close; empty where it recorded nothing. */
export function recordsTable(record: RunRecord): Table {
  const { records, from, to } = record;
  const recorded = Array.from(records, ([name, values]) => numbers(name, values.subarray(from, to)));
  return { length: to - from, columns: [measuredTimes(record), ...recorded] };
}

function measuredTimes({ market, from, to }: RunRecord): TimeColumn {
  return times("time", market.clock.subarray(from, to));
}
