import type { Progress } from "#base/progress";
import type { Timeframe } from "#domain/bars";
import { benchmarkTable, equityTable, fillsTable, ordersTable, recordsTable, tradesTable } from "#results/columns";
import { csvPieces } from "#results/csv-text";
import { orderEventsTable } from "#results/order-events";
import { positionsTable, weightsTable } from "#results/portfolio-tables";
import type { RunRecord } from "#results/run-record";
import type { RunContent } from "#results/stores/run-content";
import type { Table } from "#results/table";
import { timeTexts } from "#time/time-texts";
import { isDailyOrLonger } from "#time/timeframe";

export interface RunFilesInput {
  readonly record: RunRecord;
  /** The document's exact bytes. */
  readonly json: string;
  readonly timeframe: Timeframe;
  /** The form of the long columns. */
  readonly series: "csv" | "parquet";
  /** The starting cash in the benchmark at the measured closes; null where the two are not compared. */
  readonly held: Float64Array | null;
  /** The text of config.resolved.yaml. */
  readonly config: string;
  readonly progress?: Progress | undefined;
}

const WRITING = { label: "writing columns", parts: "rows" };

/**
 * The files of a run folder: the document, the settings as a run file, and the long columns, which are made piece by piece
 * when they are written.
 */
export async function runFiles(input: RunFilesInput): Promise<Map<string, RunContent>> {
  const { record, json, config, timeframe, series, held, progress } = input;
  const tables: [string, Table][] = [
    ["equity", equityTable(record)],
    ["trades", tradesTable(record)],
    ["fills", fillsTable(record)],
    ["orders", ordersTable(record)],
    ["order-events", orderEventsTable(record)],
  ];
  if (held !== null) tables.push(["benchmark", benchmarkTable(record, held)]);
  if (record.portfolio !== undefined) {
    tables.push(["weights", weightsTable(record, record.portfolio)], ["positions", positionsTable(record)]);
  }
  if (record.records.size > 0) tables.push(["records", recordsTable(record)]);
  const piecesOf = await writerOf(series, timeframe);
  const files = new Map<string, RunContent>([
    ["result.json", json],
    ["config.resolved.yaml", config],
  ]);
  const total = tables.reduce((sum, [, { length }]) => sum + length, 0);
  let before = 0;
  for (const [name, table] of tables) {
    const done = before;
    const step = (rows: number) => progress?.step(WRITING, done + rows, total);
    files.set(`${name}.${series}`, () => piecesOf(table, step));
    before += table.length;
  }
  return files;
}

type Pieces = (table: Table, step: (rows: number) => void) => Iterable<string | Uint8Array>;

async function writerOf(series: "csv" | "parquet", timeframe: Timeframe): Promise<Pieces> {
  if (series === "csv") return (table, step) => csvPieces(table, timeTexts(timeframe), step);
  const { parquetPieces } = await import("#results/stores/parquet-bytes");
  // A daily bar's time is a date, as its text is.
  const times = isDailyOrLonger(timeframe) ? "date" : "instant";
  return (table, step) => parquetPieces(table, times, step);
}
