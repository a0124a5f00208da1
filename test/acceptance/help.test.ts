import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allVerbs } from "../../src/cli/all-verbs.ts";
import { COMMANDS, GROUPS } from "../../src/cli/command-map.ts";
import { bash, ivy, ROOT } from "./ivy-process.ts";
import { providerServer } from "./provider-process.ts";

const verbs = await allVerbs();

let folder: string;
/** Hashes of two runs that the examples may speak of. */
let runs: string[];

// Examples that pull prices pull them from a server on this machine.
let servers: Awaited<ReturnType<typeof providerServer>>;
beforeAll(async () => {
  servers = await providerServer(ROOT);
  Object.assign(process.env, servers.env);
});
afterAll(() => servers.stop());

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-help-"));
  // What examples speak of: prices, a strategy, two runs; a run file is written where one is named.
  mkdirSync(join(folder, "prices"));
  writeFileSync(join(folder, "prices/SPY.csv"), prices());
  writeFileSync(join(folder, "mine.ts"), STRATEGY);
  for (const path of [".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"]) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  runs = ["sma-cross", "buy-and-hold"].map((strategy) => {
    const { stdout } = ivy(["backtest", "--strategy", strategy, "--tickers", "KO", "--json"], folder);
    return (JSON.parse(stdout) as { run: string }).run.slice(-6);
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STRATEGY = `import { defineStrategy } from "ivy-quant";
export default defineStrategy({ summary: "mine", onBar: (context) => { if (context.position === 0) context.enterLong(); } });
`;

const RUN_FILE = "strategy: sma-cross\ntickers: [KO]\nfrom: 2013-01-01\n";

/** A year and a half of days that go up and down, so that averages cross. */
function prices(): string {
  const rows = Array.from({ length: 400 }, (_, day) => {
    const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
    const close = (100 + 10 * Math.sin(day / 15) + day / 20).toFixed(2);
    return `${date},${close},${close},${close},${close},1000000`;
  });
  return `date,open,high,low,close,volume\n${rows.join("\n")}\n`;
}

describe("the help", () => {
  it("names every verb, in one line each, and the first thing to type", () => {
    const { stdout } = ivy([]);
    for (const [name] of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ivy ${name.split(" ")[0]} +\\w`, "m"));
    expect(stdout).toContain("Start here:  ivy backtest --strategy pairs --tickers KO,PEP");
    for (const line of ["--help", "-h", "help"]) expect(ivy([line]).stdout).toBe(stdout);
  });

  it("says of every group what it is for, however it is asked", () => {
    const groups = new Set(verbs.filter(({ name }) => name.includes(" ")).map(({ name }) => name.split(" ")[0]!));
    for (const group of groups) {
      expect(GROUPS.get(group), group).toMatch(/^[a-z]/);
      const { stdout, status } = ivy([group]);
      expect(status).toBe(0);
      expect(stdout).toContain(`ivy ${group}: `);
      for (const line of [
        [group, "--help"],
        [group, "-h"],
        ["help", group],
        [group, "help"],
      ]) {
        expect(ivy(line).stdout).toBe(stdout);
      }
    }
  });

  it.each(verbs.map((verb) => [verb.name, verb] as const))("of ivy %s fits 80 columns, and teaches", (name, verb) => {
    const words = name.split(" ");
    const { stdout, stderr, status } = ivy([...words, "--help"]);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(stdout).toContain(`Usage:  ivy ${name}`);
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    for (const { flags } of verb.groups) for (const flag of flags) expect(stdout).toContain(`  ${flag.name}`);
    expect(ivy([...words, "-h"]).stdout).toBe(stdout);
    expect(ivy(["help", ...words]).stdout).toBe(stdout);
    for (const page of verb.readOn) expect(existsSync(join(ROOT, page)), page).toBe(true);
    expect(verb.examples.length).toBeGreaterThanOrEqual(2);
    expect(verb.examples.length).toBeLessThanOrEqual(4);
    for (const { line, says } of verb.examples) {
      expect(says, `what this does: ${line}`).toMatch(/\w/);
      expect(line).toMatch(/^ivy /);
    }
  });

  const examples = verbs.flatMap((verb) => verb.examples.map(({ line }) => [line] as const));
  it("comments every line of its examples that is no command, however narrow the terminal", () => {
    for (const { name } of verbs) {
      const { stdout } = bash(`IVY_COLUMNS=44 $IVY ${name} --help`, folder);
      const [, shown] = /\nExamples?\n([\s\S]*?)\n\n/.exec(`${stdout}\n`)!;
      for (const line of shown!.split("\n")) expect(line).toMatch(/^ {2}(# |ivy |source )/);
    }
  });

  it.each(examples)("shows a line that runs: %s", (line) => {
    const hashes = [...runs];
    const real = line.replace(/\b(?=[0-9a-f]*[0-9])[0-9a-f]{6}\b/g, () => hashes.shift() ?? runs[0]!);
    // A folder of its own: some lines write what others read.
    const place = mkdtempSync(join(tmpdir(), "ivy-example-"));
    cpSync(folder, place, { recursive: true });
    for (const file of line.match(/[\w./-]+\.ya?ml/g) ?? []) {
      if (!line.startsWith("ivy config init")) {
        mkdirSync(dirname(join(place, file)), { recursive: true });
        writeFileSync(join(place, file), RUN_FILE);
      }
    }
    const { status, stderr } = bash(`export HOME=$PWD; ${real.replace(/(^|\| *)ivy /g, "$1$IVY ")}`, place);
    rmSync(place, { recursive: true });
    const failing = line.includes("--strict") || line.includes("--require");
    expect(status, stderr).toBeLessThanOrEqual(failing ? 1 : 0);
    expect(stderr).not.toMatch(/^error/m);
  });
});

/** The sources of every file of ours that a start loads, and the names of the packages that it loads. */
function loadedBy(args: readonly string[]): string[] {
  const out = mkdtempSync(join(tmpdir(), "ivy-loaded-"));
  const { status } = bash(`NODE_V8_COVERAGE=${out} $IVY ${args.join(" ")}`, folder);
  expect(status).toBe(0);
  const files = readdirSync(out).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(out, name), "utf8")) as { result: { url: string }[] };
    return result.map(({ url }) => url).filter((url) => url.startsWith("file:"));
  });
  rmSync(out, { recursive: true });
  return [...new Set(files)].map((url) => fileURLToPath(url)).flatMap(sourcesOf);
}

function sourcesOf(file: string): string[] {
  if (!existsSync(`${file}.map`)) return [relative(ROOT, file)];
  const { sources } = JSON.parse(readFileSync(`${file}.map`, "utf8")) as { sources: string[] };
  return sources.map((source) => relative(ROOT, join(dirname(file), source)));
}

describe("what a start loads", () => {
  it.each([[["--help"]], [["--version"]]])("for %j is the shell alone: no command, no parser, no package", (args) => {
    const loaded = loadedBy(args);
    expect(loaded).toContain("src/cli/run-command-line.ts");
    expect(loaded.filter((path) => !/^(src\/(cli|base)\/[\w-]+\.ts|bin\/ivy\.js)$/.test(path))).toEqual([]);
  });

  it("for the help of a verb is no engine and none of the heavy packages", () => {
    const loaded = loadedBy(["backtest", "--help"]);
    expect(loaded.some((path) => path.includes("node_modules/commander/"))).toBe(true);
    expect(loaded.filter((path) => /node_modules\/(zod|yaml|esbuild|csv-parse|hyparquet)/.test(path))).toEqual([]);
    expect(loaded.filter((path) => /^src\/(engine|metrics|market-data|strategy)\//.test(path))).toEqual([]);
  });
});

/** A line as people mistype it, and what the answer must hold. */
const MISTYPED: readonly (readonly [string, string])[] = [
  ["backtst --strategy pairs", "Did you mean: ivy backtest --strategy pairs"],
  ["run", "Did you mean: ivy backtest"],
  ["test --strategy pairs --tickers KO,PEP", "Did you mean: ivy backtest --strategy pairs --tickers KO,PEP"],
  ["backtest pairs KO,PEP", "Did you mean: ivy backtest --strategy pairs --tickers KO,PEP"],
  ["backtest pair ko,pep 2013", "Did you mean: ivy backtest --strategy pairs --tickers ko,pep --from 2013"],
  ["backtest --strategy pairs --tickers KO PEP", "Did you mean: ivy backtest --strategy pairs --tickers KO,PEP"],
  ["backtest ./mine.ts KO", "Did you mean: ivy backtest --strategy ./mine.ts --tickers KO"],
  [
    "backtest --strategy sma-cross --tickers KO fast=5",
    "Did you mean: ivy backtest --strategy sma-cross --tickers KO --set fast=5",
  ],
  ["backtest -strategy pairs --tickers KO,PEP", "Did you mean: ivy backtest --strategy pairs --tickers KO,PEP"],
  ["backtest --strategy pairs --Tickers KO,PEP", "Did you mean: ivy backtest --strategy pairs --tickers KO,PEP"],
  ["backtest --strategy pairs --tickers KO,PEP --profile ivvy", "Did you mean: ivy backtest --strategy pairs"],
  ["backtest --strategy pairs --tickers KO,PEP --convention backtesting", "backtesting-py"],
  ["backtest --strategy pairs --tickers KO,PEP --timeframe 1dy", "--timeframe 1d"],
  ["backtest --strategy pairs --tickers KO,PEP --series parqet", "--series parquet"],
  ["backtest --strategy sma-crss --tickers KO", "--strategy sma-cross"],
  ["backtest --strategy sma-cross --tickers PEPP", "PEP"],
  [
    "backtest --strategy=sma-cross --tickers=KO PEP",
    "Did you mean: ivy backtest --strategy=sma-cross --tickers=KO,PEP",
  ],
  [
    "backtest --strategy sma-cross --tickers KO --set fast 20",
    "Did you mean: ivy backtest --strategy sma-cross --tickers KO --set fast=20",
  ],
  ["backtest help", "Did you mean: ivy backtest --help"],
  ["--strategy pairs --tickers KO,PEP", "The command comes first: ivy backtest --strategy pairs --tickers KO,PEP"],
  ["--verison", "Did you mean: ivy --version"],
  ["completion fisch", "Did you mean: ivy completion fish"],
  [
    "backtest --strategy sma-cross,pairss --tickers KO",
    "Did you mean: ivy backtest --strategy sma-cross,pairs --tickers KO",
  ],
  [
    "backtest --strategy sma-cross --ticker KO --form 2013",
    "ivy backtest --strategy sma-cross --tickers KO --from 2013",
  ],
  ["help backtst", "Did you mean: ivy backtest --help"],
  ["docter", "Did you mean: ivy doctor"],
];

describe("a folder that is gone", () => {
  it("keeps no one from reading the help, and is an error of three parts for the rest", () => {
    const line = (args: string) => bash(`mkdir gone && cd gone && rmdir ../gone && $IVY ${args}`, folder);
    expect(line("--help")).toMatchObject({ status: 0, stderr: "" });
    expect(line("backtest --help")).toMatchObject({ status: 0, stderr: "" });
    const { status, stderr } = line("backtest --strategy pairs --tickers KO,PEP");
    expect(status).toBe(74);
    expect(stderr).toContain("not there any more");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("a mistyped line", () => {
  it.each(MISTYPED)("%s", (line, answer) => {
    const { status, stdout, stderr } = bash(`$IVY ${line}`, folder);
    expect(stdout).toBe("");
    expect(status).toBeGreaterThanOrEqual(2);
    expect(stderr).toContain(answer);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each([
    ["list", "ivy runs list, or ivy strategies list", "runs list"],
    ["list runs", "Did you mean: ivy runs list", "runs list"],
    ["run list", "Did you mean: ivy runs list", "runs list"],
    ["strategy list", "Did you mean: ivy strategies list", "strategies list"],
    ["runs lst", "Did you mean: ivy runs list", "runs list"],
  ])("%s, where there is a group for it", (line, answer, needed) => {
    if (!COMMANDS.has(needed)) return;
    expect(bash(`$IVY ${line}`, folder)).toMatchObject({ status: 2, stderr: expect.stringContaining(answer) });
  });
});
