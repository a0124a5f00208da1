import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { Bound } from "./bound.ts";
import { cache } from "./cache.ts";
import { csv, type FreshWorkload } from "./csv.ts";
import { timeReader } from "./csv-readers.ts";
import { measure, type Row } from "./measure.ts";
import { w1 } from "./w1.ts";
import { w2 } from "./w2.ts";
import { w3 } from "./w3.ts";
import { w4 } from "./w4.ts";
import type { Workload } from "./workload.ts";

/**
 * npm run bench [-- W1 W2 …] [--json] [--rounds N]: times what users run against C kernels on the same data, in
 * interleaved rounds. Golden figures are checked before any time is shown; medians are printed. Each row runs in a
 * process of its own, as a user's run does: code compiled for one workload would slow the next.
 */
const { values: flags, positionals: asked } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "15" },
    row: { type: "string" },
    "csv-reader": { type: "string" },
  },
  allowPositionals: true,
});
const all: readonly (Workload | FreshWorkload)[] = [...w1, ...w2, ...w3, ...w4, ...csv, ...cache];

if (flags["csv-reader"] !== undefined) await timeReader(flags["csv-reader"], asked[0]!, Number(asked[1]));
else if (flags.row !== undefined) {
  const row = await timeRow(all[Number(flags.row)]!, Number(flags.rounds));
  if (row !== null) console.log(JSON.stringify(row));
} else process.exitCode = runAll();

async function timeRow(work: Workload | FreshWorkload, rounds: number): Promise<Row | null> {
  if ("time" in work) return work.time(rounds);
  const bound = Bound.build(process.cwd());
  const row = await measure(work, bound, rounds);
  bound?.close();
  return row;
}

function runAll(): number {
  const wanted = all.filter((row) => asked.length === 0 || asked.includes(row.workload));
  if (wanted.length === 0) {
    console.error(`no such workload; there are ${[...new Set(all.map((row) => row.workload))].join(", ")}`);
    return 2;
  }
  if (!flags.json) console.log("workload  case         ms    bound ms   ratio    ask   golden");
  let failed = 0;
  for (const work of wanted) {
    const row = rowOf(work);
    if (row === "failed") failed++;
    else if (row === null) console.error(`${work.workload} ${work.case}: not installed here, left out`);
    else console.log(flags.json ? JSON.stringify(row) : textOf(row, work.ask));
  }
  return failed === 0 ? 0 : 1;
}

/** Null where what is measured is not installed. */
function rowOf(work: Workload | FreshWorkload): Row | null | "failed" {
  const args = [process.argv[1]!, "--row", String(all.indexOf(work)), "--rounds", flags.rounds];
  const { status, stdout } = spawnSync(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) return "failed";
  return stdout.trim() === "" ? null : (JSON.parse(stdout) as Row);
}

function textOf({ workload, case: name, ms, boundMs, ratio }: Row, ask: number | null): string {
  const cells = [
    workload.padEnd(9),
    name.padEnd(8),
    ms.toFixed(2).padStart(8),
    (boundMs?.toFixed(2) ?? "none").padStart(11),
    (ratio?.toFixed(2) ?? "").padStart(7),
    (ask?.toFixed(1) ?? "").padStart(6),
  ];
  return `${cells.join(" ")}   reached`;
}
