import type { Where } from "#base/errors";

/** Rows that were found in a JSON file, whatever its shape. */
export interface JsonRows {
  /** "" where the file does not name its columns. */
  readonly names: readonly string[];
  readonly count: number;
  /** The cells of a column, length `count`. */
  column(index: number): readonly unknown[];
  /** The byte at which a row begins; null where a row does not stand in one piece. */
  readonly offsets: readonly number[] | null;
}

/** What every step of recognizing a JSON file needs. */
export interface JsonContext {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly offsets: ReadonlyMap<object, readonly number[]>;
  /** Worth a word in the header of a run. */
  readonly notes: string[];
  /** The person says which column is what: then candles without names are not guessed. */
  readonly isNamedByHand: boolean;
  placeOf(offset: number | undefined): Where;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

/** Rows of cells by position. */
export function rowsOfArrays(
  rows: readonly (readonly unknown[])[],
  names: readonly string[],
  offsets: readonly number[] | null,
): JsonRows {
  return { names, count: rows.length, column: (index) => rows.map((row) => row[index]), offsets };
}

/** Rows of cells by name; a row that has no such name has an empty cell. */
export function rowsOfObjects(rows: readonly JsonObject[], offsets: readonly number[] | null): JsonRows {
  const paths = new Map<string, readonly string[]>();
  for (const row of rows) {
    for (const key in row) {
      const cell = row[key];
      if (isObject(cell)) for (const inner in cell) paths.set(nestedName(key, inner), [key, inner]);
      else if (!paths.has(key)) paths.set(key, [key]);
    }
  }
  const names = [...paths.keys()];
  const column = (index: number) => {
    const [key, inner] = paths.get(names[index]!) as readonly [string, string?];
    if (inner === undefined) return rows.map((row) => row[key]);
    return rows.map((row) => (isObject(row[key]) ? row[key][inner] : null));
  };
  return { names, count: rows.length, column, offsets };
}

const PRICE_LETTERS: Readonly<Record<string, string>> = { o: "open", h: "high", l: "low", c: "close" };

/** OANDA's candles keep their prices in `mid`, `bid` and `ask`: { mid: { o, h, l, c } }. */
function nestedName(key: string, inner: string): string {
  const price = PRICE_LETTERS[inner] ?? inner;
  return key === "mid" ? price : `${key}_${price}`;
}

/** Columns by name, all of one length. */
export function rowsOfColumns(columns: readonly (readonly [string, readonly unknown[]])[]): JsonRows {
  return {
    names: columns.map(([name]) => name),
    count: columns[0]?.[1].length ?? 0,
    column: (index) => columns[index]![1],
    offsets: null,
  };
}

/** The same rows with a column before the others. */
export function withColumn(rows: JsonRows, name: string, cells: readonly unknown[]): JsonRows {
  return { ...rows, names: [name, ...rows.names], column: (index) => (index === 0 ? cells : rows.column(index - 1)) };
}

/** Several tickers' rows one after the other, with a column of tickers. */
export function rowsOfTickers(parts: readonly (readonly [string, JsonRows])[]): JsonRows {
  const names = [...new Set(parts.flatMap(([, rows]) => rows.names))];
  const count = parts.reduce((sum, [, rows]) => sum + rows.count, 0);
  const column = (index: number) =>
    parts.flatMap(([symbol, rows]) => {
      if (index === 0) return new Array<unknown>(rows.count).fill(symbol);
      const at = rows.names.indexOf(names[index - 1]!);
      return at === -1 ? new Array<unknown>(rows.count).fill(null) : rows.column(at);
    });
  const offsets = parts.every(([, rows]) => rows.offsets !== null) ? parts.flatMap(([, rows]) => rows.offsets!) : null;
  return { names: ["symbol", ...names], count, column, offsets };
}
