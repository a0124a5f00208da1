import { DataError } from "#base/errors";
import { localOf } from "#time/local-times";
import { DAY_MS } from "#time/units";
import { zoneNamed } from "#time/zone";
import { isObject, type JsonContext, type JsonObject, type JsonRows, rowsOfColumns } from "./json-rows.ts";

/** The answer of Yahoo's chart service: { chart: { result: [{ meta, timestamp, indicators }] } }. */
export function isYahooChart(value: unknown): value is { readonly chart: { readonly result: readonly JsonObject[] } } {
  return (
    isObject(value) && isObject(value.chart) && Array.isArray(value.chart.result) && isObject(value.chart.result[0])
  );
}

/**
 * The bars of Yahoo's chart service. Daily bars and longer are stamped there with a moment of their session: here they
 * stand on its date, in the zone of the exchange. A row without any price is a bar that was not traded, and is passed over.
 */
export function rowsOfYahoo(result: JsonObject, context: JsonContext): { rows: JsonRows; symbol: string | null } {
  const { meta, timestamp, indicators } = result;
  const [quote] = arrayAt(indicators, "quote");
  if (!Array.isArray(timestamp) || !isObject(quote)) throw noBars(context);
  const [adjusted] = arrayAt(indicators, "adjclose");
  const adjclose = isObject(adjusted) ? { "adj close": adjusted.adjclose } : {};
  const { open, high, low, close, volume } = quote;
  const columns = Object.entries({ open, high, low, close, volume, ...adjclose }).filter(([, cells]) =>
    Array.isArray(cells),
  );
  const uneven = columns.find(([, cells]) => (cells as unknown[]).length !== timestamp.length);
  if (uneven !== undefined) throw noBars(context);
  const prices = columns.filter(([name]) => name !== "volume").map(([, cells]) => cells as unknown[]);
  const kept = timestamp.map((_, row) => row).filter((row) => prices.some((cells) => cells[row] !== null));
  const empty = timestamp.length - kept.length;
  if (empty > 0) context.notes.push(`${empty} ${empty === 1 ? "row" : "rows"} without any price passed over`);
  const pick = (cells: readonly unknown[]) => kept.map((row) => cells[row]);
  const times: readonly (readonly [string, readonly unknown[]])[] = [["time", timesOf(pick(timestamp), meta)]];
  const rows = rowsOfColumns([...times, ...columns.map(([name, cells]) => [name, pick(cells as unknown[])] as const)]);
  return { rows, symbol: isObject(meta) && typeof meta.symbol === "string" ? meta.symbol : null };
}

function arrayAt(value: unknown, key: string): readonly unknown[] {
  const inner = isObject(value) ? value[key] : undefined;
  return Array.isArray(inner) ? inner : [];
}

/** Session dates for bars of a day and longer; else the seconds as they are. */
function timesOf(seconds: readonly unknown[], meta: unknown): readonly unknown[] {
  const { dataGranularity, exchangeTimezoneName } = isObject(meta) ? meta : {};
  const isDaily = typeof dataGranularity === "string" && /^\d+(d|wk|mo)$/.test(dataGranularity);
  const zone = typeof exchangeTimezoneName === "string" ? zoneNamed(exchangeTimezoneName) : null;
  if (!isDaily || zone === null) return seconds;
  const local = localOf(
    Float64Array.from(seconds, (cell) => (typeof cell === "number" ? cell * 1000 : Number.NaN)),
    zone,
  );
  return Array.from(local, (ms, row) =>
    Number.isNaN(ms) ? seconds[row] : new Date(Math.floor(ms / DAY_MS) * DAY_MS).toISOString().slice(0, 10),
  );
}

function noBars({ file }: JsonContext): DataError {
  return new DataError({
    code: "no-rows",
    message: `${file} is an answer of Yahoo's chart service without whole columns of prices.`,
    where: { file, expected: "chart.result[0] with timestamp and indicators.quote[0], of one length" },
    help: "It may be cut off, or hold no bars for the dates asked for: get it again.",
  });
}
