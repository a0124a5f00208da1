import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf } from "./occurrence.ts";

/** Runs of bars whose volume is missing (NaN), where other bars have one. */
export function checkMissingVolume(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const { volume } = bars;
  if (volume === null) return null;
  const n = volume.length;
  const occurrences: Occurrence[] = [];
  let missing = 0;
  for (let i = 0; i < n; i++) {
    if (volume[i] === volume[i]) continue;
    const first = i;
    while (i + 1 < n && volume[i + 1] !== volume[i + 1]) i++;
    const length = i - first + 1;
    missing += length;
    const text = length === 1 ? "the volume is missing" : `the volume is missing on ${length} bars`;
    occurrences.push(occurrenceOf(bars, context, first, i, { weight: length, text }));
  }
  if (occurrences.length === 0 || missing === n) return null;
  return {
    id: "missing-volume",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: "bar has no volume", many: "bars have no volume" },
    help: "It is not taken for 0: a cap on the share of the volume does not hold on such a bar. Fill the cells in.",
  };
}
