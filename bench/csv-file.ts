import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { walk } from "./data.ts";

const ROWS = 1_000_000;
const FIRST = Date.UTC(2015, 0, 1);
const MINUTE = 60_000;

/**
 * What a reader must reach, as pandas 3.1.1 and awk have it: rows, the first and the last time in ms, the last close, the
 * sum of all volumes.
 */
export const CSV_GOLDEN: readonly number[] = [ROWS, FIRST, FIRST + (ROWS - 1) * MINUTE, 40.7034, 50_501_386_000];

/**
 * Writes a million minutes as canonical CSV (time,open,high,low,close,volume; prices of four decimals), once: the same
 * bytes on every machine. Returns its path.
 */
export function csvFile(root: string): string {
  const folder = join(root, "bench/.cache");
  const path = join(folder, "minutes-1.csv");
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const { open, high, low, close } = walk(ROWS, 1, 0, 0.0005);
  const file = openSync(`${path}.part`, "w");
  let text = "time,open,high,low,close,volume\n";
  for (let i = 0; i < ROWS; i++) {
    const time = new Date(FIRST + i * MINUTE).toISOString().slice(0, 19).replace("T", " ");
    const prices = [open, high, low, close].map((column) => column[i]!.toFixed(4)).join(",");
    text += `${time},${prices},${1000 + ((i * 7919) % 99_000)}\n`;
    if (text.length < 1_000_000) continue;
    writeSync(file, text);
    text = "";
  }
  writeSync(file, text);
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}
