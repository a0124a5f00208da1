import { parquetWriteBuffer } from "hyparquet-writer";
import type { BarSeries } from "#domain/bars";
import { DAY_MS } from "#time/units";

const FIELDS = ["open", "high", "low", "close", "volume"] as const;

/**
 * A synthetic series as a Parquet file: times as DATE (daily bars) or TIMESTAMP in UTC, numbers as DOUBLE, and under the key
 * `synthetic` the command that makes it again, by which readers know it for what it is.
 */
export function syntheticParquet(series: BarSeries, command: string): Uint8Array {
  const isDaily = series.timeframe === "1d";
  const times = isDaily
    ? Int32Array.from(series.time, (time) => time / DAY_MS)
    : BigInt64Array.from(series.time, BigInt);
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: "time", data: times },
      ...FIELDS.map((name) => ({ name, data: series[name] ?? new Float64Array(series.time.length) })),
    ],
    schema: [
      { name: "root", num_children: 1 + FIELDS.length },
      isDaily
        ? { name: "time", type: "INT32", converted_type: "DATE", repetition_type: "REQUIRED" }
        : {
            name: "time",
            type: "INT64",
            converted_type: "TIMESTAMP_MILLIS",
            logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
            repetition_type: "REQUIRED",
          },
      ...FIELDS.map((name) => ({ name, type: "DOUBLE", repetition_type: "REQUIRED" }) as const),
    ],
    kvMetadata: [{ key: "synthetic", value: command }],
    rowGroupSize: 100_000,
    createdBy: "ivy",
  });
  return new Uint8Array(buffer);
}
