import type { BacktestDocument } from "./documents/backtest.ts";
import type { Costs, RunRecord, SymbolResult } from "./run-record.ts";

/** All that the run paid, less what it received. */
export function totalCosts({ commission, slippage, borrow, interest, dividends }: Costs): number {
  return commission + slippage + borrow + interest + dividends;
}

/** From the profit at the prices before slippage to what is left: each step as the money it adds. */
export interface GrossToNet {
  readonly gross: number;
  readonly slippage: number;
  readonly commission: number;
  readonly borrow: number;
  readonly interest: number;
  readonly dividends: number;
  readonly net: number;
}

/** Net is what the equity grew by; gross what it would have grown by without costs, on the same fills. */
export function grossToNet({ statistics, costs }: Pick<RunRecord, "statistics" | "costs">): GrossToNet {
  const net = statistics.finalEquity - statistics.startingCash;
  const { slippage, commission, borrow, interest, dividends } = costs;
  return {
    gross: net + totalCosts(costs),
    slippage: 0 - slippage,
    commission: 0 - commission,
    borrow: 0 - borrow,
    interest: 0 - interest,
    dividends: 0 - dividends,
    net,
  };
}

/** The keys of a backtest document that a record decides by itself; `trades` and `fills` count the rows of their CSV files. */
export function recordParts(
  record: RunRecord,
  timeText: (time: number) => string,
): Pick<BacktestDocument, "window" | "warmupBars" | "trades" | "fills" | "costs" | "grossToNet" | "risk"> {
  const { market, from, to, costs, bySymbol } = record;
  return {
    window: { from: timeText(market.clock[from]!), to: timeText(market.clock[to - 1]!), bars: to - from },
    warmupBars: record.warmupBars,
    trades: record.trades.length,
    fills: record.fills.length,
    ...(record.risk.length > 0 && { risk: record.risk.map((count) => ({ ...count })) }),
    costs: { ...costs, total: totalCosts(costs), bySymbol: bySymbol.map(symbolCosts) },
    grossToNet: grossToNet(record),
  };
}

function symbolCosts({ symbol, commission, slippage, borrow, dividends, gross, net }: SymbolResult) {
  const total = commission + slippage + borrow + dividends;
  return { symbol, commission, slippage, borrow, dividends, total, gross, net };
}
