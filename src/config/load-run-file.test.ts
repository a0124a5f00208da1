// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so are variables written in a run file
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ErrorParts, IvyError } from "#base/errors";
import { mergeSettings } from "./given-settings.ts";
import { loadRunFile } from "./load-run-file.ts";
import { originWords } from "./origin.ts";
import { readSettings } from "./read-settings.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "ivy-run-file-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lay(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function load(file: string, environment: Record<string, string> = {}) {
  return loadRunFile(file, { projectFolder: folder, environment });
}

function settingsOf(file: string, environment: Record<string, string> = {}) {
  const { layers, mistakes } = load(file, environment);
  expect(mistakes).toEqual([]);
  return readSettings(mergeSettings(layers));
}

function mistakesOf(text: string, environment: Record<string, string> = {}): readonly ErrorParts[] {
  lay({ "run.yaml": text });
  return load("run.yaml", environment).mistakes;
}

function refusal(file: string): IvyError {
  try {
    load(file);
  } catch (error) {
    if (error instanceof IvyError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a run file", () => {
  it("says what the flags say", () => {
    lay({
      "run.yaml": [
        "strategy: sma-cross",
        "tickers: KO,PEP",
        "from: 2013",
        "to: 2014-02",
        "cash: 100_000",
        "warmup: 50",
        "commission: 5bps",
        "seed: 7",
        "series: parquet",
        "require: sharpe >= 1",
        "strict: true",
        "params: { fast: 5, pairs: { sizing: dollar }, sma-cross.slow: 20 }",
      ].join("\n"),
    });
    expect(settingsOf("run.yaml")).toMatchObject({
      strategies: ["sma-cross"],
      tickers: ["KO", "PEP"],
      from: Date.UTC(2013, 0, 1),
      to: Date.UTC(2014, 2, 1) - 1,
      cash: 100_000,
      warmup: 50,
      commission: "5bps",
      seed: 7,
      series: "parquet",
      require: ["sharpe >= 1"],
      strict: true,
      adjusted: false,
      profile: null,
      set: new Map([
        ["fast", "5"],
        ["pairs.sizing", "dollar"],
        ["sma-cross.slow", "20"],
      ]),
    });
  });

  it("keeps tickers as they are written", () => {
    lay({ "run.yaml": "strategy: pairs\ntickers: [005930, TRUE, NULL, 1e3, NO]\n" });
    expect(settingsOf("run.yaml").tickers).toEqual(["005930", "TRUE", "NULL", "1e3", "NO"]);
  });

  it("reads paths from its own folder, and a bare name as a name", () => {
    lay({ "runs/run.yaml": "strategy: [mine.ts, ../own/yours, pairs]\ntickers: KO\ndata: ../prices\nout: first\n" });
    expect(settingsOf("runs/run.yaml")).toMatchObject({
      strategies: ["runs/mine.ts", "own/yours", "pairs"],
      data: "prices",
      out: "runs/first",
    });
    lay({ "run.yaml": "strategy: mine.ts\ntickers: KO\n" });
    expect(settingsOf("run.yaml").strategies).toEqual(["./mine.ts"]);
  });
});

describe("the data section", () => {
  it("may be a path alone, or a map with a path and how files are read", () => {
    lay({
      "runs/run.yaml":
        'strategy: pairs\ndata:\n  path: ../prices\n  decimal: ","\n  delimiter: tab\n  dates: dmy\n  zone: Europe/Berlin\n  repair: [drop, clip]\n  columns: { close: Schluss, time: 1 }\n',
    });
    expect(settingsOf("runs/run.yaml")).toMatchObject({
      data: "prices",
      sql: null,
      reading: {
        decimal: ",",
        delimiter: "\t",
        dates: "dmy",
        zone: "Europe/Berlin",
        repair: ["drop", "clip"],
        columns: { close: "Schluss", time: "1" },
      },
    });
  });

  it("may be a query, which is no path", () => {
    lay({ "run.yaml": "strategy: pairs\ndata: { sql: SELECT 1 }\n" });
    expect(settingsOf("run.yaml")).toMatchObject({ data: null, sql: "SELECT 1" });
    lay({ "run.yaml": "strategy: pairs\ndata: { sql: SELECT 1, path: prices }\n" });
    const { layers } = load("run.yaml");
    expect(() => readSettings(mergeSettings(layers))).toThrow("both say where the prices are");
  });

  it("is taken key by key from the files that include each other", () => {
    lay({
      "run.yaml": "include: base.yaml\nstrategy: pairs\ndata: { path: mine, dates: mdy }\n",
      "base.yaml": "data: { path: prices, dates: dmy, decimal: comma }\n",
    });
    expect(settingsOf("run.yaml")).toMatchObject({ data: "mine", reading: { dates: "mdy", decimal: "," } });
  });

  it.each([
    ["data: { paht: x }", "unknown-key", 1, 9, 'did you mean "path"?'],
    ["data: { path: x, dates: dym }", "wrong-value", 1, 25, "ymd, mdy or dmy"],
    ["data: { path: x, decimal: coma }", "wrong-value", 1, 27, 'did you mean "comma"?'],
    ["data: { path: x, columns: { clse: C } }", "unknown-key", 1, 29, 'did you mean "close"?'],
    ["data: { path: x, columns: C }", "wrong-value", 1, 27, "a map of columns"],
    ["data: { path: x, zone: Europe/Berlinn }", "bad-read-value", 1, 24, 'did you mean "Europe/Berlin"?'],
    ["data: { path: x, repair: dorp }", "bad-read-value", 1, 26, 'did you mean "drop"?'],
    ["data: [x, y]", "wrong-value", 1, 7, "a path, or a map"],
  ])("says where %s is wrong", (text, code, line, column, words) => {
    const [first, ...others] = mistakesOf(`${text}\nstrategy: pairs\n`);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ code, where: { line, column } });
    expect(first!.help).toContain(words);
  });
});

describe("includes", () => {
  it("come first, in their order, and each path starts at the folder of the file that says it", () => {
    lay({
      "runs/run.yaml": "include: [base/a.yaml, base/b.yaml]\nstrategy: pairs\ncash: 3\nparams: { exit: 1 }\n",
      "runs/base/a.yaml":
        "include: ../../all.yaml\ntickers: [KO, PEP]\ncash: 1\nseed: 1\nparams: { entry: 2, exit: 2 }\n",
      "runs/base/b.yaml": "data: prices\nseed: 2\n",
      "all.yaml": "convention: backtesting-py\nseed: 0\n",
    });
    expect(settingsOf("runs/run.yaml")).toMatchObject({
      tickers: ["KO", "PEP"],
      cash: 3,
      seed: 2,
      data: "runs/base/prices",
      convention: "backtesting-py",
      set: new Map([
        ["entry", "2"],
        ["exit", "1"],
      ]),
    });
    const { settings } = mergeSettings(load("runs/run.yaml").layers);
    expect(originWords(settings.get("seed")?.origin)).toBe("runs/base/b.yaml:2");
  });

  it("may meet again, but not in a circle", () => {
    lay({
      "a.yaml": "include: [b.yaml, c.yaml]\n",
      "b.yaml": "include: d.yaml\n",
      "c.yaml": "include: d.yaml\n",
      "d.yaml": "seed: 1\n",
    });
    expect(load("a.yaml").mistakes).toEqual([]);
    lay({ "d.yaml": "seed: 1\ninclude: a.yaml\n" });
    const [first] = load("a.yaml").mistakes;
    expect(first).toMatchObject({ code: "include-loop", where: { file: "d.yaml", line: 2, column: 10 } });
    expect(first?.message).toContain("a.yaml > b.yaml > d.yaml > a.yaml");
  });

  it("that branch without end are stopped", () => {
    const files = Object.fromEntries(
      [..."abcdefghij"].map((name, i, all) => [
        `${name}.yaml`,
        `include: [${all[i + 1] ?? "end"}.yaml, ${all[i + 1] ?? "end"}.yaml]\n`,
      ]),
    );
    lay({ ...files, "end.yaml": "seed: 1\n" });
    expect(refusal("a.yaml")).toMatchObject({ code: "too-many-includes" });
  });

  it("that are not there are said where they are named", () => {
    lay({ "run.yaml": "seed: 1\ninclude: [bse.yaml]\n", "base.yaml": "seed: 1\n" });
    expect(refusal("run.yaml")).toMatchObject({
      code: "no-such-config",
      where: { file: "run.yaml", line: 2, column: 11, span: 8 },
      help: 'did you mean "base.yaml"?',
    });
  });
});

describe("mistakes", () => {
  it("are all found, in the order of the lines", () => {
    const found = mistakesOf(
      "stratgy: pairs\ntickers: [KO, KO]\ncash: ten\nprofile: ivvy\ncommission: 5pct\nadjusted: yes\nfrom:\nto: 2013-02-30\nparams: [1]\n",
    );
    expect(found.map(({ code, where }) => [code, where?.line, where?.column])).toEqual([
      ["unknown-key", 1, 1],
      ["wrong-value", 4, 10],
      ["wrong-value", 6, 11],
      ["no-value", 7, 1],
      ["wrong-value", 9, 9],
      ["bad-tickers", 2, 15],
      ["bad-date", 8, 5],
      ["bad-number", 3, 7],
      ["commission", 5, 13],
    ]);
  });

  it.each<[string, string, string]>([
    ["tickrs: KO", "unknown-key", 'did you mean "tickers"?'],
    ["Tickers: KO", "unknown-key", 'did you mean "tickers"? Keys are written in lower case.'],
    ["series: parqet", "wrong-value", 'did you mean "parquet"?\nIt must be csv or parquet.'],
    ["cash: [1]", "wrong-value", "It must be an amount above 0."],
    ["cash: -1", "bad-number", '"cash" takes an amount above 0.'],
    ["from: 1/2/2013", "bad-date", "Write the date as year, month, day: from: 2013-01-31"],
    ["require: sharp>=1", "unknown-metric", 'did you mean "sharpe>=1"?'],
    ["slippage: 5", "slippage", expect.stringContaining("square-root:10bps") as unknown as string],
    [
      "params: { a: { b: [1] } }",
      "wrong-value",
      "It must be a number, a word, true or false; or a map of those under the name of a strategy.",
    ],
    ["<<: 1", "unknown-key", expect.stringContaining("The keys are include, strategy") as unknown as string],
  ])("tell what to write: %s", (text, code, help) => {
    expect(mistakesOf(`${text}\n`)).toMatchObject([{ code, help }]);
  });

  it("are said once for one line", () => {
    expect(mistakesOf("cash: ${CASH}\n")).toMatchObject([{ code: "unset-variable" }]);
    expect(mistakesOf("cash: 5\ncash: x\n")).toMatchObject([{ code: "duplicate-key" }]);
  });

  it("never show what a variable holds", () => {
    for (const text of [
      "cash: ${SECRET}",
      "profile: ${SECRET}",
      "tickers: ['${SECRET}', '${SECRET}']",
      "from: ${SECRET}",
    ]) {
      const found = mistakesOf(`${text}\n`, { SECRET: "hunter2" });
      expect(found.length, text).toBeGreaterThan(0);
      expect(JSON.stringify(found.map(({ message, where, help }) => [message, where, help])), text).not.toContain(
        "hunter2",
      );
    }
  });
});

describe("a file that is none", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["nothing", "", "config-empty"],
    ["comments", "# hello\n", "config-empty"],
    ["a list", "- strategy: pairs\n", "config-not-a-map"],
    ["a text", "strategy:pairs\n", "config-not-a-map"],
  ])("because it holds %s", (_, content, code) => {
    lay({ "run.yaml": content });
    expect(load("run.yaml").mistakes).toMatchObject([{ code, where: { file: "run.yaml", line: 1, column: 1 } }]);
  });

  it.each<[string, string | Uint8Array, string]>([
    ["bytes", Uint8Array.of(0x73, 0xff, 0xfe, 0x80), "config-not-text"],
    ["zero bytes", "strategy: a\0b\n", "config-not-text"],
    ["UTF-16", Buffer.from("\ufeffstrategy: pairs\n", "utf16le"), "config-not-text"],
    ["a quarter of a megabyte", "# x\n".repeat(70_000), "config-too-large"],
  ])("because it holds %s", (_, content, code) => {
    lay({ "run.yaml": content });
    expect(refusal("run.yaml")).toMatchObject({ code, exitCode: 3, where: { file: "run.yaml" } });
  });

  it("because it is a folder, not there, or not to be read", () => {
    lay({ "runs/run.yaml": "seed: 1\n" });
    expect(refusal("runs")).toMatchObject({
      code: "config-is-a-folder",
      help: expect.stringContaining("run.yaml") as string,
    });
    expect(refusal("runs/rn.yaml")).toMatchObject({ code: "no-such-config", help: 'did you mean "runs/run.yaml"?' });
    expect(refusal("nowhere/rn.yaml")).toMatchObject({
      code: "no-such-config",
      help: expect.stringContaining("ivy config init") as string,
    });
  });

  it.skipIf(process.getuid?.() === 0)("because this user may not read it (root may read everything)", () => {
    lay({ "run.yaml": "seed: 1\n" });
    chmodSync(join(folder, "run.yaml"), 0);
    expect(refusal("run.yaml")).toMatchObject({ code: "config-not-readable", exitCode: 74 });
  });

  it("is read with a byte order mark", () => {
    lay({ "run.yaml": "\ufeffseed: 3\n" });
    expect(load("run.yaml").mistakes).toEqual([]);
    expect(mergeSettings(load("run.yaml").layers).settings.get("seed")?.value).toBe("3");
  });
});
