import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf, shortNumber } from "./occurrence.ts";
import { jumpAt } from "./price-jump.ts";

/** Prices that jump to a hundred or a thousand times, or a hundredth or a thousandth: most likely another unit. */
export function checkUnitJumps(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const occurrences: Occurrence[] = [];
  for (let i = 1; i < bars.time.length; i++) {
    const jump = jumpAt(bars, i);
    if (jump === null || jump.kind !== "unit") continue;
    const { before, after, ratio, isUp } = jump;
    occurrences.push(
      occurrenceOf(bars, context, i, i, {
        weight: ratio,
        text: `from ${shortNumber(before)} to ${shortNumber(after)}, ${isUp ? "times" : "divided by"} ${ratio}`,
        received: shortNumber(after),
        expected: `about ${shortNumber(before)}`,
      }),
    );
  }
  if (occurrences.length === 0) return null;
  return {
    id: "unit-changes",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: "bar jumps by a factor of 100 or 1000", many: "bars jump by a factor of 100 or 1000" },
    help: "Pence stand beside pounds, or cents beside dollars: bring the prices to one unit.",
  };
}
