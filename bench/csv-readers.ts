import { join } from "node:path";
import { DEFAULT_LIMIT } from "#market-data/adapters/cache-folder";
import { openPath } from "#market-data/adapters/locate";
import { openPriceFile } from "#market-data/adapters/price-file";
import { textOnDisk } from "#market-data/adapters/text-on-disk";
import { PLAIN } from "#market-data/csv/dialect";
import { parseColumns } from "#market-data/csv/parse-columns";
import type { RowPlan } from "#market-data/csv/parse-plan";

/** Reads the file once; what it returns gives the figures that were reached, after the clock has stopped. */
type Reader = (path: string) => Promise<() => Promise<readonly number[]>>;

const HEADER = "time,open,high,low,close,volume\n";
const PLAN: RowPlan = {
  cells: 6,
  time: [0],
  timeForm: { kind: "iso" },
  values: [1, 2, 3, 4, 5],
  symbol: -1,
  wanted: null,
};

/** The parser alone: bytes of the disk to columns. */
const ivy: Reader = async (path) => {
  const { time, values, fault } = parseColumns(textOnDisk(path).from(HEADER.length, 2), PLAN, PLAIN);
  if (fault !== null) throw new Error(JSON.stringify(fault));
  return async () => figures(time, values[3]!, values[4]!);
};

/** What a run does: the form recognized, columns, and every check of the bars. */
const load: Reader = async (path) => {
  const source = await openPriceFile(path);
  const [loaded] = await source.load(await source.symbols());
  const { time, close, volume } = loaded!.series;
  return async () => figures(time, close, volume!);
};

/** Every ticker of a file or folder, through the cache of columns. */
const cached: Reader = async (path) => {
  const source = await openPath(path, {}, { path: join(process.cwd(), "bench/.cache/columns"), limit: DEFAULT_LIMIT });
  const loaded = await source.load(await source.symbols());
  return async () => {
    const all = loaded.map(({ series: { time, close, volume } }) => figures(time, close, volume!));
    const sum = (k: number) => all.reduce((total, one) => total + one[k]!, 0);
    return [sum(0), Math.min(...all.map((one) => one[1]!)), Math.max(...all.map((one) => one[2]!)), sum(3), sum(4)];
  };
};

function figures(time: Float64Array, close: Float64Array, volume: Float64Array): readonly number[] {
  let sum = 0;
  for (let i = 0; i < volume.length; i++) sum += volume[i]!;
  return [time.length, time[0]!, time.at(-1)!, close.at(-1)!, sum];
}

const FIGURES =
  "select count(*)::double, epoch_ms(min(time))::double, epoch_ms(max(time))::double, arg_max(close, time), sum(volume)::double from bars";

/** One connection for all calls, one thread. Null where the package is not installed. */
async function duckdb() {
  const { DuckDBInstance } = await import("@duckdb/node-api").catch(() => ({ DuckDBInstance: null }));
  return DuckDBInstance && (await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect());
}

/** Makers of readers: what they set up is not timed. */
const CSV_READERS: Readonly<Record<string, () => Promise<Reader | null>>> = {
  ivy: async () => ivy,
  load: async () => load,
  cached: async () => cached,
  /** Into a table. */
  "duckdb-table": async () => {
    const connection = await duckdb();
    return (
      connection &&
      (async (path) => {
        await connection.run(`create or replace table bars as select * from read_csv('${path}')`);
        return async () => Object.values((await connection.runAndReadAll(FIGURES)).getRows()[0]!) as number[];
      })
    );
  },
  /** Into columns of JavaScript, as a program that uses them gets them. */
  "duckdb-columns": async () => {
    const connection = await duckdb();
    return (
      connection &&
      (async (path) => {
        const answer = await connection.stream(
          `select epoch_ms(time)::double, open, high, low, close, volume::double from read_csv('${path}')`,
        );
        const columns = Array.from({ length: 6 }, () => new Float64Array(1_000_000));
        let rows = 0;
        for (let chunk = await answer.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await answer.fetchChunk()) {
          for (const [k, column] of columns.entries()) {
            column.set(
              (chunk.getColumnVector(k) as unknown as { items: Float64Array }).items.subarray(0, chunk.rowCount),
              rows,
            );
          }
          rows += chunk.rowCount;
        }
        return async () => figures(columns[0]!, columns[4]!, columns[5]!);
      })
    );
  },
};

/** Reads the file `calls` times in this process and prints how long the first took, the median of the others, the figures. */
export async function timeReader(name: string, path: string, calls: number): Promise<void> {
  const read = await CSV_READERS[name]!();
  if (read === null) return;
  const times: number[] = [];
  let reached: readonly number[] = [];
  for (let i = 0; i < calls; i++) {
    const start = performance.now();
    const figures = await read(path);
    times.push(performance.now() - start);
    reached = await figures();
  }
  const [first, ...later] = times;
  console.log(
    JSON.stringify({ first, later: later.sort((a, b) => a - b)[later.length >> 1] ?? null, figures: reached }),
  );
}
