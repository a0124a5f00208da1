import { withCommas } from "#base/with-commas";
import type { Finding } from "#results/documents/finding";
import { counted, type RunFacts } from "./run-facts.ts";

/** What ends an order that the market would have filled, and what a person can do about it. */
export const UNFILLED_HELP: Readonly<Record<string, string>> = {
  "size is zero": "whole shares, or 10 % of a bar's volume, came to less than one: see orders.csv in the run folder",
  "no cash": "what was held had taken the cash: enter with less",
  "no volume": "the bars had no volume to fill on: see orders.csv in the run folder",
};

/** As many as this share of all orders say that the account or the prices stood in the way, and not the strategy. */
const MANY = 0.1;

/** Orders that came to nothing for want of cash, volume or a whole share, beside others that were filled. */
export function checkUnfilledOrders({ record: { orders, fills } }: RunFacts): Finding[] {
  if (fills.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { filled, reason } of orders) {
    if (filled === 0 && reason in UNFILLED_HELP) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= MANY * orders.length)
    .map(([reason, count]) => ({
      id: "orders-unfilled",
      severity: "info" as const,
      message: `${counted(count, "order")} of ${withCommas(orders.length)} came to nothing: ${reason}`,
      help: UNFILLED_HELP[reason]!,
    }));
}
