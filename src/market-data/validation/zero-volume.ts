import { isDailyOrLonger } from "#time/timeframe";
import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf, shortNumber } from "./occurrence.ts";
import { unusualLength } from "./unusual-length.ts";

/** Where more days than this share have no volume, none is usual: an index, a thin share. */
const RARE = 0.05;

/**
 * Runs of bars on which nothing was traded, where that is unusual: each of a day or longer where few have none, else those
 * that are longer than chance makes them. Where no bar has a volume there is nothing to say.
 */
export function checkZeroVolume(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const { volume, filled, high, low } = bars;
  if (volume === null) return null;
  const n = volume.length;
  const runs: number[] = [];
  let zeros = 0;
  let length = 0;
  for (let i = 0; i <= n; i++) {
    if (i < n && volume[i] === 0 && (filled === null || filled[i] === 0)) {
      length++;
      continue;
    }
    if (length === 0) continue;
    runs.push(i - length, length);
    zeros += length;
    length = 0;
  }
  const isRare = isDailyOrLonger(bars.timeframe) && zeros <= Math.max(1, RARE * n);
  const fewest = isRare ? 1 : unusualLength(runs.length / 2, n - zeros);
  const occurrences: Occurrence[] = [];
  for (let k = 0; k < runs.length; k += 2) {
    const [first, length] = [runs[k]!, runs[k + 1]!];
    if (length < fewest) continue;
    const moved = high[first]! > low[first]!;
    const text =
      length > 1
        ? `no volume on ${length} bars`
        : `no volume${moved ? `, though prices from ${shortNumber(low[first]!)} to ${shortNumber(high[first]!)}` : ""}`;
    occurrences.push(occurrenceOf(bars, context, first, first + length - 1, { weight: length, text }));
  }
  if (occurrences.length === 0) return null;
  return {
    id: "zero-volume",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: "bar has volume 0", many: "bars have volume 0" },
    help: "Nothing was traded, or the source did not know: an order there fills at a price that nobody paid.",
  };
}
