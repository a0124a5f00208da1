/** What a column of a price file may hold. */
export type Role =
  | "time"
  | "clock"
  | "symbol"
  | "open"
  | "high"
  | "low"
  | "close"
  | "adjustedClose"
  | "volume"
  | "split"
  | "dividend"
  | "delisted"
  | "bid"
  | "ask";

/** A repair that a person may ask for; none happens by itself. */
export type Repair = "drop" | "forward-fill" | "clip";

/**
 * How a file is to be read where what it says does not do: each field overrides what is recognized. The `data:` section of
 * a run file, or `--read key=value`.
 */
export interface Reading {
  readonly form?: "csv" | "json" | "parquet";
  readonly delimiter?: "," | ";" | "\t" | "|" | " ";
  readonly decimal?: "." | ",";
  readonly thousands?: "," | "." | " " | "'" | "none";
  /** Order of the parts of a date. */
  readonly dates?: "ymd" | "mdy" | "dmy";
  /** Unit of times that are numbers. */
  readonly epoch?: "s" | "ms" | "us" | "ns";
  /** Zone of times that carry none, as the IANA names it: America/New_York. UTC unless given. */
  readonly zone?: string;
  /** What the time of a bar is in the file: its beginning, or its end. */
  readonly stamp?: "open" | "close";
  /** Header of the column, by what it holds; a number is a position, counted from 1. */
  readonly columns?: Readonly<Partial<Record<Role, string>>>;
  /** An adjusted close is carried over to the bar (apply), or kept apart and not used (apart). */
  readonly adjust?: "apply" | "apart";
  /** The exchange whose sessions the bars should have: NYSE; none: not held against any. */
  readonly calendar?: string;
  /** In the order given. */
  readonly repair?: readonly Repair[];
}
