import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";

/**
 * Relative distance by which open or close may lie outside [low, high] before it is worth a word: vendors keep prices as
 * 32-bit floats (6e-8) or print adjusted ones with six digits.
 */
const ROUNDING = 1e-6;

/** Bars whose open or close lies outside [low, high] beyond rounding. */
export function checkOutsideRange(bars: CheckedBars, { placeOf }: CheckContext): DataWarning | null {
  if (bars.closeOnly) return null;
  const { open, high, low, close, time } = bars;
  const occurrences: Occurrence[] = [];
  for (let i = 0; i < high.length; i++) {
    const top = high[i]! * (1 + ROUNDING);
    const bottom = low[i]! * (1 - ROUNDING);
    const o = open[i]!;
    const c = close[i]!;
    if (!(o > top || o < bottom || c > top || c < bottom)) continue;
    const range = `low ${low[i]} … high ${high[i]}`;
    const received = `open ${o}, close ${c}`;
    occurrences.push({
      from: time[i]!,
      to: time[i]!,
      bars: 1,
      weight: Math.max(o / high[i]!, c / high[i]!, low[i]! / o, low[i]! / c),
      text: `${received}, ${range}`,
      where: { ...placeOf(i), expected: range, received },
    });
  }
  if (occurrences.length === 0) return null;
  return {
    id: "price-outside-range",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: {
      one: "bar has an open or close outside of low and high",
      many: "bars have an open or close outside of low and high",
    },
    help: "Check the source: fills at such an open or close are at prices that the bar says were not traded.",
  };
}
