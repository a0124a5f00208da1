/** One column of a table whose cells have types of their own: JSON, Parquet, the answer of a query. Length n. */
export type TypedColumn = NumberColumn | TimeColumn | CellColumn;

/** NaN where the cell is empty. */
export interface NumberColumn {
  readonly kind: "numbers";
  readonly values: Float64Array;
}

/** Times that the file calls so. */
export interface TimeColumn {
  readonly kind: "times";
  /** Epoch ms; NaN where the cell is empty. */
  readonly values: Float64Array;
  /** true: moments. false: what a clock on a wall showed, in a zone that the file does not name. */
  readonly zoned: boolean;
  /** Days without a time of day. */
  readonly dates: boolean;
}

/** Texts, numbers and what else the file has, as they stand in it; null and undefined where the cell is empty. */
export interface CellColumn {
  readonly kind: "cells";
  readonly values: readonly unknown[];
}

/** A cell as text, for recognizing what its column holds; "" where it is empty. */
export function cellText(column: TypedColumn, row: number): string {
  const cell = column.values[row];
  if (cell === null || cell === undefined || Number.isNaN(cell)) return "";
  if (column.kind === "times") return timeText(column, cell as number);
  if (column.kind === "cells" && typeof cell === "object") return JSON.stringify(cell);
  return String(cell);
}

function timeText({ dates, zoned }: TimeColumn, ms: number): string {
  if (!(Math.abs(ms) <= 8.64e15)) return String(ms);
  const iso = new Date(ms).toISOString();
  if (dates) return iso.slice(0, iso.indexOf("T"));
  return zoned ? iso : iso.slice(0, -1).replace("T", " ");
}
