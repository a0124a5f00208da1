import {
  benchmarkTable,
  equityTable,
  fillsTable,
  ordersTable,
  recordsTable,
  type TimeText,
  tradesTable,
} from "#results/columns";
import { csvText, type Table } from "#results/csv-text";
import type { RunRecord } from "#results/run-record";

export interface RunFilesInput {
  readonly record: RunRecord;
  /** The document's exact bytes. */
  readonly json: string;
  readonly timeText: TimeText;
  /** The form of the long columns. */
  readonly series: "csv" | "parquet";
  /** The starting cash in the benchmark at the measured closes; null where the two are not compared. */
  readonly held: Float64Array | null;
  /** The text of config.resolved.yaml. */
  readonly config: string;
}

/** The files of a run folder: the document, the settings as a run file, and the long columns. */
export async function runFiles({
  record,
  json,
  config,
  timeText: written,
  series,
  held,
}: RunFilesInput): Promise<Map<string, string | Uint8Array>> {
  const timeText = remembered(written);
  const tables: [string, Table][] = [
    ["equity", equityTable(record, timeText)],
    ["trades", tradesTable(record, timeText)],
    ["fills", fillsTable(record, timeText)],
    ["orders", ordersTable(record, timeText)],
  ];
  if (held !== null) tables.push(["benchmark", benchmarkTable(record, held, timeText)]);
  if (record.records.size > 0) tables.push(["records", recordsTable(record, timeText)]);
  const files = new Map<string, string | Uint8Array>([
    ["result.json", json],
    ["config.resolved.yaml", config],
  ]);
  if (series === "csv") {
    for (const [name, table] of tables) files.set(`${name}.csv`, csvText(table));
    return files;
  }
  const { parquetBytes } = await import("#results/stores/parquet-bytes");
  // A daily bar's time is a date, as its text is; the text of any instant tells which.
  const times = timeText(0).length === "1970-01-01".length ? "date" : "instant";
  for (const [name, table] of tables) files.set(`${name}.parquet`, parquetBytes(table, times));
  return files;
}

/** The same bars stand in several tables: each of their times is written out once. */
function remembered(timeText: TimeText): TimeText {
  const texts = new Map<number, string>();
  return (time) => {
    const known = texts.get(time);
    if (known !== undefined) return known;
    const text = timeText(time);
    texts.set(time, text);
    return text;
  };
}
