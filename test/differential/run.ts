import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import type { CaseFile } from "./case.ts";
import { difference } from "./compare.ts";
import { play } from "./play.ts";

const USAGE = `usage: node tools/run.mjs test/differential/run.ts PROFILE --python PYTHON [--seed 1] [--count 200] [--show 10] [--keep FILE.json.gz]
Draws COUNT random cases from SEED, runs the engine whose name the profile bears and ivy, and compares every fill and the
equity. --keep writes the cases with the engine's figures to a file. Exits 1 on any difference. See test/differential/README.md.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: "string" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "200" },
    show: { type: "string", default: "10" },
    keep: { type: "string" },
  },
});
const [profile] = positionals;
if (profile === undefined || values.python === undefined) {
  console.error(USAGE);
  process.exit(2);
}
const program = `test/differential/${profile}/peer.py`;
const ran = spawnSync(values.python, [program, "--seed", values.seed, "--count", values.count], {
  encoding: "utf8",
  maxBuffer: 1 << 30,
  stdio: ["ignore", "pipe", "inherit"],
});
if (ran.status !== 0) {
  console.error(`${values.python} ${program} failed: ${ran.error?.message ?? `exit ${ran.status}`}`);
  process.exit(2);
}
const file = JSON.parse(ran.stdout) as CaseFile;
let fills = 0;
let orders = 0;
const differing: string[] = [];
for (const one of file.cases) {
  fills += one.expect.fills.length;
  orders += one.actions.filter((action) => action.do === "place" || action.do === "close").length;
  let found: string | null;
  try {
    found = difference(play(one, profile), one);
  } catch (error) {
    found = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  if (found !== null) differing.push(`${one.name}  ${found}\n  settings ${JSON.stringify(one.settings)}`);
}
for (const line of differing.slice(0, Number(values.show))) console.log(line);
const agree = file.cases.length - differing.length;
console.log(
  `${profile} against ${file.tool} ${file.version}, seed ${file.seed}: ${file.cases.length} cases, ${orders} orders, ${fills} fills: ${agree} agree, ${differing.length} differ`,
);
if (values.keep !== undefined && differing.length === 0) {
  mkdirSync(dirname(values.keep), { recursive: true });
  writeFileSync(values.keep, gzipSync(ran.stdout, { level: 9 }));
  console.log(`kept in ${values.keep}`);
}
process.exit(differing.length > 0 || fills === 0 ? 1 : 0);
