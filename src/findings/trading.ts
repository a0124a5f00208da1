import { withCommas } from "#base/with-commas";
import type { Finding } from "#results/documents/finding";
import { counted, type RunFacts } from "./run-facts.ts";
import { UNFILLED_HELP } from "./unfilled-orders.ts";

/** A run that bought and sold nothing: why, as far as its orders say. */
export function checkNoTrades({ record }: RunFacts): Finding[] {
  if (record.fills.length > 0) return [];
  const bars = counted(record.to - record.from, "bar");
  if (record.orders.length === 0) {
    return [
      {
        id: "no-trades",
        severity: "warning",
        message: `the strategy placed no order in ${bars}`,
        help: "try other parameters with --set, or a longer window with --from",
      },
    ];
  }
  const reason = mostFrequent(record.orders.map((order) => order.reason).filter((text) => text !== ""));
  return [
    {
      id: "no-fills",
      severity: "warning",
      message: `${record.orders.length === 1 ? "the only order was not" : `none of ${counted(record.orders.length, "order")} was`} filled${reason === null ? "" : `, most often: ${reason}`}`,
      help: UNFILLED_HELP[reason ?? ""] ?? "orders.csv in the run folder says what became of each",
    },
  ];
}

function mostFrequent(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  let best: string | null = null;
  for (const [text, count] of counts) if (best === null || count > counts.get(best)!) best = text;
  return best;
}

/** The account was lost; the series of the run ends there. */
export function checkRuin({ record, timeText }: RunFacts): Finding[] {
  if (!record.ruined) return [];
  const time = timeText(record.market.clock[record.to - 1]!);
  return [
    {
      id: "ruin",
      severity: "error",
      message: `the account was ruined on ${time}; the run ends there`,
      help: "risk less on each position, or put a stop under it",
      time,
    },
  ];
}

const FEWEST_TO_JUDGE = 5;

/** Whether the net profit of all trades is no more than that of a tenth of them, or of a single one. */
export function checkFewTradesCarry({ record: { trades } }: RunFacts): Finding[] {
  const profits = trades.pnl.slice(0, trades.length).sort().reverse();
  const total = profits.reduce((sum, value) => sum + value, 0);
  if (profits.length < FEWEST_TO_JUDGE || total <= 0) return [];
  let carried = 0;
  let count = 0;
  while (carried < total && count < profits.length) carried += profits[count++]!;
  if (count > Math.max(1, profits.length / 10)) return [];
  const of = `${count === 1 ? "one" : count} of ${withCommas(trades.length)} trades`;
  return [
    {
      id: "few-trades-carry",
      severity: count === 1 ? "warning" : "info",
      message: `all profit comes from ${of}`,
      help: `without ${count === 1 ? "it" : "them"} the run lost money: see trades.csv in the run folder`,
    },
  ];
}

/** Trading on more than one bar in three: costs decide such a run. */
export function checkOftenTrading({ record }: RunFacts): Finding[] {
  const bars = record.to - record.from;
  let traded = 0;
  let last = -1;
  for (let i = 0; i < record.fills.length; i++) {
    // Fills stand in the order of their bars.
    if (record.fills.bar[i]! !== last) traded++;
    last = record.fills.bar[i]!;
  }
  if (traded * 3 <= bars) return [];
  return [
    {
      id: "trades-often",
      severity: "warning",
      message: `it traded on ${withCommas(traded)} of ${counted(bars, "bar")}, more than one in three`,
      help: "its result hangs on costs: try it with --slippage 10bps",
    },
  ];
}

/** Orders of the last bar had no bar left to fill on. */
export function checkLastBarOrders({ record, timeText }: RunFacts): Finding[] {
  const last = record.to - 1;
  const left = record.orders.filter(
    (order) => order.placedAt === last && order.filled === 0 && order.state !== "refused",
  );
  if (left.length === 0 || record.ruined) return [];
  const time = timeText(record.market.clock[last]!);
  return [
    {
      id: "last-bar-orders",
      severity: "info",
      message: `${counted(left.length, "order")} placed on the last bar, ${time}, had no bar to fill on`,
      help: "that is what the strategy would do next",
      time,
    },
  ];
}

/** Bars whose order of prices would have had to be known to say which exit came first. */
export function checkAmbiguousBars({ record: { ambiguous, decided, uncertain } }: RunFacts): Finding[] {
  const left: Finding[] = [];
  if (ambiguous > 0) {
    left.push({
      id: "ambiguous-bars",
      severity: "info",
      message: `on ${counted(ambiguous, "bar")} both the stop and the target could have been hit`,
      help:
        decided === 0
          ? "the profile decided which came first; shorter bars would know: --finer"
          : "the profile decided which came first: shorter bars do not tell either",
    });
  }
  if (uncertain > 0) {
    left.push({
      id: "uncertain-exits",
      severity: "info",
      message: `on ${counted(uncertain, "bar")} an exit was touched that may have come before its entry`,
      help: "the profile decided whether it counts; shorter bars would know: --finer",
    });
  }
  if (decided > 0) {
    left.push({
      id: "decided-bars",
      severity: "info",
      message: `on ${counted(decided, "bar")} shorter bars told which exit came first`,
      help: "without them the profile would have decided",
    });
  }
  return left;
}
