import type { DataWarning } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { checkMissingSessions } from "./missing-sessions.ts";
import { checkMissingVolume } from "./missing-volume.ts";
import { checkMixedGranularity } from "./mixed-granularity.ts";
import { checkOutlierReturns } from "./outlier-returns.ts";
import { checkOutsideRange } from "./outside-range.ts";
import { checkOutsideSessions } from "./outside-sessions.ts";
import { checkShiftedSessions } from "./shifted-sessions.ts";
import { checkSplitColumn } from "./split-column.ts";
import { checkStaleRuns } from "./stale-runs.ts";
import { checkTimesOfDay } from "./times-of-day.ts";
import { checkUnadjustedSplits } from "./unadjusted-splits.ts";
import { checkUnitJumps } from "./unit-jumps.ts";
import { checkUnknownYears } from "./unknown-years.ts";
import { checkZeroVolume } from "./zero-volume.ts";

type Check = (bars: CheckedBars, context: CheckContext) => DataWarning | null;

const CHECKS: readonly Check[] = [
  checkTimesOfDay,
  checkShiftedSessions,
  checkMissingSessions,
  checkOutsideSessions,
  checkUnknownYears,
  checkOutsideRange,
  checkOutlierReturns,
  checkUnadjustedSplits,
  checkUnitJumps,
  checkSplitColumn,
  checkStaleRuns,
  checkZeroVolume,
  checkMissingVolume,
];

/** All that is odd in bars which are sound otherwise (`findFault`), in the order of the checks. */
export function checkBars(bars: CheckedBars, context: CheckContext): readonly DataWarning[] {
  const granularity = checkMixedGranularity(bars, context);
  const known = { ...context, mixed: granularity?.occurrences ?? [] };
  return [granularity, ...CHECKS.map((check) => check(bars, known))].filter((warning) => warning !== null);
}
