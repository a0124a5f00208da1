import { createHash } from "node:crypto";
import type { BarSeries } from "#domain/bars";

/**
 * What the bars are, in 16 hexadecimal digits: the first 64 bits of SHA-256 over symbol and columns, so two files with
 * the same numbers have the same one. Doubles are hashed as they stand in memory (little-endian on every machine that
 * Node runs on but s390x).
 */
export function fingerprint(series: BarSeries): string {
  const known = remembered.get(series);
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(`${series.symbol}\n${series.time.length}\n`);
  for (const column of [series.time, series.open, series.high, series.low, series.close, series.volume]) {
    if (column === null) hash.update("none");
    else hash.update(bytesOf(column));
  }
  for (const [name, column] of Object.entries({ split: series.actions?.split, dividend: series.actions?.dividend })) {
    if (column) hash.update(name).update(bytesOf(column));
  }
  if (series.finer !== undefined) {
    const { open, high, low, close, start, end } = series.finer;
    hash.update("finer");
    for (const column of [open, high, low, close, start, end]) hash.update(bytesOf(column));
  }
  const delisted = series.actions?.delisted ?? null;
  if (delisted !== null) hash.update(`delisted ${delisted}`);
  const print = hash.digest("hex").slice(0, 16);
  remembered.set(series, print);
  return print;
}

const remembered = new WeakMap<BarSeries, string>();

/** Notes the fingerprint of a series that was worked out when its columns were first read. */
export function rememberFingerprint(series: BarSeries, print: string): void {
  remembered.set(series, print);
}

function bytesOf(column: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
