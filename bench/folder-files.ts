import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { calendarOf } from "#time/calendars/calendar-of";
import { walk } from "./data.ts";

const FILES = 500;
/** Ten years of sessions. */
const ROWS = 2520;

/**
 * What a reader must reach, as pandas 3.1.1 has it: rows, the first and the last time in ms, the sum of the last closes, the
 * sum of all volumes.
 */
export const FOLDER_GOLDEN: readonly number[] = [
  FILES * ROWS,
  Date.UTC(2010, 0, 4),
  Date.UTC(2020, 0, 7),
  50_627.7736,
  749_688_030_000,
];

/** Writes 500 tickers of ten years of New York's sessions, a file each, once: the same bytes on every machine. Returns the folder. */
export function priceFolder(root: string): string {
  const folder = join(root, "bench/.cache/folder-1");
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  mkdirSync(part, { recursive: true });
  const days = calendarOf("NYSE")!.sessions(Date.UTC(2010, 0, 1), Date.UTC(2021, 0, 1));
  const dates = Array.from(days.subarray(0, ROWS), (day) => new Date(day).toISOString().slice(0, 10));
  for (let k = 0; k < FILES; k++) {
    const { open, high, low, close } = walk(ROWS, k + 1, 0, 0.012);
    let text = "date,open,high,low,close,volume\n";
    for (const [i, date] of dates.entries()) {
      const prices = [open, high, low, close].map((column) => column[i]!.toFixed(4)).join(",");
      text += `${date},${prices},${100_000 + ((i * 7919 + k * 104_729) % 990_000)}\n`;
    }
    writeFileSync(join(part, `T${String(k).padStart(3, "0")}.csv`), text);
  }
  renameSync(part, folder);
  return folder;
}
