import type { BacktestDocument } from "#results/documents/backtest";
import { formatCurrency } from "./format.ts";

/** What trading and holding cost, with a minus. Dividends that came in are no cost, and hide none; those a short paid are one. */
export function costText({ total, dividends = 0 }: BacktestDocument["costs"]): string {
  const paid = total - Math.min(0, dividends);
  return formatCurrency(paid === 0 ? 0 : -paid);
}
