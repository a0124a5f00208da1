import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { PRICES } from "./bad-input/bad-case.ts";
import { ivy } from "./ivy-process.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-manners-"));
  mkdirSync(join(folder, "prices"));
  writeFileSync(join(folder, "prices/GOOD.csv"), PRICES["prices/GOOD.csv"]!);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(source: string, file = "mine.ts") {
  writeFileSync(
    join(folder, file),
    `import { defineStrategy } from "ivy-quant";\n${source}\nexport default defineStrategy({
  summary: "Mine",
  onBar(context) {
    if (context.bar === 3) console.log("at bar 3");
  },
});\n`,
  );
  return ivy(["backtest", "--strategy", `./${file}`, "--data", "prices", "--tickers", "GOOD", "--json"], folder);
}

it("what a strategy prints does not stand in the document", () => {
  const { status, stdout, stderr } = run('process.stdout.write("loaded\\n");');
  expect(JSON.parse(stdout)).toMatchObject({ schema: "ivy.backtest/1" });
  expect(stderr.startsWith("loaded\nat bar 3\n"), stderr).toBe(true);
  expect(status).toBe(0);
});

it("a timer that a strategy leaves behind does not keep ivy from ending", () => {
  const started = Date.now();
  expect(run("setInterval(() => {}, 60_000);").status).toBe(0);
  // The timer's first turn comes after a minute; a run takes less than a second.
  expect(Date.now() - started).toBeLessThan(20_000);
});

it("a strategy may have the longest name that a file may have", () => {
  expect(run("", `${"é".repeat(126)}.ts`).status).toBe(0);
});
