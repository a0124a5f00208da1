import { crc32 } from "node:zlib";
import type { BarSeries } from "#domain/bars";
import type { LoadedSeries } from "../source.ts";

/**
 * A cached series as a file: a mark, the length and the checksum of the head, the head as JSON, then the columns as raw
 * doubles, little-endian, each beginning on a multiple of eight bytes.
 */

const MARK = 0x31435649;
/** Mark, length of the head, its checksum, and nothing. */
export const PREAMBLE_BYTES = 16;

/** Which file the columns came from, as it was when they were read. */
export interface FileIdentity {
  readonly path: string;
  readonly size: number;
  /** Nanoseconds since 1970, as text: more than a double holds. */
  readonly modified: string;
  readonly inode: string;
}

interface StoredColumn {
  readonly checksum: number;
}

export interface EntryHead {
  readonly file: FileIdentity;
  /** Which code read it, with what settings. */
  readonly reader: string;
  /** Bars: the length of each column. */
  readonly rows: number;
  readonly columns: readonly StoredColumn[];
  /** Index of the column that each name stands for; several names may share one. */
  readonly names: Readonly<Partial<Record<ColumnName, number>>>;
  /** The series without its columns. */
  readonly facts: Omit<BarSeries, PriceColumn | "volume" | "actions">;
  readonly hasActions: boolean;
  readonly delisted: number | null;
  readonly formerNames: readonly { readonly symbol: string; readonly until: number }[];
  /** What was found and done while the file was read. */
  readonly beside: Omit<LoadedSeries, "series">;
  /** Of the series as it is, from its first bar to its last. */
  readonly fingerprint: string;
}

type PriceColumn = "time" | "open" | "high" | "low" | "close";
type ColumnName = PriceColumn | "volume" | "split" | "dividend";

const NAMES = ["time", "open", "high", "low", "close", "volume", "split", "dividend"] as const;

export interface EncodedEntry {
  readonly head: Uint8Array;
  /** Views on the columns themselves. */
  readonly columns: readonly Uint8Array[];
}

/** A series as the bytes of its entry. Columns that are one (closes only) are kept once. */
export function encodeEntry(
  { series, ...beside }: LoadedSeries,
  about: Pick<EntryHead, "file" | "reader" | "fingerprint">,
): EncodedEntry {
  const { time, open, high, low, close, volume, actions, ...facts } = series;
  const split = actions?.split ?? null;
  const dividend = actions?.dividend ?? null;
  const all = { time, open, high, low, close, volume, split, dividend };
  const columns: Float64Array[] = [];
  const names: Partial<Record<ColumnName, number>> = {};
  for (const name of NAMES) {
    const column = all[name];
    if (column === null) continue;
    const at = columns.indexOf(column);
    names[name] = at === -1 ? columns.push(column) - 1 : at;
  }
  const bytes = columns.map((column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  const head: EntryHead = {
    ...about,
    rows: time.length,
    columns: bytes.map((one) => ({ checksum: crc32(one) })),
    names,
    facts,
    hasActions: actions !== undefined && actions !== null,
    delisted: actions?.delisted ?? null,
    formerNames: actions?.names ?? [],
    beside,
  };
  return { head: headBytes(head), columns: bytes };
}

/** The head of an entry that has no columns: which tickers a file has. */
export interface TickersHead {
  readonly file: FileIdentity;
  readonly reader: string;
  readonly tickers: readonly string[];
}

/** The bytes of a head, its mark and checksum before it. */
export function headBytes(head: EntryHead | TickersHead): Uint8Array {
  // JSON knows no Infinity; a weight only needs to stay the greatest.
  const text = JSON.stringify(head, (_, value) => (value === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : value));
  const json = new TextEncoder().encode(text);
  const length = Math.ceil((PREAMBLE_BYTES + json.length) / 8) * 8;
  const bytes = new Uint8Array(length).fill(32);
  bytes.set(json, PREAMBLE_BYTES);
  const view = new DataView(bytes.buffer);
  const body = bytes.subarray(PREAMBLE_BYTES);
  view.setUint32(0, MARK, true);
  view.setUint32(4, body.length, true);
  view.setUint32(8, crc32(body), true);
  view.setUint32(12, 0, true);
  return bytes;
}

/** How long the head is, preamble included; null for bytes that are no entry. */
export function headLength(preamble: Uint8Array): number | null {
  if (preamble.length < PREAMBLE_BYTES) return null;
  const view = new DataView(preamble.buffer, preamble.byteOffset);
  return view.getUint32(0, true) === MARK ? PREAMBLE_BYTES + view.getUint32(4, true) : null;
}

/** The head of an entry; null where it is damaged. `bytes` holds preamble and head. */
export function decodeHead<Head extends EntryHead | TickersHead = EntryHead>(bytes: Uint8Array): Head | null {
  const length = headLength(bytes);
  if (length === null || bytes.length < length) return null;
  const body = bytes.subarray(PREAMBLE_BYTES, length);
  if (crc32(body) !== new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)) return null;
  return JSON.parse(new TextDecoder().decode(body)) as Head;
}

/** The size of the whole entry, in bytes. */
export function entrySize(headBytes: number, { columns, rows }: EntryHead): number {
  return headBytes + columns.length * rows * 8;
}

/** True when the bytes are those that were written. */
export function isColumnWhole(bytes: Uint8Array, { checksum }: StoredColumn): boolean {
  return crc32(bytes) === checksum;
}

/** The series again, on the columns that were read. */
export function decodeEntry(head: EntryHead, columns: readonly Float64Array[]): LoadedSeries {
  const named = (name: ColumnName) => (head.names[name] === undefined ? null : columns[head.names[name]]!);
  const price = (name: PriceColumn) => named(name)!;
  const series: BarSeries = {
    ...head.facts,
    time: price("time"),
    open: price("open"),
    high: price("high"),
    low: price("low"),
    close: price("close"),
    volume: named("volume"),
    ...(head.hasActions && {
      actions: {
        split: named("split"),
        dividend: named("dividend"),
        delisted: head.delisted,
        names: head.formerNames,
      },
    }),
  };
  return { series, ...head.beside };
}
