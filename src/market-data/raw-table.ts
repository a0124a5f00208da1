import type { DataError, Where } from "#base/errors";
import type { TimeForm } from "#time/time-form";

/** Which columns of a table are read, by their index. */
export interface ColumnPlan {
  /** The time; a second index is the time of day, where date and clock stand in two columns. */
  readonly time: readonly [number] | readonly [number, number];
  /** How times that are text, or numbers, are meant. Tables whose columns have a type of their own need none. */
  readonly timeForm: TimeForm;
  /** Columns of numbers, in the order in which they come back. */
  readonly values: readonly number[];
  /** The column of tickers of a long table; -1: there is none. */
  readonly symbol: number;
  /** Rows of other tickers are passed over; null: every row is read. */
  readonly wanted: readonly string[] | null;
  /** Epoch ms: rows with later times may be left out, and need not be. No such key: every row is needed. */
  readonly until?: number | null;
  /** Told of each row that cannot be read, where a table can go on without it. Without it the first of them is thrown. */
  readonly onFault?: ((fault: DataError) => void) | undefined;
}

/** Columns of length n, in the order of the file's rows. */
export interface RawColumns {
  /** Epoch ms. Of the zone that the file's times are in: UTC where they carry one. */
  readonly time: Float64Array;
  /** One per entry of the plan's values; NaN where the cell is empty. */
  readonly values: readonly Float64Array[];
  /** The tickers of a long table, in the order in which they first appear; empty where the plan has no symbol. */
  readonly symbols: readonly string[];
  /** For each row the index of its ticker; null where the plan has no symbol. */
  readonly symbolOf: Int32Array | null;
  /** How many rows have a time that carries its zone; no such key: the times are UTC, all of them. */
  readonly zoned?: number;
  /** How the cells were meant, where that is worth a word: "decimal comma". */
  readonly notes?: readonly string[];
  /** Where a row stands in its file: file, line (or row), and its text where `withText` is asked for. */
  placeOf(row: number, withText?: boolean): Where;
}

/** A table of prices, whatever the form of its file: CSV, JSON, Parquet, the answer of a query. */
export interface RawTable {
  /** The file as errors name it. */
  readonly file: string;
  /** Of the columns; a table without a header has none of these ("" each). */
  readonly names: readonly string[];
  /** The first rows as text, at most some hundred, for recognizing what the columns hold. */
  readonly sample: readonly (readonly string[])[];
  /** Line of the file on which each row of the sample stands, where it has lines. */
  readonly sampleLines?: readonly number[];
  /** Line of the header, where there is one. */
  readonly headerLine?: number;
  /** True where the file itself says that a generator made it. */
  readonly synthetic: boolean;
  /** Worth a word in the header of a run: what of the file was passed over, and how its form was meant. */
  readonly notes?: readonly string[];
  /** Throws a DataError at the first cell that cannot be read. */
  read(plan: ColumnPlan): RawColumns | Promise<RawColumns>;
  /** Every cell of some columns as text, those of a row joined by a blank: where the sample leaves a form of times open. */
  texts?(columns: readonly number[]): Iterable<string>;
  /** The tickers of a long table, in the order in which they first appear. */
  tickers(symbolColumn: number): readonly string[] | Promise<readonly string[]>;
}
