import { slippageOf } from "#domain/fill";
import type { Column, Table } from "./csv-text.ts";
import { excursions } from "./excursions.ts";
import { reasonOf } from "./order-reason.ts";
import type { RunRecord } from "./run-record.ts";

/** A clock time as documents carry it: the session date of a daily bar, else ISO 8601 in UTC. */
export type TimeText = (time: number) => string;

/** equity.csv: one row for each measured close. `drawdown` is the positive depth below the highest close so far. */
export function equityTable(record: RunRecord, timeText: TimeText): Table {
  const { from, to, equity, cash, grossExposure } = record;
  return {
    length: to - from,
    columns: [
      { name: "time", values: times(record, timeText) },
      { name: "equity", values: equity.subarray(from, to) },
      { name: "cash", values: cash.subarray(from, to) },
      { name: "grossExposure", values: grossExposure.subarray(from, to) },
      { name: "drawdown", values: drawdowns(equity.subarray(from, to), record.statistics.startingCash) },
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
export function tradesTable(record: RunRecord, timeText: TimeText): Table {
  const { market, trades, orders } = record;
  const at = rows(trades.length);
  const { worst, best } = excursions(record);
  const clock = (bar: number) => timeText(market.clock[bar]!);
  return {
    length: trades.length,
    columns: [
      { name: "symbol", values: at.map((i) => market.assets[trades.asset[i]!]!.symbol) },
      { name: "side", values: at.map((i) => (trades.quantity[i]! < 0 ? "short" : "long")) },
      { name: "quantity", values: at.map((i) => Math.abs(trades.quantity[i]!)) },
      { name: "entryTime", values: at.map((i) => clock(trades.entryBar[i]!)) },
      { name: "entryPrice", values: trades.entryPrice },
      { name: "exitTime", values: at.map((i) => clock(trades.exitBar[i]!)) },
      { name: "exitPrice", values: trades.exitPrice },
      { name: "pnl", values: trades.pnl },
      { name: "return", values: trades.return },
      { name: "bars", values: at.map((i) => trades.exitBar[i]! - trades.entryBar[i]!) },
      { name: "commission", values: trades.commission },
      { name: "slippage", values: trades.slippage },
      { name: "mae", values: worst },
      { name: "mfe", values: best },
      { name: "tag", values: at.map((i) => orders[trades.entryOrder[i]!]?.tag ?? "") },
      { name: "exitReason", values: at.map((i) => reasonOf(record, trades.exitOrder[i]!, trades.exitBar[i]!)) },
    ],
  };
}

/** fills.csv: every execution, in the order in which they happened. */
export function fillsTable(record: RunRecord, timeText: TimeText): Table {
  const { market, fills, orders } = record;
  const at = rows(fills.length);
  return {
    length: fills.length,
    columns: [
      { name: "time", values: at.map((i) => timeText(market.clock[fills.bar[i]!]!)) },
      { name: "symbol", values: at.map((i) => market.assets[fills.asset[i]!]!.symbol) },
      { name: "side", values: at.map((i) => (fills.quantity[i]! < 0 ? "sell" : "buy")) },
      { name: "quantity", values: at.map((i) => Math.abs(fills.quantity[i]!)) },
      { name: "price", values: fills.price },
      { name: "reference", values: fills.reference },
      { name: "commission", values: fills.commission },
      { name: "slippage", values: at.map((i) => slippageOf(fills, i)) },
      { name: "order", values: at.map((i) => orders[fills.order[i]!]?.id ?? "") },
      { name: "reason", values: at.map((i) => reasonOf(record, fills.order[i]!, fills.bar[i]!)) },
    ],
  };
}

/** orders.csv: every order and what became of it. `quantity` is empty where the size was a share of equity. */
export function ordersTable(record: RunRecord, timeText: TimeText): Table {
  const { orders, market } = record;
  return {
    length: orders.length,
    columns: [
      { name: "order", values: orders.map((o) => o.id) },
      { name: "time", values: orders.map((o) => timeText(market.clock[o.placedAt]!)) },
      { name: "symbol", values: orders.map((o) => o.symbol) },
      { name: "side", values: orders.map((o) => o.side) },
      { name: "type", values: orders.map((o) => o.type) },
      { name: "quantity", values: orders.map((o) => o.quantity ?? Number.NaN) },
      { name: "limit", values: orders.map((o) => o.limit ?? Number.NaN) },
      { name: "stop", values: orders.map((o) => o.stop ?? Number.NaN) },
      { name: "timeInForce", values: orders.map((o) => o.timeInForce) },
      { name: "state", values: orders.map((o) => o.state) },
      { name: "reason", values: orders.map((o) => o.reason) },
      { name: "filled", values: orders.map((o) => o.filled) },
    ],
  };
}

/**
 * benchmark.csv: what the starting cash would be worth in the benchmark at each measured close.
 *
 * @param held of the measured bars' length
 */
export function benchmarkTable(record: RunRecord, held: Float64Array, timeText: TimeText): Table {
  return {
    length: held.length,
    columns: [
      { name: "time", values: times(record, timeText) },
      { name: "equity", values: held },
    ],
  };
}

/** records.csv: what the strategy recorded at each measured close; empty where it recorded nothing. */
export function recordsTable(record: RunRecord, timeText: TimeText): Table {
  const { records, from, to } = record;
  const recorded: Column[] = Array.from(records, ([name, values]) => ({ name, values: values.subarray(from, to) }));
  return { length: to - from, columns: [{ name: "time", values: times(record, timeText) }, ...recorded] };
}

function times({ market, from, to }: RunRecord, timeText: TimeText): string[] {
  return Array.from(market.clock.subarray(from, to), timeText);
}

function rows(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
