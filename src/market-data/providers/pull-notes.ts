import { formatTime } from "#time/format-time";
import type { BarsWanted, Page } from "../provider.ts";

/** What there is to say of pages beside their bars. */
export function pullNotes(pages: readonly Page[], { timeframe }: BarsWanted): readonly string[] {
  const notes: string[] = [];
  const last = pages.at(-1);
  if (last !== undefined && last.unfinished !== null) {
    notes.push(`the bar of ${formatTime(last.unfinished, timeframe)} is not finished and was left out`);
  }
  const empty = pages.reduce((sum, page) => sum + page.empty, 0);
  if (empty > 0) notes.push(`${empty} ${empty === 1 ? "row" : "rows"} without a price left out`);
  return notes;
}
