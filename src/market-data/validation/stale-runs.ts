import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf, shortNumber } from "./occurrence.ts";
import { unusualLength } from "./unusual-length.ts";

/** Bars that repeat the one before them for a run to be named, however rare: open, high, low and close are seldom all equal. */
const FEWEST_BARS = 4;
/** Closes alone are: prices move by a cent, currencies are pegged. */
const FEWEST_CLOSES = 9;

/**
 * Runs of bars that repeat the one before them in open, high, low and close. A bar of one price alone counts only with the
 * same volume, or none: in thin trading many bars have one price, and trades.
 */
export function checkStaleRuns(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const { open, high, low, close, volume, filled, closeOnly } = bars;
  const n = close.length;
  const runs: number[] = [];
  let repeats = 0;
  let length = 0;
  for (let i = 1; i <= n; i++) {
    const isSame =
      i < n &&
      close[i] === close[i - 1] &&
      open[i] === open[i - 1] &&
      high[i] === high[i - 1] &&
      low[i] === low[i - 1] &&
      (high[i]! > low[i]! || volume === null || volume[i] === volume[i - 1] || volume[i] !== volume[i]) &&
      (filled === null || filled[i] === 0);
    if (isSame) {
      length++;
      continue;
    }
    if (length === 0) continue;
    runs.push(i - 1 - length, length);
    repeats += length;
    length = 0;
  }
  const fewest = Math.max(closeOnly ? FEWEST_CLOSES : FEWEST_BARS, unusualLength(runs.length / 2, n - repeats));
  const occurrences: Occurrence[] = [];
  for (let k = 0; k < runs.length; k += 2) {
    const [first, length] = [runs[k]!, runs[k + 1]!];
    if (length < fewest) continue;
    const price = shortNumber(close[first]!);
    const text = `${closeOnly ? `close ${price}` : `the same bar, close ${price},`} on ${length + 1} bars`;
    occurrences.push(occurrenceOf(bars, context, first, first + length, { weight: length, text }));
  }
  if (occurrences.length === 0) return null;
  return {
    id: "stale-run",
    // Pegged currencies and rates stand still for months: of closes alone nobody can tell.
    severity: closeOnly ? "info" : "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: "bar stands still", many: "bars stand still" },
    help: "Compare with another source: a feed that hangs repeats its last bar.",
  };
}
