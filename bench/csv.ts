import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { CSV_GOLDEN, csvFile } from "./csv-file.ts";
import { median, type Row, requireGolden } from "./measure.ts";

/** A row of the bench that is timed in fresh processes. */
export interface FreshWorkload {
  readonly workload: "CSV" | "CACHE";
  readonly case: string;
  /** ours ≤ ask × the bound (for CSV DuckDB's time into a table); null where a row is there to be compared only. */
  readonly ask: number | null;
  /** Null where what it measures is not installed. */
  time(rounds: number): Row | null;
}

interface Answer {
  readonly first: number;
  readonly later: number | null;
  readonly figures: readonly number[];
}

/** Calls in one process where later ones are asked for, and rounds of them. */
const CALLS = 5;
const WARM_ROUNDS = 7;

const BOUND = "duckdb-table";

function row(name: string, reader: string, ask: number | null, calls = 1): FreshWorkload {
  return {
    workload: "CSV",
    case: name,
    ask,
    time(rounds) {
      const path = csvFile(process.cwd());
      const times: Record<string, number[]> = { [reader]: [], [BOUND]: [] };
      for (let i = 0; i < (calls === 1 ? rounds : Math.min(rounds, WARM_ROUNDS)); i++) {
        for (const [who, list] of Object.entries(times)) {
          const answer = answerOf(who, path, calls);
          if (answer === null) continue;
          requireGolden(`${who} of CSV`, answer.figures, CSV_GOLDEN);
          list.push(answer.later ?? answer.first);
        }
      }
      if (times[reader]!.length === 0) return null;
      const ms = median(times[reader]!);
      const boundMs = times[BOUND]!.length === 0 ? null : median(times[BOUND]!);
      const ratio = boundMs === null ? null : ms / boundMs;
      return { workload: "CSV", case: name, ms, boundMs, ratio, golden: true, threads: 1 };
    },
  };
}

/** One process that reads the file `calls` times; null when the reader is not installed there. */
export function answerOf(reader: string, path: string, calls: number): Answer | null {
  const [program, args] =
    reader === "pandas"
      ? [process.env.IVY_PYTHON ?? "python3", [join(process.cwd(), "bench/peers/csv_pandas.py"), path, String(calls)]]
      : [process.execPath, [process.argv[1]!, "--csv-reader", reader, path, String(calls)]];
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return status === 0 && stdout.trim() !== "" ? (JSON.parse(stdout) as Answer) : null;
}

export const csv: readonly FreshWorkload[] = [
  row("cold", "ivy", 1.2),
  row("warm", "ivy", 1.2, CALLS),
  row("load", "load", null),
  row("duckdb", "duckdb-columns", null),
  row("pandas", "pandas", null),
];
