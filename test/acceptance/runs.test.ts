import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backtestSchema } from "#results/documents/backtest";
import { comparisonSchema } from "#results/documents/comparison";
import { runsSchema } from "#results/documents/runs";
import { IVY, ivy, ROOT } from "./ivy-process.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "ivy-runs-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const place = () => mkdtempSync(join(root, "at-"));
const backtest = (strategy: string, ...more: string[]) => [
  "backtest",
  "--strategy",
  strategy,
  "--tickers",
  "KO",
  "--from",
  "2013",
  ...more,
];
const stored = (at: string) => readdirSync(join(at, "reports/backtest")).sort();
const read = (...path: string[]) => readFileSync(join(...path), "utf8");

/** A table of text as rows of cells by name. */
function csvRows(text: string): Record<string, string>[] {
  const [header, ...lines] = text.trimEnd().split("\n");
  const names = header!.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i]!, cell])));
}

describe("a run", () => {
  it("that is made again is known, and its folder is not touched", () => {
    const at = place();
    expect(ivy(backtest("sma-cross"), at).stdout).not.toContain("same as");
    const folder = join(at, "reports/backtest", stored(at)[0]!);
    const before = statSync(folder).ino;
    const info = read(folder, "run.json");
    const { stdout, status } = ivy(backtest("sma-cross"), at);
    expect(stdout).toMatch(/same as the run of \d{4}-\d\d-\d\d \d\d:\d\d/);
    expect([status, statSync(folder).ino, read(folder, "run.json")]).toEqual([0, before, info]);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("that was damaged is said to be, and is whole again", () => {
    const at = place();
    ivy(backtest("sma-cross", "--quiet"), at);
    const folder = join(at, "reports/backtest", stored(at)[0]!);
    const whole = read(folder, "equity.csv");
    for (const [file, bytes] of [
      ["equity.csv", 1000],
      ["result.json", 300],
    ] as const) {
      truncateSync(join(folder, file), bytes);
      expect(ivy(backtest("sma-cross"), at).stdout.replaceAll("\n", " ")).toContain(
        `the run stored here was damaged (${file}) and is replaced`,
      );
      expect(read(folder, "equity.csv")).toBe(whole);
      expect(() => backtestSchema.parse(JSON.parse(read(folder, "result.json")))).not.toThrow();
    }
  });

  it("never goes over a folder of other files, and leaves them as they are", () => {
    const at = place();
    mkdirSync(join(at, "mine"));
    writeFileSync(join(at, "mine/diary.txt"), "keep me");
    for (const strategies of ["sma-cross", "sma-cross,buy-and-hold"]) {
      const { status, stderr } = ivy(backtest(strategies, "--out", "mine"), at);
      expect(status).toBe(2);
      expect(stderr).toContain("mine holds other files");
    }
    expect(readdirSync(join(at, "mine"))).toEqual(["diary.txt"]);
  });

  it.skipIf(process.getuid?.() === 0)("in a folder that may not be written ends with 74 (skipped for root)", () => {
    const at = place();
    mkdirSync(join(at, "reports"));
    chmodSync(join(at, "reports"), 0o555);
    const { status, stderr } = ivy(backtest("sma-cross"), at);
    chmodSync(join(at, "reports"), 0o755);
    expect(status).toBe(74);
    expect(stderr).toContain("permission");
  });

  it("under another profile is another run, also where all settings are alike", () => {
    const at = place();
    const line = (profile: string) => backtest("buy-and-hold", "--profile", profile, "--quiet");
    for (const profile of ["backtesting-py", "backtrader"]) ivy(line(profile), at);
    expect(stored(at)).toHaveLength(2);
  });

  it("is compared with nothing under --benchmark none", () => {
    const { stdout } = ivy(backtest("sma-cross", "--benchmark", "none", "--json"), place());
    const document = backtestSchema.parse(JSON.parse(stdout));
    expect(document.benchmark).toBeNull();
    expect(document.metrics.beta).toBeNull();
    expect(document.notes.beta).toMatch(/benchmark/);
    expect(ivy(backtest("sma-cross", "--benchmark", "none"), place()).stdout).not.toContain("holding KO");
  });

  it("is compared with SPY where the prices have it, else with holding its own tickers", () => {
    const at = place();
    mkdirSync(join(at, "prices"));
    const rows = Array.from({ length: 300 }, (_, i) => {
      const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
      return `${day},${(100 + 10 * Math.sin(i / 9)).toFixed(2)}`;
    });
    const prices = `date,close\n${rows.join("\n")}\n`;
    writeFileSync(join(at, "prices/UP.csv"), prices);
    const line = ["backtest", "--strategy", "buy-and-hold", "--tickers", "UP", "--data", "prices", "--json"];
    const symbol = () => (JSON.parse(ivy(line, at).stdout) as { benchmark: { symbol: string } }).benchmark.symbol;
    expect(symbol()).toBe("UP");
    writeFileSync(join(at, "prices/SPY.csv"), prices);
    expect(symbol()).toBe("SPY");
    const screen = ivy(line.slice(0, -1), at).stdout;
    expect(screen).toMatch(/benchmark: .*SPY/);
  });
});

/** Starts a run and does not wait. */
function start(args: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [IVY, ...args], { cwd, stdio: "ignore" });
  const ended = new Promise<number | null>((done) => child.on("exit", done));
  return { child, ended };
}

describe("two processes and the same run", () => {
  it("both succeed, again and again, and one whole folder stands", async () => {
    const at = place();
    for (let k = 0; k < 3; k++) {
      rmSync(join(at, "reports"), { recursive: true, force: true });
      const both = [start(backtest("sma-cross", "--quiet"), at), start(backtest("sma-cross", "--quiet"), at)];
      expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
      expect(readdirSync(join(at, "reports/backtest"))).toHaveLength(1);
      const folder = join(at, "reports/backtest", stored(at)[0]!);
      expect(ivy(backtest("sma-cross"), at).stdout).toContain("same as the run of");
      expect(csvRows(read(folder, "equity.csv"))).toHaveLength(2516);
    }
  });
});

describe("a process that is killed in the middle of writing", () => {
  it("leaves at most a hidden folder, which the next run clears away", async () => {
    const at = place();
    const reports = join(at, "reports/backtest");
    let wasCaught = false;
    for (let tries = 0; tries < 10 && !wasCaught; tries++) {
      rmSync(reports, { recursive: true, force: true });
      const { child, ended } = start(backtest("sma-cross", "--from", "1990", "--quiet"), at);
      let isOver = false;
      void ended.then(() => {
        isOver = true;
      });
      // Waits in small steps for the first sign of the folder, so that the kill comes while it is being filled.
      while (!isOver && !(existsSync(reports) && readdirSync(reports).length > 0)) {
        await new Promise((done) => setImmediate(done));
      }
      child.kill("SIGKILL");
      await ended;
      const names = existsSync(reports) ? readdirSync(reports) : [];
      wasCaught = names.some((name) => name.endsWith(".new"));
      for (const name of names.filter((one) => !one.startsWith("."))) {
        expect(existsSync(join(reports, name, "run.json")), name).toBe(true);
      }
    }
    expect(wasCaught).toBe(true);
    expect(ivy(["runs", "list"], at).stdout).toContain("No runs in reports");
    expect(ivy(backtest("buy-and-hold", "--quiet"), at).status).toBe(0);
    expect(readdirSync(reports)).toEqual([expect.stringMatching(/^buy-and-hold-KO-[0-9a-f]{6}$/)]);
  });
});

describe("several strategies", () => {
  const THREE = ["backtest", "--strategy", "sma-cross,rsi-reversion,buy-and-hold", "--tickers", "KO"];

  it("stand in one table, in the order asked, over the same days", () => {
    const at = place();
    const { stdout, status } = ivy(THREE, at);
    expect(status).toBe(0);
    const rows = stdout.match(/^ {2}(sma-cross|rsi-reversion|buy-and-hold|holding KO) .*%/gm)!;
    expect(rows.slice(0, 4).map((row) => row.trim().split(/ {2,}/)[0])).toEqual([
      "sma-cross",
      "rsi-reversion",
      "buy-and-hold",
      "holding KO",
    ]);
    expect(stdout).toContain("overlaps those");
    expect(stdout).toMatch(/All of them are measured from \d{4}-\d\d-\d\d/);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    for (const run of stored(at)) expect(stdout).toContain(`reports/backtest/${run}`);
    expect(stored(at)).toHaveLength(3);
  });

  it("print one document with each whole run, and --out keeps it beside them", () => {
    const at = place();
    const { stdout } = ivy([...THREE, "--json", "--out", "three"], at);
    const document = comparisonSchema.parse(JSON.parse(stdout));
    expect(document.runs.map(({ settings }) => settings.strategy)).toEqual([
      "sma-cross",
      "rsi-reversion",
      "buy-and-hold",
    ]);
    expect(new Set(document.runs.map(({ window }) => window.from)).size).toBe(1);
    expect(readdirSync(join(at, "three")).sort()).toEqual([
      "buy-and-hold",
      "comparison.json",
      "rsi-reversion",
      "sma-cross",
    ]);
    expect(read(at, "three/comparison.json")).toBe(stdout);
    for (const run of document.runs) {
      expect(JSON.parse(read(at, "three", run.settings.strategy, "result.json"))).toEqual(run);
    }
    expect(ivy([...THREE, "--quiet", "--out", "three"], at).status).toBe(0);
    // As an interrupt leaves it: a run is there, the comparison is not.
    rmSync(join(at, "three/comparison.json"));
    rmSync(join(at, "three/sma-cross"), { recursive: true });
    expect(ivy([...THREE, "--quiet", "--out", "three"], at).status).toBe(0);
    expect(read(at, "three/comparison.json")).toBe(stdout);
  });

  it("take a parameter all together, or one of them by its name", () => {
    const line = ["backtest", "--strategy", "sma-cross,buy-and-hold", "--tickers", "KO", "--json"];
    const paramsOf = (...set: string[]) =>
      comparisonSchema
        .parse(JSON.parse(ivy([...line, ...set.flatMap((one) => ["--set", one])], place()).stdout))
        .runs.map(({ settings }) => settings.params);
    expect(paramsOf("fast=20", "slow=60")[0]).toMatchObject({ fast: 20, slow: 60 });
    expect(paramsOf("sma-cross.fast=12", "fast=20")[0]).toMatchObject({ fast: 12 });
  });

  it.each([
    [["--set", "fst=3"], 3, 'Did you mean "fast"'],
    [["--set", "sma-cros.fast=3"], 3, 'Did you mean "sma-cross.fast"'],
    [["--set", "sma-cross.fast=0"], 3, "sma-cross: "],
    [["--warmup", "none", "--from", "2022-12-20"], 4, "sma-cross"],
  ])("with %j leave nothing behind", (more, status, says) => {
    const at = place();
    const said = ivy(["backtest", "--strategy", "buy-and-hold,sma-cross", "--tickers", "KO", ...more], at);
    expect(said.status).toBe(status);
    expect(said.stderr).toContain(says);
    expect(existsSync(join(at, "reports"))).toBe(false);
  });

  it("may have a pair among them, on two tickers and no more", () => {
    const line = (tickers: string) => [
      "backtest",
      "--strategy",
      "pairs,sma-cross",
      "--tickers",
      tickers,
      "--from",
      "2013",
    ];
    expect(ivy([...line("KO,PEP"), "--quiet"], place()).status).toBe(0);
    const { status, stderr } = ivy(line("KO,PEP,XOM"), place());
    expect([status, stderr.includes("pairs trades two tickers")]).toEqual([2, true]);
  });
});

describe("--series parquet", () => {
  it("holds what the CSV files hold, to the bit", async () => {
    const at = place();
    const line = ["backtest", "--strategy", "pairs", "--tickers", "KO,PEP", "--from", "2013", "--quiet"];
    ivy([...line, "--out", "csv"], at);
    ivy([...line, "--out", "parquet", "--series", "parquet"], at);
    const names = (form: string) =>
      readdirSync(join(at, form))
        .filter((name) => name.endsWith(`.${form}`))
        .map((name) => name.slice(0, -form.length - 1));
    expect(names("parquet")).toEqual(names("csv"));
    expect(names("csv")).toEqual(["benchmark", "equity", "fills", "order-events", "orders", "records", "trades"]);
    for (const name of names("csv")) {
      const bytes = readFileSync(join(at, "parquet", `${name}.parquet`));
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
      const rows = (await parquetReadObjects({ file })).map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key, asCell(value)])),
      );
      expect(rows, name).toEqual(csvRows(read(at, "csv", `${name}.csv`)));
      expect(rows.length, name).toBeGreaterThan(1);
    }
    expect(read(at, "parquet/result.json")).toBe(read(at, "csv/result.json"));
    const shown = (form: string) => ivy(["runs", "show", form], at).stdout.split("\n").slice(0, -2);
    expect(shown("parquet")).toEqual(shown("csv"));
  });

  it("asked for a run that is there as CSV keeps its first time, and one form alone", () => {
    const at = place();
    ivy(backtest("sma-cross", "--quiet"), at);
    const folder = join(at, "reports/backtest", stored(at)[0]!);
    const startedAt = () => (JSON.parse(read(folder, "run.json")) as { startedAt: string }).startedAt;
    const first = startedAt();
    expect(ivy(backtest("sma-cross", "--series", "parquet"), at).stdout).toContain("same as the run of");
    expect(startedAt()).toBe(first);
    expect(readdirSync(folder)).toContain("equity.parquet");
    expect(readdirSync(folder)).not.toContain("equity.csv");
  });
});

/** A value read from Parquet as the CSV writes it. */
function asCell(value: unknown): string {
  if (value === null) return "";
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

describe("docs/runs.md", () => {
  it("names the columns that the files have", () => {
    const at = place();
    const line = [
      "backtest",
      "--strategy",
      "pairs",
      "--tickers",
      "KO,PEP",
      "--from",
      "2013",
      "--quiet",
      "--out",
      "run",
    ];
    ivy(line, at);
    const page = read(ROOT, "docs/runs.md");
    const files = [...page.matchAll(/^\| `([\w-]+\.csv)` \| `([\w, ]+)`/gm)].map(
      (match) => [match[1]!, match[2]!] as const,
    );
    expect(files.map(([name]) => name).sort()).toEqual([
      "benchmark.csv",
      "equity.csv",
      "fills.csv",
      "order-events.csv",
      "orders.csv",
      "records.csv",
      "trades.csv",
    ]);
    for (const [name, columns] of files) {
      const header = read(at, "run", name).split("\n")[0]!;
      if (name === "records.csv") expect(header.startsWith(columns)).toBe(true);
      else expect(header, name).toBe(columns.replaceAll(" ", ""));
    }
    const named = [...page.matchAll(/^\| `([\w.-]+\.(?:csv|json|yaml))` \|/gm)].map((match) => match[1]!);
    expect(readdirSync(join(at, "run")).sort()).toEqual(named.sort());
  });
});

describe("the stored runs", () => {
  let at: string;
  beforeAll(() => {
    at = place();
    for (const more of [[], ["--set", "fast=20"]]) ivy(backtest("sma-cross", ...more, "--quiet"), at);
    ivy(backtest("buy-and-hold", "--quiet"), at);
  });
  const list = (...more: string[]) => runsSchema.parse(JSON.parse(ivy(["runs", "list", "--json", ...more], at).stdout));

  it("are listed, the newest first, and by strategy", () => {
    const { runs, total } = list();
    expect(runs.map(({ strategy }) => strategy)).toEqual(["buy-and-hold", "sma-cross", "sma-cross"]);
    expect([total, list("--strategy", "sma-cross").runs.length, list("--limit", "1").runs.length]).toEqual([3, 2, 1]);
    const { stdout } = ivy(["runs", "list"], at);
    for (const { hash } of runs) expect(stdout).toContain(hash);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(list("--in", "reports/backtest").runs).toHaveLength(3);
  });

  it("are shown as they were printed, from their files alone", () => {
    const { hash, folder } = list().runs[0]!;
    const printed = ivy(backtest("buy-and-hold"), at).stdout.split("\n");
    const shown = ivy(["runs", "show", hash], at).stdout.split("\n");
    const isLast = (line: string) => line.startsWith(hash);
    expect(shown.slice(0, shown.findIndex(isLast))).toEqual(printed.slice(0, printed.findIndex(isLast)));
    expect(shown.find(isLast)).toMatch(/run on \d{4}-\d\d-\d\d \d\d:\d\d$/);
    expect(ivy(["runs", "show", hash, "--json"], at).stdout).toBe(read(at, folder, "result.json"));
    expect(ivy(["runs", "show", folder, "--json"], at).stdout).toBe(read(at, folder, "result.json"));
  });

  it("are compared: the settings that differ first", () => {
    const [a, b] = list("--strategy", "sma-cross").runs.map(({ hash }) => hash) as [string, string];
    const { stdout } = ivy(["runs", "compare", b, a], at);
    expect(stdout).toMatch(/settings that differ +\w{6} +\w{6}\n {2}fast +10 +20\n\n {2}figures/);
    expect(stdout).toMatch(/^ {2}Return +\S+ % +\S+ %$/m);
    const json = comparisonSchema.parse(JSON.parse(ivy(["runs", "compare", b, a, "--json"], at).stdout));
    expect(json.runs.map(({ settings }) => settings.params.fast)).toEqual([10, 20]);
  });

  it.each([
    [["runs", "show", "sma-cross"], "ambiguous-run", "sma-cross-KO-"],
    [["runs", "rm", "sma-cross"], "ambiguous-run", "nothing was removed"],
    [["runs", "rm", "buy-and-hold"], "run-not-exact", "nothing was removed"],
    [["runs", "show", "sm"], "no-such-run", "3 characters"],
    [["runs", "show", "zzzzzz"], "no-such-run", "ivy runs list"],
    [["runs", "compare", "buy-and-hold"], "too-few-runs", "two runs"],
    [["runs", "compare", "buy-and-hold", "buy-and-hold"], "run-twice", "once"],
    [["runs", "rm", "--all"], "not-sure", "--all --yes"],
    [["runs", "rm"], "missing-word", "ivy runs list"],
    [["runs", "list", "--limit", "0"], "bad-number", "1 or more"],
  ])("%j is answered with what to do", (args, code, says) => {
    const { status, stdout, stderr } = ivy([...args, "--json"], at);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schema: "ivy.error/1", code });
    expect(stderr).toContain(says);
    expect(stored(at)).toHaveLength(3);
  });

  it("name a near miss", () => {
    const { hash } = list().runs[0]!;
    const typo = `${hash.slice(0, 5)}${hash.endsWith("0") ? "1" : "0"}`;
    expect(ivy(["runs", "show", typo], at).stderr).toContain(hash);
  });

  it("that are damaged are named, and stop nothing", () => {
    const broken = join(at, "reports/backtest/broken-KO-abcdef");
    mkdirSync(broken);
    writeFileSync(join(broken, "result.json"), '{ "schema": "ivy.backt');
    const { runs, damaged } = list();
    expect([runs.length, damaged.map(({ folder }) => folder)]).toEqual([3, ["reports/backtest/broken-KO-abcdef"]]);
    expect(ivy(["runs", "list"], at).stdout).toContain("broken-KO-abcdef");
    expect(ivy(["runs", "show", "abcdef"], at)).toMatchObject({
      status: 74,
      stderr: expect.stringContaining("cut off"),
    });
    expect(ivy(["runs", "rm", "abcdef"], at).status).toBe(0);
    expect(existsSync(broken)).toBe(false);
  });

  it("of a strategy that has none are not there, and those of others are named", () => {
    const { status, stdout } = ivy(["runs", "list", "--strategy", "sma-cros"], at);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^No run of that strategy in reports\. There are runs of: .*sma-cross/);
  });

  it("are removed by their whole names, or all", () => {
    const [first] = list().runs;
    expect(ivy(["runs", "rm", first!.hash], at).stdout).toBe(`removed  ${first!.folder}\n`);
    expect(list().runs).toHaveLength(2);
    expect(ivy(["runs", "rm", "--all", "--yes", "--quiet"], at)).toMatchObject({ status: 0, stdout: "" });
    expect(readdirSync(join(at, "reports/backtest"))).toEqual([]);
    expect(ivy(["runs", "list"], at).stdout).toContain("No runs in reports");
  });
});
