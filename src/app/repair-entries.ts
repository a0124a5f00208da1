import type { LoadedSeries } from "#market-data/source";
import type { RepairEntry } from "#results/documents/repair";
import { formatTime } from "#time/format-time";

/** What was mended in a series, as documents carry it; empty where nothing was. */
export function repairEntries({ series, repairs = [] }: Pick<LoadedSeries, "series" | "repairs">): RepairEntry[] {
  const text = (time: number) => formatTime(time, series.timeframe);
  return repairs.map(({ repair, bars, from, to }) => ({ repair, bars, from: text(from), to: text(to) }));
}
