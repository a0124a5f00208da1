import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf, shortNumber } from "./occurrence.ts";
import { jumpAt, splitName } from "./price-jump.ts";

/** Prices that jump from one bar to the next by the ratio of a split: a position in them would not follow. */
export function checkUnadjustedSplits(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const occurrences: Occurrence[] = [];
  let unannounced = 0;
  for (let i = 1; i < bars.time.length; i++) {
    const jump = jumpAt(bars, i);
    if (jump === null || jump.kind !== "split") continue;
    const announced = bars.split !== null && bars.split[i]! > 0 && bars.split[i] !== 1;
    if (!announced) unannounced++;
    occurrences.push(
      occurrenceOf(bars, context, i, i, {
        weight: jump.ratio,
        text: `from ${shortNumber(jump.before)} to ${shortNumber(jump.after)}, as in a ${splitName(jump)} split${announced ? ", which the split column has too" : ""}`,
        received: shortNumber(jump.after),
        expected: `about ${shortNumber(jump.before)}`,
      }),
    );
  }
  if (occurrences.length === 0) return null;
  return {
    id: "looks-like-split",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: "bar jumps by the ratio of a split", many: "bars jump by the ratio of a split" },
    help:
      unannounced > 0
        ? "A run takes it for a gain or loss: give adjusted prices if it was a split."
        : "A run books it; one that ignores corporate actions takes it for a gain or loss.",
  };
}
