import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { Bound } from "./bound.ts";
import { cache } from "./cache.ts";
import type { Clock } from "./clock.ts";
import { csv, type FreshWorkload } from "./csv.ts";
import { timeReader } from "./csv-readers.ts";
import { measure, type Row, serve } from "./measure.ts";
import { peersOf, peerText } from "./peers.ts";
import { product } from "./product.ts";
import { w1 } from "./w1.ts";
import { w2 } from "./w2.ts";
import { w3 } from "./w3.ts";
import { w4 } from "./w4.ts";
import type { Workload } from "./workload.ts";

/**
 * npm run bench [-- W1 W2 …] [--json] [--rounds N] [--clock cpu] [--peers PYTHON]: times what users run against C kernels
 * on the same data, in interleaved rounds. Golden figures are checked before any time is shown; medians are printed. Each row runs in a
 * process of its own, as a user's run does: code compiled for one workload would slow the next.
 */
const { values: flags, positionals: asked } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "15" },
    clock: { type: "string", default: "wall" },
    peers: { type: "string" },
    row: { type: "string" },
    serve: { type: "string" },
    "csv-reader": { type: "string" },
  },
  allowPositionals: true,
});
const all: readonly (Workload | FreshWorkload)[] = [...w1, ...w2, ...w3, ...w4, ...product, ...csv, ...cache];

const clock: Clock = flags.clock === "cpu" ? "cpu" : "wall";

if (flags["csv-reader"] !== undefined) await timeReader(flags["csv-reader"], asked[0]!, Number(asked[1]));
else if (flags.serve !== undefined) await serve(all[Number(flags.serve)] as Workload, clock);
else if (flags.row !== undefined) {
  const row = await timeRow(all[Number(flags.row)]!, Number(flags.rounds));
  if (row !== null) console.log(JSON.stringify(row));
} else process.exitCode = runAll();

async function timeRow(work: Workload | FreshWorkload, rounds: number): Promise<Row | null> {
  if ("time" in work) return work.time(rounds);
  const bound = work.against === "C" ? Bound.build(process.cwd(), clock) : Bound.ofRow(indexOf(work.bound), clock);
  const row = await measure(work, bound, rounds, clock);
  bound?.close();
  return row;
}

/** The row of this workload and case. */
function indexOf(name: string): number {
  return all.findIndex((row) => `${row.workload} ${row.case}`.trim() === name);
}

function runAll(): number {
  const wanted = all.filter((row) => asked.length === 0 || asked.includes(row.workload));
  if (wanted.length === 0) {
    console.error(`no such workload; there are ${[...new Set(all.map((row) => row.workload))].join(", ")}`);
    return 2;
  }
  if (!flags.json) console.log("workload  case         ms    bound ms   ratio    ask   golden");
  let failed = 0;
  const ours = new Map<string, number>();
  for (const work of wanted) {
    const row = rowOf(work);
    if (row === "failed") failed++;
    else if (row === null) console.error(`${work.workload} ${work.case}: not installed here, left out`);
    else {
      console.log(flags.json ? JSON.stringify(row) : textOf(row, work.ask));
      ours.set(`${row.workload} ${row.case}`.trim(), row.ms);
    }
  }
  if (flags.peers !== undefined) runPeers(flags.peers, ours);
  return failed === 0 ? 0 : 1;
}

/** Null where what is measured is not installed. */
function rowOf(work: Workload | FreshWorkload): Row | null | "failed" {
  const args = [process.argv[1]!, "--row", String(all.indexOf(work)), "--rounds", flags.rounds, "--clock", clock];
  const { status, stdout } = spawnSync(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) return "failed";
  return stdout.trim() === "" ? null : (JSON.parse(stdout) as Row);
}

/** The peers of the rows that were timed, and how many times ours each takes. */
function runPeers(python: string, ours: ReadonlyMap<string, number>): void {
  if (!flags.json) console.log("\nworkload  case         ms   times ivy   peer");
  for (const row of peersOf(python, [...ours.keys()], clock)) {
    if (flags.json) console.log(JSON.stringify(row));
    else console.log(peerText(row, ours));
  }
}

function textOf({ workload, case: name, ms, boundMs, ratio }: Row, ask: number | null): string {
  const cells = [
    workload.padEnd(9),
    name.padEnd(9),
    ms.toFixed(2).padStart(8),
    (boundMs?.toFixed(2) ?? "none").padStart(11),
    (ratio?.toFixed(2) ?? "").padStart(7),
    (ask?.toFixed(1) ?? "").padStart(6),
  ];
  return `${cells.join(" ")}   reached`;
}
