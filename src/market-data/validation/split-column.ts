import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf, shortNumber } from "./occurrence.ts";

/** How far the price may move on the day of a split besides, as a fraction. */
const MOVE = 0.25;

/**
 * Splits in the file's own column that its prices do not show: with prices that are adjusted already, whoever applies the
 * column divides twice; with a split that is on the wrong day, nobody knows.
 */
export function checkSplitColumn(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const { split, open, close } = bars;
  if (split === null) return null;
  const occurrences: Occurrence[] = [];
  for (let i = 1; i < split.length; i++) {
    const ratio = split[i]!;
    // 0 and 1 stand where there is no split.
    if (!(ratio > 0) || ratio === 1 || Math.abs(ratio - 1) < MOVE) continue;
    const before = close[i - 1]!;
    const seen = before / open[i]!;
    if (Math.abs(seen / ratio - 1) < MOVE) continue;
    const expected = shortNumber(before / ratio);
    const isAdjusted = Math.abs(seen - 1) < MOVE;
    const text = `split ${shortNumber(ratio)}, but the price goes from ${shortNumber(before)} to ${shortNumber(open[i]!)}${isAdjusted ? ": it is adjusted already" : ""}`;
    occurrences.push(
      occurrenceOf(bars, context, i, i, {
        weight: Math.abs(Math.log(ratio)),
        text,
        expected: `about ${expected}`,
        received: shortNumber(open[i]!),
      }),
    );
  }
  if (occurrences.length === 0) return null;
  return {
    id: "split-contradicts-prices",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: "split is not in the prices", many: "splits are not in the prices" },
    help: "The prices are adjusted for splits already: say so with --adjusted, and do not apply the column again.",
  };
}
