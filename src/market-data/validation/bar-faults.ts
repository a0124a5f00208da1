import type { BarColumns } from "#domain/bars";
import { type BarFault, faultOfBar } from "../validate.ts";
import { outOfOrder } from "./out-of-order.ts";

/** What bars may be judged by: their columns, and the adjusted close where it is applied. */
export interface JudgedColumns extends BarColumns {
  readonly adjustedClose: Float64Array | null;
}

export interface BarFaults {
  /** At most one per row, in the order of rows. */
  readonly faults: readonly BarFault[];
  /** Rows that repeat the row before them in every cell: odd, but no fault. */
  readonly repeats: readonly number[];
}

/**
 * Every row that makes the bars unusable, and every row that says again what the row before it said. Of rows out of order
 * the fewest are named that have to go for the others to be in order.
 */
export function barFaults(columns: JudgedColumns): BarFaults {
  const { time } = columns;
  const faults: BarFault[] = [];
  const sound: number[] = [];
  for (let row = 0; row < time.length; row++) {
    const fault = faultOfBar(columns, row);
    if (fault === null) sound.push(row);
    else faults.push(fault);
  }
  const repeats: number[] = [];
  const misplaced = outOfOrder(Float64Array.from(sound, (row) => time[row]!));
  let before = -1;
  sound.forEach((row, i) => {
    if (misplaced[i] === 1) {
      faults.push({ code: "times-not-increasing", row, field: "time" });
      return;
    }
    const isTwice = before !== -1 && time[before] === time[row];
    if (isTwice && isSameBar(columns, before, row)) repeats.push(row);
    else if (isTwice) faults.push({ code: "duplicate-time", row, field: "time" });
    before = row;
  });
  faults.sort((a, b) => a.row - b.row);
  return { faults, repeats };
}

/** The first row at which bars become unusable, reading from the top; null: there is none. */
export function firstFault(columns: JudgedColumns): BarFault | null {
  const { time } = columns;
  for (let row = 0; row < time.length; row++) {
    if (row > 0 && time[row]! < time[row - 1]!) return { code: "times-not-increasing", row, field: "time" };
    const fault = faultOfBar(columns, row);
    if (fault !== null) return fault;
    if (row > 0 && time[row] === time[row - 1] && !isSameBar(columns, row - 1, row)) {
      return { code: "duplicate-time", row, field: "time" };
    }
  }
  return null;
}

function isSameBar({ open, high, low, close, volume, adjustedClose }: JudgedColumns, a: number, b: number): boolean {
  return (
    open[a] === open[b] &&
    high[a] === high[b] &&
    low[a] === low[b] &&
    close[a] === close[b] &&
    (volume === null || Object.is(volume[a], volume[b])) &&
    (adjustedClose === null || Object.is(adjustedClose[a], adjustedClose[b]))
  );
}
