import type { BarSeries } from "#domain/bars";
import { formatTime } from "#time/format-time";
import type { DataWarning, LoadedSeries } from "../source.ts";
import type { SharedTimes } from "./shared-times.ts";

/** How a series was made of its legs, in words, and how those were read. */
export function notesOf(
  { boundsOnly }: BarSeries,
  legs: readonly LoadedSeries[],
  { time, at }: SharedTimes,
  from: number,
): string[] {
  const names = legs.map(({ series }) => series.symbol);
  const notes: string[] = [];
  if (boundsOnly) notes.push("opens and closes are exact, highs and lows are bounds");
  const left = legs
    .map(({ series }, k) => ({ symbol: series.symbol, bars: series.time.length - at[k]!.length }))
    .filter(({ bars }) => bars > 0);
  if (left.length > 0) {
    const others = left.map((leg) => `${leg.bars} of ${leg.symbol}`).join(", ");
    notes.push(`on the ${time.length} times that ${names.join(" and ")} share; left out ${others}`);
  }
  if (from > 0) notes.push(`the first ${from} bars serve hedge() and have no value`);
  const adjusted = legs.filter(({ series }) => series.adjusted).map(({ series }) => series.symbol);
  if (adjusted.length > 0 && adjusted.length < legs.length) {
    const raw = names.filter((name) => !adjusted.includes(name));
    notes.push(`prices of ${adjusted.join(", ")} are adjusted for splits, those of ${raw.join(", ")} are not`);
  }
  return [...notes, ...legs.flatMap(({ series, notes: own }) => own.map((note) => `${series.symbol}: ${note}`))];
}

/** Bars that some legs have and others have not, where all of them are traded. */
export function holesOf(
  { holes: found }: SharedTimes,
  symbol: string,
  timeframe: BarSeries["timeframe"],
): DataWarning[] {
  if (found.length === 0) return [];
  return [
    {
      id: "missing-in-leg",
      severity: "warning",
      symbol,
      occurrences: found.map(({ time, without }) => ({
        from: time,
        to: time,
        bars: 1,
        weight: without.length,
        text: `${without.join(", ")} ${without.length === 1 ? "has" : "have"} no bar`,
        where: { symbol, time: formatTime(time, timeframe) },
      })),
      words: {
        one: "bar is missing in one of its legs, and so in it",
        many: "bars are missing in one of its legs, and so in it",
      },
      help: "Look there in the files of the legs: ivy data validate",
    },
  ];
}
