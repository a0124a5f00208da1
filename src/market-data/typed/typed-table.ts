import { DataError, type Where } from "#base/errors";
import { dayFormOf } from "#time/parse-time";
import type { TimeForm } from "#time/time-form";
import { DAY_MS } from "#time/units";
import type { ColumnPlan, RawColumns, RawTable } from "../raw-table.ts";
import { clockOf, numberOf, timeOf } from "./read-cell.ts";
import { cellText, type TypedColumn } from "./typed-column.ts";

/** What of a table is needed. */
export interface Wanted {
  /** Columns, by their index. */
  readonly columns: readonly number[];
  /** Rows of other tickers may be left out; null: every row is needed. */
  readonly symbols: { readonly column: number; readonly names: readonly string[] } | null;
  /** Later rows may be left out; null: every row is needed. */
  readonly until: { readonly column: number; readonly form: TimeForm; readonly ms: number } | null;
}

/** Some rows of a table: all that are wanted, and perhaps more. */
export interface TypedRows {
  readonly count: number;
  /** One for each column that is wanted, in that order. */
  readonly columns: readonly TypedColumn[];
  /** The row of the file that row `row` of these is, from 0. */
  fileRow(row: number): number;
}

/** A file whose cells have types of their own. */
export interface TypedFile {
  readonly file: string;
  readonly names: readonly string[];
  readonly synthetic: boolean;
  /** Worth a word in the header of a run. */
  readonly notes: readonly string[];
  /** The first rows, each column. */
  readonly head: TypedRows;
  rows(wanted: Wanted): TypedRows | Promise<TypedRows>;
  /** Every row of some columns, where they are in memory. */
  atHand?(columns: readonly number[]): TypedRows;
  /** Where a row of the file stands in it. */
  placeOf(fileRow: number, withText?: boolean): Where;
}

/** No zone is further from another: times without one are held against `until` with so much to spare. */
const ZONES_MS = 26 * 3_600_000;

/** Rows from which what a column holds is recognized. */
export const HEAD_ROWS = 40;

/** A file of typed cells as the table that every reader takes. */
export function typedTable(source: TypedFile): RawTable {
  const { head } = source;
  const sample = Array.from({ length: Math.min(head.count, HEAD_ROWS) }, (_, row) =>
    head.columns.map((column) => cellText(column, row)),
  );
  return {
    file: source.file,
    names: source.names,
    sample,
    synthetic: source.synthetic,
    ...(source.notes.length > 0 && { notes: source.notes }),
    read: (plan) => readPlanned(source, plan),
    ...(source.atHand !== undefined && { texts: (columns) => textsOf(source.atHand!(columns)) }),
    tickers: async (symbolColumn) => {
      const rows = await source.rows({ columns: [symbolColumn], symbols: null, until: null });
      const seen = new Set<string>();
      for (let row = 0; row < rows.count; row++) seen.add(symbolAt(source, rows, 0, symbolColumn, row));
      return [...seen];
    },
  };
}

function* textsOf({ columns, count }: TypedRows): Iterable<string> {
  for (let row = 0; row < count; row++) yield columns.map((column) => cellText(column, row)).join(" ");
}

async function readPlanned(source: TypedFile, plan: ColumnPlan): Promise<RawColumns> {
  const { symbol, wanted, until = null } = plan;
  const columns = [...new Set([...plan.time, ...plan.values, ...(symbol === -1 ? [] : [symbol])])];
  const rows = await source.rows({
    columns,
    symbols: symbol === -1 || wanted === null ? null : { column: symbol, names: wanted },
    until: until === null ? null : { column: plan.time[0], form: plan.timeForm, ms: until + ZONES_MS },
  });
  const { kept, symbols, symbolOf } = keptRows(source, rows, columns.indexOf(symbol), plan);
  const fileRow = (row: number) => rows.fileRow(kept === null ? row : kept[row]!);
  const count = kept?.length ?? rows.count;
  const at = (index: number) => ({ column: rows.columns[columns.indexOf(index)]!, kept, count });
  const fail = (index: number, row: number, cell: unknown, isTime: boolean) =>
    badCell(source, source.names[index] || `column ${index + 1}`, source.placeOf(fileRow(row), true), cell, isTime);
  const [day, clock] = plan.time;
  const dayForm = clock === undefined ? plan.timeForm : dayFormOf(plan.timeForm);
  const { time, zoned: zonedDays } = readTimes(at(day), dayForm, (row, cell) => fail(day, row, cell, true));
  const zonedClocks =
    clock === undefined ? 0 : addClocks(time, at(clock), plan.timeForm, (row, cell) => fail(clock, row, cell, true));
  const zoned = Math.max(zonedDays, zonedClocks);
  const values = plan.values.map((index) => readNumbers(at(index), (row, cell) => fail(index, row, cell, false)));
  return { time, zoned, values, symbols, symbolOf, placeOf: (row, withText) => source.placeOf(fileRow(row), withText) };
}

/** Rows of the tickers that are wanted; null where that is every row. */
function keptRows(source: TypedFile, rows: TypedRows, at: number, { symbol, wanted }: ColumnPlan) {
  if (symbol === -1) return { kept: null, symbols: [], symbolOf: null };
  const numbers = new Map<string, number>();
  const only = wanted === null ? null : new Set(wanted);
  const kept = new Int32Array(rows.count);
  const symbolOf = new Int32Array(rows.count);
  let n = 0;
  for (let row = 0; row < rows.count; row++) {
    const name = symbolAt(source, rows, at, symbol, row);
    if (only !== null && !only.has(name)) continue;
    let number = numbers.get(name);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(name, number);
    }
    kept[n] = row;
    symbolOf[n++] = number;
  }
  return { kept: kept.subarray(0, n), symbols: [...numbers.keys()], symbolOf: symbolOf.subarray(0, n) };
}

function symbolAt(source: TypedFile, rows: TypedRows, at: number, column: number, row: number): string {
  const name = cellText(rows.columns[at]!, row).trim();
  if (name !== "") return name;
  throw new DataError({
    code: "no-symbol",
    message: `The row has no ticker in ${source.names[column]}.`,
    where: source.placeOf(rows.fileRow(row), true),
    help: "Write the ticker, or take the row out.",
  });
}

interface Cells {
  readonly column: TypedColumn;
  readonly kept: Int32Array | null;
  readonly count: number;
}

type Fail = (row: number, cell: unknown) => DataError;

function readNumbers({ column, kept, count }: Cells, fail: Fail): Float64Array {
  if (kept === null && column.kind === "numbers") return column.values;
  const out = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const cell = column.values[kept === null ? row : kept[row]!];
    const value = column.kind === "times" ? null : numberOf(cell);
    if (value === null) throw fail(row, cell);
    out[row] = value;
  }
  return out;
}

/** Times, and how many of them say their zone: moments, numbers since 1970, and texts that carry one. */
function readTimes({ column, kept, count }: Cells, form: TimeForm, fail: Fail) {
  const zoned = new Int32Array(1);
  const time = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const cell = column.values[kept === null ? row : kept[row]!];
    const ms = column.kind === "times" ? (cell as number) : timeOf(cell, form, zoned);
    // A time no calendar can hold is none: 1e300 of a unit that was not meant.
    if (!(Math.abs(ms) <= 8.64e15)) throw fail(row, cell);
    time[row] = ms;
  }
  if (column.kind === "times") return { time, zoned: column.zoned ? count : 0 };
  return { time, zoned: form.kind === "epoch" ? count : zoned[0]! };
}

/**
 * Adds times of day, which stand in a column of their own: as a text or number, or as a time of the first day of 1970. Returns
 * how many of them carry their zone.
 */
function addClocks(time: Float64Array, cells: Cells, form: TimeForm, fail: Fail): number {
  const { column, kept } = cells;
  const zoned = new Int32Array(1);
  for (let row = 0; row < time.length; row++) {
    const cell = column.values[kept === null ? row : kept[row]!];
    const ms = column.kind === "times" ? (cell as number) : clockOf(cell, form, zoned);
    // Moved to UTC, a clock with a zone may lie on the day before or after.
    if (!(column.kind === "times" ? ms >= 0 && ms < DAY_MS : ms === ms)) throw fail(row, cell);
    time[row] = time[row]! + ms;
  }
  return zoned[0]!;
}

function badCell(source: TypedFile, column: string, place: Where, cell: unknown, isTime: boolean): DataError {
  const isEmpty = cell === null || cell === undefined || cell === "" || Number.isNaN(cell);
  const received = isEmpty ? "" : (JSON.stringify(cell) ?? String(cell)).slice(0, 60);
  const shown = isEmpty ? "An empty cell" : received;
  return new DataError({
    code: isTime ? "bad-time" : "bad-number",
    message: isTime ? `${shown} in ${column} is not a date or time.` : `${shown} in ${column} is not a number.`,
    where: { file: source.file, ...place, expected: isTime ? "a date or time" : "a number, or nothing", received },
    help: isTime
      ? "Mend the cell, or say how times are written: --read epoch=s, --read dates=dmy."
      : "Mend the cell, or leave it empty where there is no bar and no volume.",
  });
}
