import type { StoredRun } from "#app/backtest-request";
import { localTime } from "../local-time.ts";
import { cellsOf } from "./cells.ts";
import { wrap } from "./wrap.ts";

/**
 * Where a run lies, and what was there before: one line where it fits. The folder is there to be copied: it is not
 * broken, even where it is wider than the terminal.
 *
 * @param time how long the run took, or when it was made; empty: not said
 */
export function storedLines({ hash, folder, knownSince, replaced }: StoredRun, time: string, width: number): string[] {
  const line = [`${hash}  ${folder}`, time].filter((part) => part !== "").join("   ");
  const lines = cellsOf(line) <= width ? [line] : [[hash, time].filter((part) => part !== "").join("   "), folder];
  const remarks = [knownSince === null ? "" : `same as the run of ${localTime(knownSince)}`, replaced ?? ""];
  for (const remark of remarks.filter((text) => text !== "")) {
    const last = `${lines.at(-1)}   ${remark}`;
    if (cellsOf(last) <= width) lines[lines.length - 1] = last;
    else lines.push(...wrap(remark, width));
  }
  return lines;
}
