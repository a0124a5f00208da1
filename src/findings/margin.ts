import { MARGIN_CALL } from "#domain/order";
import type { Finding } from "#results/documents/finding";
import { counted, type RunFacts } from "./run-facts.ts";

/** Equity must cover this share of what is held on margin, at least (FINRA rule 4210: 25 % of longs, 30 % of shorts). */
const MAINTENANCE = 0.25;

/**
 * Closes at which a broker would have asked for money or sold: equity below a quarter of the exposure. None where margin calls
 * did what the broker would: `checkMarginCalls` speaks of these.
 */
export function checkMargin({ record, timeText }: RunFacts): Finding[] {
  const { equity, grossExposure, from, to, market } = record;
  let worst = Number.POSITIVE_INFINITY;
  let at = -1;
  let bars = 0;
  for (let bar = from; bar < to; bar++) {
    const gross = grossExposure[bar]!;
    if (!(gross > 0)) continue;
    const cover = equity[bar]! / gross;
    if (cover < MAINTENANCE) bars++;
    if (cover >= worst) continue;
    worst = cover;
    at = bar;
  }
  if (bars === 0 || record.orders.some(({ tag }) => tag === MARGIN_CALL)) return [];
  const time = timeText(market.clock[at]!);
  return [
    {
      id: "margin-breached",
      severity: "warning",
      message: `equity covered only ${(worst * 100).toFixed(0)} % of what was held on ${time}, and less than 25 % on ${bars} ${bars === 1 ? "bar" : "bars"}: a broker would have closed positions`,
      help: "hold less, or let ivy do what the broker would: --fills maintenanceMargin=0.25 (not under every profile)",
      time,
    },
  ];
}

/** Margin calls: equity did not cover what the margin line asks for, and positions were reduced. */
export function checkMarginCalls({ record: { orders, market }, timeText }: RunFacts): Finding[] {
  const called = orders.filter(({ tag }) => tag === MARGIN_CALL);
  if (called.length === 0) return [];
  const bars = new Set(called.map(({ placedAt }) => placedAt)).size;
  const time = timeText(market.clock[called[0]!.placedAt]!);
  return [
    {
      id: "margin-calls",
      severity: "warning",
      message: `${counted(bars, "margin call")} reduced positions, first on ${time}`,
      help: "hold less, or give more cash: orders.csv has what was closed",
      time,
    },
  ];
}
