import type { Progress } from "#base/progress";
import type { Timeframe } from "#domain/bars";
import { benchmarkTable, equityTable, fillsTable, ordersTable, recordsTable, tradesTable } from "#results/columns";
import { csvBytes } from "#results/csv-text";
import { orderEventsCount, orderEventsTable } from "#results/order-events";
import { positionsCount, positionsTable, weightsTable } from "#results/portfolio-tables";
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

/** Columns that are there only while they are written: those of a large run together would be larger than the run. */
interface LongTable {
  readonly name: string;
  readonly rows: number;
  readonly make: () => Table;
}

const WRITING = { label: "writing columns", parts: "rows" };

/**
 * The files of a run folder: the document, the settings as a run file, and the long columns, which are made piece by piece
 * when they are written.
 */
export async function runFiles(input: RunFilesInput): Promise<Map<string, RunContent>> {
  const { record, json, config, timeframe, series, held, progress } = input;
  const tables: LongTable[] = [
    { name: "equity", rows: record.to - record.from, make: () => equityTable(record) },
    { name: "trades", rows: record.trades.length, make: () => tradesTable(record) },
    { name: "fills", rows: record.fills.length, make: () => fillsTable(record) },
    { name: "orders", rows: record.orders.length, make: () => ordersTable(record) },
    { name: "order-events", rows: orderEventsCount(record), make: () => orderEventsTable(record) },
  ];
  if (held !== null) tables.push({ name: "benchmark", rows: held.length, make: () => benchmarkTable(record, held) });
  const { portfolio } = record;
  if (portfolio !== undefined) {
    tables.push({ name: "weights", rows: portfolio.weights.length, make: () => weightsTable(record, portfolio) });
    tables.push({ name: "positions", rows: positionsCount(record), make: () => positionsTable(record) });
  }
  if (record.records.size > 0) {
    tables.push({ name: "records", rows: record.to - record.from, make: () => recordsTable(record) });
  }
  const piecesOf = await writerOf(series, timeframe);
  const files = new Map<string, RunContent>([
    ["result.json", json],
    ["config.resolved.yaml", config],
  ]);
  const total = tables.reduce((sum, { rows }) => sum + rows, 0);
  let before = 0;
  for (const { name, rows, make } of tables) {
    const done = before;
    const step = (written: number) => progress?.step(WRITING, done + written, total);
    files.set(`${name}.${series}`, () => piecesOf(make(), step));
    before += rows;
  }
  return files;
}

type Pieces = (table: Table, step: (rows: number) => void) => Iterable<string | Uint8Array>;

async function writerOf(series: "csv" | "parquet", timeframe: Timeframe): Promise<Pieces> {
  if (series === "csv") return (table, step) => csvBytes(table, timeTexts(timeframe), step);
  const { parquetPieces } = await import("#results/stores/parquet-bytes");
  // A daily bar's time is a date, as its text is.
  const times = isDailyOrLonger(timeframe) ? "date" : "instant";
  return (table, step) => parquetPieces(table, times, step);
}
