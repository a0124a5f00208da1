import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bash, type Ended, ROOT } from "./ivy-process.ts";

const folder = mkdtempSync(join(tmpdir(), "ivy-kept-code-"));
afterAll(() => rmSync(folder, { recursive: true }));

const BACKTEST = "backtest --strategy sma-cross --tickers KO --from 2015 --json";
const run = (command: string, cache: string, program = "$IVY"): Ended =>
  bash(`IVY_CACHE=${cache === "off" ? cache : join(folder, cache)} ${program} ${command}`, folder);

function codeIn(cache: string): string[] {
  try {
    return readdirSync(join(folder, cache, "code")).map((name) => join(folder, cache, "code", name));
  } catch {
    return [];
  }
}

describe("the program's compiled code", () => {
  const plain = run(BACKTEST, "off");

  it("is kept by a backtest, and the next start gives the same with it", () => {
    expect(plain.status).toBe(0);
    expect(run(BACKTEST, "plain")).toEqual(plain);
    const files = codeIn("plain");
    expect(files).toHaveLength(2);
    const written = files.map((file) => statSync(file).mtimeMs);
    expect(run(BACKTEST, "plain")).toEqual(plain);
    expect(codeIn("plain")).toEqual(files);
    expect(files.map((file) => statSync(file).mtimeMs)).toEqual(written);
  });

  it.each([
    ["was changed", (bytes: Buffer) => bytes.fill(7, 60_000, 61_000)],
    ["was cut off", (bytes: Buffer) => bytes.subarray(0, 9000)],
    ["is empty", () => Buffer.alloc(0)],
  ])("is not run when its file %s, but made anew", (_, damage) => {
    run(BACKTEST, "damaged");
    const files = codeIn("damaged");
    expect(files).toHaveLength(2);
    const before = files.map((file) => readFileSync(file));
    for (const [i, file] of files.entries()) writeFileSync(file, damage(Buffer.from(before[i]!)));
    expect(run(BACKTEST, "damaged")).toEqual(plain);
    expect(codeIn("damaged")).toEqual(files);
    for (const [i, file] of files.entries()) expect(statSync(file).size).toBeGreaterThan(before[i]!.length / 2);
  });

  it("is not run, but made anew, where others can write it", () => {
    run(BACKTEST, "shared");
    for (const file of codeIn("shared")) chmodSync(file, 0o666);
    expect(run(BACKTEST, "shared")).toEqual(plain);
    expect(codeIn("shared").map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it("is kept by nothing else: not by a help, a list or a run that failed", () => {
    for (const command of ["--help", "backtest --tickers KO --strategy no-such", "strategies list", "data list"]) {
      run(command, "others");
    }
    expect(codeIn("others")).toEqual([]);
  });

  it.each([
    "data show KO --last 5 --json",
    "backtest --strategy mine.ts --tickers KO --json",
    "backtest --strategy equal-weight --tickers KO,PEP --check --json",
  ])("serves what needs more of the program than a backtest did: %s", (command) => {
    copyFileSync(join(ROOT, "strategies/sma-cross.ts"), join(folder, "mine.ts"));
    run(BACKTEST, "more");
    expect(run(command, "more")).toEqual(run(command, "off"));
  });

  it("is each program's own where two lie in different folders", () => {
    const other = join(folder, "elsewhere");
    cpSync(join(ROOT, "dist"), join(other, "dist"), { recursive: true });
    cpSync(join(ROOT, "bin"), join(other, "bin"), { recursive: true });
    for (const name of ["package.json", "data", "strategies", "node_modules"])
      symlinkSync(join(ROOT, name), join(other, name));
    run(BACKTEST, "two");
    expect(run(BACKTEST, "two", `${process.execPath} ${other}/bin/ivy.js`)).toEqual(plain);
    expect(codeIn("two")).toHaveLength(4);
  });

  it("goes when the cache is emptied, and other files stay", () => {
    run(BACKTEST, "emptied");
    writeFileSync(join(folder, "emptied", "code", "mine.txt"), "mine");
    expect(run("data cache --clear --json", "emptied").status).toBe(0);
    expect(codeIn("emptied")).toEqual([join(folder, "emptied", "code", "mine.txt")]);
  });

  it("costs no run where it cannot be written", () => {
    writeFileSync(join(folder, "a-file"), "");
    expect(run(BACKTEST, "a-file")).toEqual(plain);
  });

  it("lets --debug tell the line of the source", () => {
    const { stderr } = run("backtest --strategy no-such --tickers KO --debug", "plain");
    expect(stderr).toMatch(/src\/strategy\/adapters\/find-strategy\.ts:\d+/);
  });
});
