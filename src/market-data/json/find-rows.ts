import { DataError } from "#base/errors";
import { parseTime } from "#time/parse-time";
import { namesOfCandles } from "./candle-order.ts";
import { noRows } from "./error-answer.ts";
import {
  isObject,
  isScalar,
  type JsonContext,
  type JsonObject,
  type JsonRows,
  rowsOfArrays,
  rowsOfColumns,
  rowsOfObjects,
  rowsOfTickers,
  withColumn,
} from "./json-rows.ts";
import { rowsOfSplit } from "./pandas-shapes.ts";
import { isYahooChart, rowsOfYahoo } from "./yahoo-chart.ts";

/** How deep rows may lie in an answer: { data: { KO: { bars: […] } } }. */
const DEEPEST = 4;

/** Names that services give to what holds the rows. Another name there is the name of a ticker. */
const HOLDERS = new Set(
  "bars candles candlesticks chart data historical history items klines list ohlc ohlcv payload prices pricedata quotes records response result results rows series ticks timeseries values".split(
    " ",
  ),
);

/** Of an answer's other arrays nothing is needed: what CoinGecko prints beside its prices. */
const BESIDE = new Set(["market_caps", "total_volumes"]);

/** Where answers for one ticker name it. */
const SYMBOL_KEYS = ["symbol", "ticker", "pair", "instrument", "instId"];

/**
 * The rows of a JSON file, whatever their shape: candles by position, objects, one array per column, objects by date, each of them bare
 * or wrapped as services wrap them, for one ticker or several.
 * @throws DataError where there are none, where rows differ in kind, and where several arrays could be the prices
 */
export function findRows(value: unknown, context: JsonContext): JsonRows {
  const rows = rowsIn(value, context, 0);
  if (rows === null) throw noRows(value, context);
  return rows;
}

function rowsIn(value: unknown, context: JsonContext, depth: number): JsonRows | null {
  if (Array.isArray(value)) return rowsOfArray(value, context, depth);
  if (!isObject(value) || depth > DEEPEST) return null;
  if (isYahooChart(value)) {
    const { rows, symbol } = rowsOfYahoo(value.chart.result[0]!, context);
    return withSymbol(rows, symbol);
  }
  return (
    rowsOfSplit(value, context) ??
    columnsOf(value, context) ??
    rowsByTime(value, context) ??
    wrapped(value, context, depth)
  );
}

function rowsOfArray(values: readonly unknown[], context: JsonContext, depth: number): JsonRows | null {
  if (values.length === 0) return null;
  const offsets = context.offsets.get(values) ?? null;
  if (values.every(Array.isArray)) return candles(values, offsets, context);
  const misfit = values.findIndex((row) => !isObject(row));
  if (misfit > 0 || (misfit === 0 && values.some(isObject))) throw mixed(values, misfit, offsets, context);
  if (misfit === 0) return null;
  // One object per ticker, each with rows of its own: { ticker, priceData: […] }.
  const objects = values as readonly JsonObject[];
  if (objects.every((row) => Object.values(row).some((inner) => Array.isArray(inner) && !inner.every(isScalar)))) {
    const parts = objects.map((row) => rowsIn(row, context, depth + 1));
    if (parts.length === 1) return parts[0]!;
    if (parts.every((part) => part !== null && part.names[0] === "symbol")) return stacked(parts as JsonRows[]);
  }
  return rowsOfObjects(objects, offsets);
}

function candles(
  all: readonly (readonly unknown[])[],
  places: readonly number[] | null,
  context: JsonContext,
): JsonRows {
  const [first] = all as [readonly unknown[]];
  const hasHeader =
    first.length > 1 && all.length > 1 && first.every((cell) => typeof cell === "string" && /^[a-z_]/i.test(cell));
  const rows = hasHeader ? all.slice(1) : all;
  const offsets = hasHeader ? (places?.slice(1) ?? null) : places;
  const odd = rows.findIndex((row) => row.length !== first.length);
  if (odd !== -1) {
    throw new DataError({
      code: rows[odd]!.length < first.length ? "too-few-cells" : "too-many-cells",
      message: `The row has ${rows[odd]!.length} cells, and others have ${first.length}.`,
      where: { file: context.file, ...context.placeOf(offsets?.[odd]), expected: `${first.length} cells` },
      help: "The file may be cut off: get it again, or take the row out.",
    });
  }
  const names = hasHeader ? first.map(String) : namesOfCandles(rows, context);
  return rowsOfArrays(rows, names, offsets);
}

/** { t: […], o: […], … }: one array per column. */
function columnsOf(value: JsonObject, context: JsonContext): JsonRows | null {
  const columns = Object.entries(value).filter(
    (entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].length > 0 && entry[1].every(isScalar),
  );
  if (columns.length < 2) return null;
  const [[first, cells]] = columns as [[string, unknown[]]];
  const other = columns.find(([, others]) => others.length !== cells.length);
  // Deribit's name for the times of its columns.
  const named = ([name, values]: [string, unknown[]]) => [name === "ticks" ? "time" : name, values] as const;
  if (other === undefined) return rowsOfColumns(columns.map(named));
  throw new DataError({
    code: "uneven-columns",
    message: `The columns of ${context.file} differ in length: ${first} has ${cells.length} cells, ${other[0]} has ${other[1].length}.`,
    where: { file: context.file, key: other[0], expected: `${cells.length} cells`, received: String(other[1].length) },
    help: "The file may be cut off: get it again.",
  });
}

/** { "2013-01-02": { open: 1, … }, … } and { open: { "2013-01-02": 1, … }, … }. */
function rowsByTime(value: JsonObject, context: JsonContext): JsonRows | null {
  const entries = Object.entries(value);
  if (entries.length === 0 || !entries.every(([, inner]) => isObject(inner))) return null;
  const objects = entries.map(([, inner]) => inner as JsonObject);
  if (objects.some((inner) => !Object.values(inner).every(isScalar))) return null;
  const offsets = context.offsets.get(value) ?? null;
  const times = entries.map(([key]) => key);
  if (times.every(isTime)) return withColumn(rowsOfObjects(objects, offsets), "time", times);
  const keys = Object.keys(objects[0]!);
  if (keys.length === 0 || entries.length < 2) return null;
  if (objects.some((inner) => Object.keys(inner).length !== keys.length || keys.some((key) => !(key in inner))))
    return null;
  const isRange = keys.every((key, row) => key === String(row));
  if (!isRange && !keys.every(isTime)) return null;
  const rows = rowsOfColumns(entries.map(([name], index) => [name, keys.map((key) => objects[index]![key])] as const));
  return isRange ? rows : withColumn(rows, "time", keys);
}

function isTime(text: string): boolean {
  return !Number.isNaN(parseTime(text));
}

/** Rows below a name, or below several: one for each ticker. */
function wrapped(value: JsonObject, context: JsonContext, depth: number): JsonRows | null {
  const found = Object.entries(value)
    .filter(([key, inner]) => !BESIDE.has(key) && !isSchema(key, inner))
    .map(([key, inner]) => [key, isScalar(inner) ? null : rowsIn(inner, context, depth + 1)] as const)
    .filter((entry): entry is readonly [string, JsonRows] => entry[1] !== null);
  if (found.length === 0) return null;
  sayNextPage(value, context);
  const [[key, rows]] = found as [readonly [string, JsonRows]];
  // A holder that nobody has heard of is written in small letters, a lone ticker in capitals.
  const isTicker = (name: string) =>
    !HOLDERS.has(name.toLowerCase()) && (found.length > 1 || (depth > 0 && !/[a-z]/.test(name)));
  if (found.length === 1) return withSymbol(rows, isTicker(key) ? key : symbolIn(value));
  if (found.every(([name, { names }]) => isTicker(name) && names[0] !== "symbol")) return rowsOfTickers(found);
  const names = found.map(([name]) => name).join(", ");
  throw new DataError({
    code: "ambiguous-json",
    message: `${context.file} has rows under several names: ${names}.`,
    where: { file: context.file, expected: "one array of rows, or one for each ticker", received: names },
    help: "Keep the one that holds the prices: a file with that array alone.",
  });
}

/** pandas' `to_json(orient="table")` says beside its rows of what type each column is. */
function isSchema(key: string, inner: unknown): boolean {
  return key === "schema" && isObject(inner) && Array.isArray(inner.fields);
}

function symbolIn(value: JsonObject): string | null {
  const meta = isObject(value.meta) ? value.meta : {};
  for (const key of SYMBOL_KEYS) {
    const named = value[key] ?? meta[key];
    if (typeof named === "string" && /[a-z]/i.test(named)) return named;
  }
  return null;
}

/** A service that prints its rows in pages says where the next one is. */
function sayNextPage(value: JsonObject, { notes }: JsonContext): void {
  const next = value.next_page_token ?? value.next_url;
  if (typeof next === "string" && next !== "") notes.push("one page of several: the file names a next one");
}

function withSymbol(rows: JsonRows, symbol: string | null): JsonRows {
  const isNamed = rows.names.some((name) => /^(symbol|ticker|s)$/i.test(name));
  return symbol === null || isNamed ? rows : withColumn(rows, "symbol", new Array<string>(rows.count).fill(symbol));
}

/** Rows of several tickers, each of which names its own in the first column. */
function stacked(parts: readonly JsonRows[]): JsonRows {
  const rest = ({ names, column, ...rows }: JsonRows): JsonRows => ({
    ...rows,
    names: names.slice(1),
    column: (index) => column(index + 1),
  });
  return rowsOfTickers(parts.map((part) => [String(part.column(0)[0]), rest(part)] as const));
}

function mixed(
  values: readonly unknown[],
  at: number,
  offsets: readonly number[] | null,
  context: JsonContext,
): DataError {
  const first = Array.isArray(values[0]) ? "an array" : isObject(values[0]) ? "an object" : "a value";
  return new DataError({
    code: "mixed-rows",
    message: `The rows of ${context.file} differ in kind: the first is ${first}, this one is not.`,
    where: { file: context.file, ...context.placeOf(offsets?.[at]), received: JSON.stringify(values[at]).slice(0, 60) },
    help: "Every row is one array, or one object: mend the row or take it out.",
  });
}
