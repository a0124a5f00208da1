import type { ColumnPlan } from "../raw-table.ts";

/** Which cells of a row are read, and as what. Cells that it does not name are passed over unread. */
export interface RowPlan extends ColumnPlan {
  /** Cells that every row has: those of the header. More are refused unless they are empty. */
  readonly cells: number;
  /**
   * Cells of `values` that may be written short: $12.34, 12.34 €, 1.2K, 1.2M, 1.2B (thousands, millions, billions). In
   * other cells these are not numbers.
   */
  readonly short?: readonly number[];
  /** Told of each row that cannot be read; such rows are left out then. Without it the first of them ends the reading. */
  readonly onRowFault?: ((fault: RowFault) => void) | undefined;
}

export type RowFaultCode =
  | "bad-time"
  | "bad-number"
  | "too-few-cells"
  | "too-many-cells"
  | "broken-quotes"
  | "no-ticker";

/** The first row that could not be read. */
export interface RowFault {
  readonly code: RowFaultCode;
  /** Rows read before it. */
  readonly row: number;
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  /** Its text, cut at 200 characters. */
  readonly excerpt: string;
  /** Index of the cell, or how many cells the row has. */
  readonly cell: number;
  /** What stands in the cell. */
  readonly received: string;
}

/** Columns of length n, in the order of the rows. */
export interface ParsedRows {
  /** Epoch ms; times without a zone as if they were UTC. */
  readonly time: Float64Array;
  /** How many rows have a time that carries its zone (Z, +02:00): all, none, or an odd file. */
  readonly zoned: number;
  /** One per entry of the plan's values, NaN where the cell is empty or says that there is no number. */
  readonly values: readonly Float64Array[];
  /** Tickers in the order in which they first appear; empty where the plan has no symbol. */
  readonly symbols: readonly string[];
  /** For each row the index of its ticker; null where the plan has no symbol. */
  readonly symbolOf: Int32Array | null;
  /** Line of the file on which a row begins, from 1. */
  lineOf(row: number): number;
  readonly fault: RowFault | null;
}
