import { withCommas } from "#base/with-commas";
import type { DataWarning, Occurrence } from "../source.ts";

export interface WarningSummary {
  /** Bars that show it. */
  readonly count: number;
  readonly worst: Occurrence;
  readonly message: string;
}

/** What a warning comes to within [from, to] (epoch ms, both included); null where nothing of it lies there. */
export function summarize(
  { occurrences, words }: DataWarning,
  { from, to }: { readonly from: number; readonly to: number },
): WarningSummary | null {
  let worst: Occurrence | null = null;
  let count = 0;
  let places = 0;
  for (const one of occurrences) {
    if (one.to < from || one.from > to) continue;
    count += one.bars;
    places++;
    if (worst === null || one.weight > worst.weight) worst = one;
  }
  if (worst === null) return null;
  const number = withCommas(count);
  const within =
    words.places !== undefined && places > 1 && places < count ? `, in ${withCommas(places)} ${words.places}` : "";
  return { count, worst, message: `${number} ${count === 1 ? words.one : words.many}${within}` };
}
