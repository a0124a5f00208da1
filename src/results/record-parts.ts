import type { BacktestDocument } from "./documents/backtest.ts";
import type { Costs, RunRecord } from "./run-record.ts";

/** All that the run paid, less what it received. */
export function totalCosts({ commission, slippage, borrow, interest }: Costs): number {
  return commission + slippage + borrow + interest;
}

/** The keys of a backtest document that a record decides by itself; `trades` and `fills` count the rows of their CSV files. */
export function recordParts(
  record: RunRecord,
  timeText: (time: number) => string,
): Pick<BacktestDocument, "window" | "warmupBars" | "trades" | "fills" | "costs"> {
  const { market, from, to, costs } = record;
  return {
    window: { from: timeText(market.clock[from]!), to: timeText(market.clock[to - 1]!), bars: to - from },
    warmupBars: record.warmupBars,
    trades: record.trades.length,
    fills: record.fills.length,
    costs: { ...costs, total: totalCosts(costs) },
  };
}
