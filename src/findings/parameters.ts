import type { Finding } from "#results/documents/finding";
import { counted, type RunFacts } from "./run-facts.ts";

/** Trades for each number that could have been chosen otherwise; with fewer, a choice can fit each of them. */
const TRADES_EACH = 5;

/** More numbers to choose than the trades can tell apart. */
export function checkParameters({ record: { trades }, parameters }: RunFacts): Finding[] {
  if (parameters === 0 || trades.length === 0 || trades.length >= TRADES_EACH * parameters) return [];
  return [
    {
      id: "too-many-parameters",
      severity: "warning",
      message: `${counted(parameters, "parameter")} on ${counted(trades.length, "trade")}: so few can be fitted by chance`,
      help: "test it over more years or more tickers before you believe the figures",
    },
  ];
}
