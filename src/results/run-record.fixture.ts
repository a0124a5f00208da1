import type { BarSeries, Timeframe } from "#domain/bars";
import { FILL_MOMENTS, type FillColumns, type FillMoment } from "#domain/fill";
import { marketOf } from "#domain/market";
import type { OrderRecord } from "#domain/order";
import type { TradeColumns } from "#domain/trade";
import type { RunRecord } from "./run-record.ts";

/* Runs written by hand, for tests of what is computed from a run. */

export interface FixtureTrade {
  readonly quantity: number;
  readonly entryBar: number;
  readonly exitBar: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly pnl?: number;
  readonly entryOrder?: number;
  readonly exitOrder?: number;
}

export interface FixtureFill {
  readonly bar: number;
  readonly quantity: number;
  readonly price: number;
  readonly reference?: number;
  readonly commission?: number;
  readonly order?: number;
  readonly moment?: FillMoment;
}

export interface FixtureRun {
  /** Equity at the measured closes. */
  readonly equity: readonly number[];
  readonly startingCash?: number;
  /** Bars before the first measured one. */
  readonly before?: number;
  /** Bars after the last measured one (a run that ended in ruin). */
  readonly after?: number;
  /** Epoch ms of every bar; weekdays from 2013-01-01 on when left out. */
  readonly times?: readonly number[];
  readonly bars?: Partial<Record<"open" | "high" | "low" | "close", readonly number[]>>;
  readonly series?: Partial<BarSeries>;
  readonly timeframe?: Timeframe;
  readonly trades?: readonly FixtureTrade[];
  readonly fills?: readonly FixtureFill[];
  readonly orders?: readonly Partial<OrderRecord>[];
  readonly record?: Partial<RunRecord>;
}

export function runFixture(run: FixtureRun): RunRecord {
  const { before = 0, after = 0, startingCash = 100 } = run;
  const from = before;
  const to = from + run.equity.length;
  const length = to + after;
  const equity = new Float64Array(length).fill(Number.NaN);
  equity.fill(startingCash, 0, from);
  equity.set(run.equity, from);
  const trades = tradeColumns(run.trades ?? []);
  return {
    market: marketOf([seriesOf(run, length)]),
    from,
    to,
    warmupBars: before,
    equity,
    cash: equity.slice(),
    grossExposure: new Float64Array(length),
    statistics: gather(run.equity, startingCash, trades.length),
    costs: { commission: 0, slippage: 0, borrow: 0, interest: 0, dividends: 0 },
    splits: [],
    bySymbol: [],
    fills: fillColumns(run.fills ?? []),
    trades,
    orders: (run.orders ?? []).map((order, i) => ({ ...ORDER, id: `o${i + 1}`, ...order })),
    records: new Map(),
    ambiguous: 0,
    decided: 0,
    uncertain: 0,
    legsOff: { groups: 0, worst: 0, bar: -1 },
    risk: [],
    ruined: false,
    ...run.record,
  };
}

const ORDER: OrderRecord = {
  id: "o1",
  placedAt: 0,
  createdAt: 0,
  symbol: "TEST",
  side: "buy",
  type: "market",
  quantity: null,
  limit: null,
  stop: null,
  timeInForce: "gtc",
  state: "filled",
  reason: "",
  filled: 0,
  tag: "",
  endedAt: 0,
  notes: null,
};

/** What the core would have gathered, in the order in which it adds. */
function gather(points: readonly number[], startingCash: number, closings: number): RunRecord["statistics"] {
  let last = startingCash;
  let peak = startingCash;
  let sumOfReturns = 0;
  let sumOfSquaredReturns = 0;
  let maxDrawdown = 0;
  for (const now of points) {
    const change = now / last - 1;
    sumOfReturns += change;
    sumOfSquaredReturns += change * change;
    peak = Math.max(peak, now);
    maxDrawdown = Math.max(maxDrawdown, 1 - now / peak);
    last = now;
  }
  const bars = points.length;
  return {
    startingCash,
    finalEquity: last,
    bars,
    sumOfReturns,
    sumOfSquaredReturns,
    maxDrawdown,
    barsHeld: bars,
    openings: closings,
    closings,
  };
}

function seriesOf(run: FixtureRun, length: number): BarSeries {
  const closes = run.bars?.close ?? Array.from({ length }, (_, i) => 100 + i);
  const column = (name: "open" | "high" | "low") => Float64Array.from(run.bars?.[name] ?? closes);
  return {
    symbol: "TEST",
    timeframe: run.timeframe ?? "1d",
    source: "test.csv",
    adjusted: false,
    closeOnly: false,
    synthetic: false,
    time: Float64Array.from(run.times ?? weekdays(length)),
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: Float64Array.from(closes),
    volume: null,
    ...run.series,
  };
}

/** Midnights UTC of weekdays from Tuesday, 2013-01-01 on. */
export function weekdays(count: number): number[] {
  const out: number[] = [];
  for (let day = Date.UTC(2013, 0, 1) / 86_400_000; out.length < count; day++) {
    const weekday = (day + 4) % 7;
    if (weekday !== 0 && weekday !== 6) out.push(day * 86_400_000);
  }
  return out;
}

function tradeColumns(trades: readonly FixtureTrade[]): TradeColumns {
  const pnl = trades.map((t) => t.pnl ?? t.quantity * (t.exitPrice - t.entryPrice));
  return {
    length: trades.length,
    asset: new Int32Array(trades.length),
    quantity: Float64Array.from(trades, (t) => t.quantity),
    entryBar: Int32Array.from(trades, (t) => t.entryBar),
    exitBar: Int32Array.from(trades, (t) => t.exitBar),
    entryPrice: Float64Array.from(trades, (t) => t.entryPrice),
    exitPrice: Float64Array.from(trades, (t) => t.exitPrice),
    pnl: Float64Array.from(pnl),
    return: Float64Array.from(trades, (t, i) => pnl[i]! / (t.entryPrice * Math.abs(t.quantity))),
    commission: new Float64Array(trades.length),
    slippage: new Float64Array(trades.length),
    entryOrder: Int32Array.from(trades, (t) => t.entryOrder ?? -1),
    exitOrder: Int32Array.from(trades, (t) => t.exitOrder ?? -1),
  };
}

function fillColumns(fills: readonly FixtureFill[]): FillColumns {
  return {
    length: fills.length,
    bar: Int32Array.from(fills, (f) => f.bar),
    asset: new Int32Array(fills.length),
    quantity: Float64Array.from(fills, (f) => f.quantity),
    price: Float64Array.from(fills, (f) => f.price),
    reference: Float64Array.from(fills, (f) => f.reference ?? f.price),
    commission: Float64Array.from(fills, (f) => f.commission ?? 0),
    order: Int32Array.from(fills, (f) => f.order ?? -1),
    moment: Uint8Array.from(fills, (f) => FILL_MOMENTS.indexOf(f.moment ?? "open")),
  };
}
