import { parseArgs } from "node:util";
import { Bound } from "./bound.ts";
import { w1 } from "./w1.ts";
import { w2 } from "./w2.ts";
import { agrees, type Workload } from "./workload.ts";

/**
 * npm run bench [-- W1 W2 …] [--json] [--rounds N]: times what users run against C kernels on the same data, in
 * interleaved rounds. Golden figures are checked before any time is shown; medians are printed.
 */
const { values: flags, positionals: asked } = parseArgs({
  options: { json: { type: "boolean", default: false }, rounds: { type: "string", default: "15" } },
  allowPositionals: true,
});
const isJson = flags.json;
const rounds = Number(flags.rounds);
const all: readonly Workload[] = [...w1, ...w2];
const wanted = all.filter((row) => asked.length === 0 || asked.includes(row.workload));
if (wanted.length === 0) {
  console.error(`no such workload; there are ${[...new Set(all.map((row) => row.workload))].join(", ")}`);
  process.exit(2);
}
const WARMUP_MS = 200;
const bound = Bound.build(process.cwd());
if (bound === null && !isJson) console.log("no C compiler found: times without a bound");
if (!isJson) console.log("workload  case       ms    bound ms   ratio    ask   golden");
let failed = false;
for (const row of wanted) {
  const round = row.prepare();
  const isGolden = agrees(round(), row.golden);
  if (!isGolden) {
    failed = true;
    console.error(
      `${row.workload} ${row.case}: figures ${JSON.stringify(round())}, golden ${JSON.stringify(row.golden)}`,
    );
    continue;
  }
  // Short rounds would else be over before the compiler has done its part, which the medians should not be about.
  for (const start = performance.now(); performance.now() - start < WARMUP_MS; ) round();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    round();
    ours.push(performance.now() - start);
    if (bound === null) continue;
    const answer = await bound.round(row.bound);
    if (!agrees(answer.figures, row.goldenOfBound))
      throw new Error(`the C kernel ${row.bound} missed its golden figures`);
    if (i > 0) theirs.push(answer.ms);
  }
  const ms = median(ours);
  const boundMs = bound === null ? null : median(theirs);
  const ratio = boundMs === null ? null : ms / boundMs;
  if (isJson) {
    console.log(
      JSON.stringify({ workload: row.workload, case: row.case, ms, boundMs, ratio, golden: true, threads: 1 }),
    );
  } else {
    const cells = [
      ms.toFixed(2).padStart(9),
      (boundMs?.toFixed(2) ?? "–").padStart(11),
      (ratio?.toFixed(2) ?? "–").padStart(7),
    ];
    console.log(
      `${row.workload.padEnd(9)} ${row.case.padEnd(7)}${cells.join("")}  ${row.ask.toFixed(1).padStart(5)}   reached`,
    );
  }
}
bound?.close();
process.exitCode = failed ? 1 : 0;

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
