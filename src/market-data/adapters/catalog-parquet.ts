import { createHash } from "node:crypto";
import { isDailyOrLonger } from "#time/timeframe";
import { DAY_MS } from "#time/units";
import { type CatalogEntry, entryFromJson } from "../catalog-entry.ts";
import type { PulledBars } from "../providers/join-pages.ts";

/** Where an entry stands among what a Parquet file says of itself. */
const KEY = "ivy";
/** Where the checksum of its bars stands: it is of the file, and stays what it is whatever a later ivy calls a fingerprint. */
const CHECKSUM = "ivy.checksum";
const PRICES = ["open", "high", "low", "close", "adjustedClose"] as const;
const OTHERS = ["volume", "split", "dividend"] as const;
/** As readers of tables know it, ivy's own among them. */
const ADJUSTED = "adj_close";
const headerOf = (name: string) => (name === "adjustedClose" ? ADJUSTED : name);

/**
 * An entry and its bars as one Parquet file: times as DATE (bars of a day and longer) or TIMESTAMP in UTC, prices as DOUBLE,
 * null where a volume is not known. Bars of one price have the close alone.
 */
export async function entryBytes(entry: CatalogEntry, bars: PulledBars): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  type Element = NonNullable<Parameters<typeof parquetWriteBuffer>[0]["schema"]>[number];
  const schema: Element[] = [isDailyOrLonger(entry.timeframe) ? DATE : MOMENT];
  const times = isDailyOrLonger(entry.timeframe)
    ? Int32Array.from(bars.time, (time) => time / DAY_MS)
    : BigInt64Array.from(bars.time, BigInt);
  const columnData: { name: string; data: Int32Array | BigInt64Array | Float64Array | (number | null)[] }[] = [
    { name: "time", data: times },
  ];
  for (const name of [...PRICES, ...OTHERS]) {
    const column = bars[name];
    if (column === null || (entry.closeOnly && ["open", "high", "low"].includes(name))) continue;
    const isWhole = column.every((value) => !Number.isNaN(value));
    schema.push({ name: headerOf(name), type: "DOUBLE", repetition_type: isWhole ? "REQUIRED" : "OPTIONAL" });
    columnData.push({
      name: headerOf(name),
      data: isWhole ? column : Array.from(column, (value) => (Number.isNaN(value) ? null : value)),
    });
  }
  const buffer = parquetWriteBuffer({
    columnData,
    schema: [{ name: "root", num_children: schema.length }, ...schema],
    kvMetadata: [
      { key: KEY, value: JSON.stringify(entry) },
      { key: CHECKSUM, value: checksumOf(bars) },
    ],
    rowGroupSize: 100_000,
    createdBy: "ivy",
  });
  return new Uint8Array(buffer);
}

/** SHA-256 of the columns with their names, as doubles in memory. */
function checksumOf(bars: PulledBars): string {
  const hash = createHash("sha256");
  for (const name of ["time", ...PRICES, ...OTHERS] as const) {
    const column = isPlain(name) ? bars[name] : (bars[name]?.map(plain) ?? null);
    if (column !== null) hash.update(name).update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest("hex");
}

/** Times and prices are finite and above 0: their bits say no more than their value does. */
function isPlain(name: string): boolean {
  return name === "time" || (PRICES as readonly string[]).includes(name);
}

/** One NaN of the many that there are, and one 0 of two. */
function plain(value: number): number {
  if (Number.isNaN(value)) return Number.NaN;
  return value === 0 ? 0 : value;
}

const DATE = { name: "time", type: "INT32", converted_type: "DATE", repetition_type: "REQUIRED" } as const;
const MOMENT = {
  name: "time",
  type: "INT64",
  converted_type: "TIMESTAMP_MILLIS",
  logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  repetition_type: "REQUIRED",
} as const;

/** What a Parquet file says of its entry, by the file's end; null where it says nothing. Throws for what is no Parquet. */
export async function entryOf(tail: ArrayBuffer): Promise<CatalogEntry | null> {
  const { parquetMetadata } = await import("hyparquet");
  const { key_value_metadata: pairs } = parquetMetadata(tail);
  const text = pairs?.find(({ key }) => key === KEY)?.value;
  return text === undefined ? null : entryFromJson(text);
}

/** The entry and the bars of a file, and whether these are the bars that were written. null where it bears no entry; throws for what is no Parquet, or is cut off. */
export async function readEntryBytes(
  bytes: ArrayBuffer,
): Promise<{ readonly entry: CatalogEntry; readonly bars: PulledBars; readonly isAsKept: boolean } | null> {
  const { parquetMetadata, parquetRead } = await import("hyparquet");
  const metadata = parquetMetadata(bytes);
  const entry = await entryOf(bytes);
  if (entry === null) return null;
  const rows = Number(metadata.num_rows);
  const columns = new Map<string, Float64Array>();
  const counts = new Map<string, number>();
  await parquetRead({
    file: bytes,
    metadata,
    parsers: { timestampFromMilliseconds: Number, dateFromDays: (days) => days * DAY_MS },
    onChunk: ({ columnName, columnData, rowStart }) => {
      const column = columns.get(columnName) ?? new Float64Array(rows);
      columns.set(columnName, column);
      counts.set(columnName, (counts.get(columnName) ?? 0) + columnData.length);
      if (columnData instanceof Float64Array) column.set(columnData, rowStart);
      else
        for (let i = 0; i < columnData.length; i++)
          column[rowStart + i] = (columnData[i] as number | null) ?? Number.NaN;
    },
  });
  const needed = (name: string) => {
    const column = columns.get(name);
    if (column === undefined || counts.get(name) !== rows) throw new Error(`the column ${name} is not whole`);
    return column;
  };
  const close = needed("close");
  const price = (name: string) => (entry.closeOnly ? close : needed(name));
  const ifAny = (name: string) => (columns.has(name) ? needed(name) : null);
  const bars: PulledBars = {
    time: needed("time"),
    open: price("open"),
    high: price("high"),
    low: price("low"),
    close,
    volume: ifAny("volume"),
    adjustedClose: ifAny(ADJUSTED),
    split: ifAny("split"),
    dividend: ifAny("dividend"),
  };
  const checksum = metadata.key_value_metadata?.find(({ key }) => key === CHECKSUM)?.value;
  return { entry, bars, isAsKept: checksum === checksumOf(bars) };
}
