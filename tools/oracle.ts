import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { difference, play, type Scenario } from "../test/oracle/scenario.ts";

/** Compares every scenario file of a folder with what the engine does; exits 1 on any difference or when there is none. */
const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: npm run oracle -- FOLDER   (scenario files with their expected answers, *.json)");
  process.exit(2);
}
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
let failed = 0;
let fills = 0;
for (const name of files.sort()) {
  const scenario = JSON.parse(readFileSync(join(folder, name), "utf8")) as Scenario;
  let found: string | null;
  try {
    found = difference(play(scenario), scenario);
  } catch (error) {
    found = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  fills += scenario.expect.fills.length;
  if (found === null) continue;
  failed++;
  console.log(`${name}  ${found}`);
}
console.log(`${files.length} scenarios, ${fills} fills: ${files.length - failed} agree, ${failed} differ`);
process.exit(failed > 0 || files.length === 0 ? 1 : 0);
