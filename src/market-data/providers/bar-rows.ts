import type { BarRows } from "../provider.ts";

/** One bar of a provider. */
export interface Row {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly adjustedClose?: number;
  readonly split?: number;
  readonly dividend?: number;
}

/** Which of the columns that not everybody has are there. */
export type Extras = readonly ("adjustedClose" | "split" | "dividend")[];

/** Rows as columns; those that lack a price are left out and counted. */
export function columnsOf(
  rows: readonly Row[],
  extras: Extras = [],
): { readonly rows: BarRows; readonly empty: number } {
  const whole = rows.filter(
    (row) => !(Number.isNaN(row.open) || Number.isNaN(row.high) || Number.isNaN(row.low) || Number.isNaN(row.close)),
  );
  const extra = (name: Extras[number], missing: number) =>
    extras.includes(name) ? whole.map((row) => row[name] ?? missing) : null;
  return {
    rows: {
      time: whole.map((row) => row.time),
      open: whole.map((row) => row.open),
      high: whole.map((row) => row.high),
      low: whole.map((row) => row.low),
      close: whole.map((row) => row.close),
      volume: whole.map((row) => row.volume),
      adjustedClose: extra("adjustedClose", Number.NaN),
      split: extra("split", 1),
      dividend: extra("dividend", 0),
    },
    empty: rows.length - whole.length,
  };
}
