import type { PortfolioColumns } from "#domain/rebalance";
import { assetLedgers } from "./asset-ledgers.ts";
import type { BacktestDocument } from "./documents/backtest.ts";
import type { RunRecord } from "./run-record.ts";

/** The keys of a backtest document that only a portfolio has; none of another run. */
export function portfolioParts(record: RunRecord): Pick<BacktestDocument, "portfolio" | "assets"> {
  const { portfolio } = record;
  if (portfolio === undefined) return {};
  return { portfolio: summaryOf(portfolio), assets: assetLedgers(record).map((ledger) => ({ ...ledger })) };
}

function summaryOf({ rebalances, weights }: PortfolioColumns): NonNullable<BacktestDocument["portfolio"]> {
  const triggers: Record<string, number> = {};
  for (const trigger of rebalances.trigger) triggers[trigger] = (triggers[trigger] ?? 0) + 1;
  const notTraded: Record<string, number> = {};
  for (let i = 0; i < weights.length; i++) {
    const reason = weights.reasons[weights.reason[i]!]!;
    if (reason !== "") notTraded[reason] = (notTraded[reason] ?? 0) + 1;
  }
  // The first invests, the others bring back.
  const later = rebalances.turnover.subarray(1);
  return {
    rebalances: rebalances.bar.length,
    triggers,
    averageTurnover: later.length === 0 ? null : later.reduce((sum, turnover) => sum + turnover, 0) / later.length,
    notTraded,
  };
}
