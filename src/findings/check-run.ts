import type { Finding } from "#results/documents/finding";
import { checkAdjustedCosts } from "./adjusted-costs.ts";
import { checkLegsOff, checkMuchOfVolume, checkStaleFills } from "./fills.ts";
import { checkMargin, checkMarginCalls } from "./margin.ts";
import { checkParameters } from "./parameters.ts";
import {
  checkBenchmarkCoverage,
  checkBoundsOnly,
  checkCloseOnly,
  checkEarlyEnds,
  checkHoldings,
  checkLateStarts,
  checkMissingSessions,
} from "./prices.ts";
import { checkRiskCuts } from "./risk.ts";
import type { RunFacts } from "./run-facts.ts";
import { checkSharpeLuck, checkShortHistory } from "./sample.ts";
import {
  checkAmbiguousBars,
  checkFewTradesCarry,
  checkLastBarOrders,
  checkNoTrades,
  checkOftenTrading,
  checkRuin,
} from "./trading.ts";
import { checkUnfilledOrders } from "./unfilled-orders.ts";

type Check = (facts: RunFacts) => readonly Finding[];

const CHECKS: readonly Check[] = [
  checkRuin,
  checkNoTrades,
  checkEarlyEnds,
  checkLateStarts,
  checkMissingSessions,
  checkShortHistory,
  checkFewTradesCarry,
  checkOftenTrading,
  checkMuchOfVolume,
  checkStaleFills,
  checkLegsOff,
  checkMargin,
  checkMarginCalls,
  checkParameters,
  checkUnfilledOrders,
  checkRiskCuts,
  checkAdjustedCosts,
  checkLastBarOrders,
  checkAmbiguousBars,
  checkBenchmarkCoverage,
  checkSharpeLuck,
  checkCloseOnly,
  checkBoundsOnly,
  checkHoldings,
];

const WEIGHT = { error: 0, warning: 1, info: 2 } as const;

/** What a reader of a run should know, the gravest first; in the order of the checks where they weigh the same. */
export function checkRun(facts: RunFacts): Finding[] {
  return gravestFirst(CHECKS.flatMap((check) => check(facts)));
}

/** Errors, then warnings, then notes; in the order given where they weigh the same. */
export function gravestFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
}
