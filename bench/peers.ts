import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Clock } from "./clock.ts";

/** What another engine, or a loop, took for a workload. */
export interface PeerRow {
  readonly workload: string;
  readonly case: string;
  readonly peer: string;
  /** Median, in milliseconds; null: its package is not there, as `note` says. */
  readonly ms: number | null;
  readonly figures: readonly number[];
  /** Whether its figures are the golden ones; null: it has played a part only. */
  readonly agrees: boolean | null;
  readonly note: string;
}

/** Scripts of bench/peers by the first letters of the workloads they time. */
const SCRIPTS = ["W1", "W2", "W3", "W4"];

/** Runs the scripts of these rows with a Python that has the packages of bench/peers/README.md: their rows of the same names. */
export function* peersOf(python: string, names: readonly string[], clock: Clock): Generator<PeerRow> {
  for (const script of SCRIPTS.filter((one) => names.some((name) => name.startsWith(one)))) {
    const file = join(process.cwd(), "bench/peers", `${script.toLowerCase()}.py`);
    const { status, error, stdout } = spawnSync(python, [file], {
      stdio: ["ignore", "pipe", "inherit"],
      encoding: "utf8",
      env: { ...process.env, IVY_BENCH_CLOCK: clock },
    });
    if (status !== 0) console.error(`${python} ${file} failed${error ? `: ${error.message}` : ""}`);
    for (const line of (stdout ?? "").split("\n").filter((text) => text.startsWith("{"))) {
      const row = JSON.parse(line) as PeerRow;
      if (names.includes(`${row.workload} ${row.case}`.trim())) yield row;
    }
  }
}

export function peerText(row: PeerRow, ours: ReadonlyMap<string, number>): string {
  const { workload, case: name, peer, ms, agrees, note } = row;
  const mine = ours.get(`${workload} ${name}`.trim())!;
  const cells = [
    workload.padEnd(9),
    name.padEnd(8),
    (ms?.toFixed(2) ?? "left out").padStart(8),
    (ms === null ? "" : (ms / mine).toFixed(1)).padStart(11),
  ];
  const figures = ms === null || agrees === null ? "" : agrees ? "; golden figures" : "; other figures";
  return `${cells.join(" ")}   ${peer}${figures}${note === "" ? "" : `; ${note}`}`;
}
