import { createHash } from "node:crypto";
import type { BarSeries } from "#domain/bars";

/**
 * What the bars are, in 16 hexadecimal digits: the first 64 bits of SHA-256 over symbol and columns, so two files with
 * the same numbers have the same one. Doubles are hashed as they stand in memory (little-endian on every machine that
 * Node runs on but s390x).
 */
export function fingerprint(series: BarSeries): string {
  const hash = createHash("sha256").update(`${series.symbol}\n${series.time.length}\n`);
  for (const column of [series.time, series.open, series.high, series.low, series.close, series.volume]) {
    if (column === null) hash.update("none");
    else hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest("hex").slice(0, 16);
}
