import type { DataWarning } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { checkOutsideRange } from "./outside-range.ts";

type Check = (bars: CheckedBars, context: CheckContext) => DataWarning | null;

const CHECKS: readonly Check[] = [checkOutsideRange];

/** All that is odd in bars which are sound otherwise (`findFault`), in the order of the checks. */
export function checkBars(bars: CheckedBars, context: CheckContext): readonly DataWarning[] {
  return CHECKS.map((check) => check(bars, context)).filter((warning) => warning !== null);
}
