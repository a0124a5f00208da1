import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UsageError } from "#base/errors";
import { backtestRequest, requestOf } from "./backtest-flags.ts";
import type { Flags } from "./command.ts";
import type { Terminal } from "./terminal.ts";

const TERMINAL: Terminal = {
  writeOut: () => {},
  writeError: () => {},
  outIsTerminal: false,
  errorIsTerminal: false,
  width: 80,
  colorRefused: true,
  projectFolder: "/project",
  packageFolder: "/package",
};

const BASE = { strategy: "pairs", tickers: "KO,PEP" };

function refusal(flags: Flags): UsageError {
  try {
    backtestRequest({ ...BASE, ...flags });
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("backtestRequest", () => {
  it("is null where nothing was said", () => {
    expect(backtestRequest(BASE)).toEqual({
      strategies: ["pairs"],
      tickers: ["KO", "PEP"],
      data: null,
      sql: null,
      reading: {},
      from: null,
      to: null,
      timeframe: null,
      finer: null,
      actions: null,
      riskFree: null,
      benchmark: null,
      cash: null,
      warmup: "auto",
      profile: null,
      convention: null,
      commission: null,
      slippage: null,
      fills: {},
      costs: {},
      risk: null,
      rebalance: {},
      trading: new Map(),
      adjusted: false,
      lock: null,
      set: new Map(),
      seed: 1,
      out: null,
      series: "csv",
      require: [],
      strict: false,
      check: false,
    });
  });

  it.each([
    ["2013-02-03", "2013-02-03T00:00:00.000Z", "2013-02-03T23:59:59.999Z"],
    ["2012-02", "2012-02-01T00:00:00.000Z", "2012-02-29T23:59:59.999Z"],
    ["2013", "2013-01-01T00:00:00.000Z", "2013-12-31T23:59:59.999Z"],
  ])("reads %s as its first moment after --from and its last after --to", (date, first, last) => {
    const { from, to } = backtestRequest({ ...BASE, from: date, to: date });
    expect([from, to].map((ms) => new Date(ms!).toISOString())).toEqual([first, last]);
  });

  it.each(["2013-02-30", "2013-13", "2013-00", "13-01-02", "01/02/2013", "yesterday"])(
    "refuses the date %s",
    (date) => {
      expect(refusal({ from: date })).toMatchObject({ code: "bad-date", where: { flag: "--from", received: date } });
    },
  );

  it("refuses a window that runs backwards, and turns it around in the hint", () => {
    expect(refusal({ from: "2014", to: "2013" })).toMatchObject({
      code: "from-after-to",
      help: "Did you mean: --from 2013 --to 2014",
    });
  });

  it.each([
    ["100000", 100_000],
    ["100_000", 100_000],
    ["100,000.50", 100_000.5],
    ["1e6", 1e6],
  ])("reads %s as an amount", (cash, expected) => {
    expect(backtestRequest({ ...BASE, cash }).cash).toBe(expected);
  });

  it.each(["0", "-5", "ten", "1,00", "Infinity", "0x10", "1e999"])("refuses %s as starting cash", (cash) => {
    expect(refusal({ cash })).toMatchObject({ code: "bad-number", where: { flag: "--cash" } });
  });

  it.each<[string, "auto" | "none" | number]>([
    ["auto", "auto"],
    ["none", "none"],
    ["0", 0],
    ["250", 250],
  ])("reads the warm-up %s", (warmup, expected) => {
    expect(backtestRequest({ ...BASE, warmup }).warmup).toBe(expected);
  });

  it.each(["nome", "-1", "2.5"])("refuses the warm-up %s", (warmup) => {
    expect(refusal({ warmup })).toMatchObject({ where: { flag: "--warmup", received: warmup } });
  });

  it.each(["-1", "1.5", "9007199254740992", "x"])("refuses the seed %s", (seed) => {
    expect(refusal({ seed })).toMatchObject({ where: { flag: "--seed" } });
  });

  it("reads settings in order, the last of a key wins, and the value may hold an equals sign", () => {
    const { set } = backtestRequest({ ...BASE, set: ["fast=5", "slow = 20", "fast=7", "rule=a=b"] });
    expect([...set]).toEqual([
      ["fast", "7"],
      ["slow", "20"],
      ["rule", "a=b"],
    ]);
  });

  it.each(["fast", "=5", "fast="])("refuses the setting %s", (pair) => {
    expect(refusal({ set: [pair] })).toMatchObject({ code: "bad-set" });
  });

  it.each(["KO,,PEP", "KO,", "KO,KO"])("refuses the tickers %s", (tickers) => {
    expect(refusal({ tickers })).toMatchObject({ code: "bad-tickers" });
  });

  it("needs a strategy, and tickers or data", () => {
    expect(() => backtestRequest({ tickers: "KO" })).toThrow("needs --strategy");
    expect(() => backtestRequest({ strategy: "pairs" })).toThrow("needs --tickers");
    expect(backtestRequest({ strategy: "sma-cross", data: "spy.csv" })).toMatchObject({ tickers: [], data: "spy.csv" });
  });

  it("reads several strategies, each once", () => {
    expect(backtestRequest({ ...BASE, strategy: "sma-cross, ./a.ts" }).strategies).toEqual(["sma-cross", "./a.ts"]);
    expect(refusal({ strategy: "pairs,pairs" })).toMatchObject({ code: "bad-strategies" });
    expect(refusal({ strategy: "pairs," })).toMatchObject({ code: "bad-strategies" });
  });

  it("reads the form of the columns", () => {
    expect(backtestRequest({ ...BASE, series: "parquet" }).series).toBe("parquet");
    expect(refusal({ series: "parqet" })).toMatchObject({ code: "bad-series", help: "Did you mean: --series parquet" });
  });

  it("refuses an empty value", () => {
    expect(refusal({ profile: " " })).toMatchObject({ code: "missing-flag", where: { flag: "--profile" } });
  });
});

describe("requestOf", () => {
  it("blames the flag that does not go with the file's date, and names the file's line", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ivy-flags-"));
    writeFileSync(join(folder, "run.yaml"), "strategy: pairs\ntickers: KO,PEP\nfrom: 2013\n");
    const refused = requestOf({ config: "run.yaml", to: "2012" }, { ...TERMINAL, projectFolder: folder });
    await expect(refused).rejects.toMatchObject({
      exitCode: 2,
      message: "--from 2013 lies after --to 2012.",
      where: { flag: "--to" },
      help: 'The other date is the key "from", run.yaml:3.',
    });
    rmSync(folder, { recursive: true, force: true });
  });

  it("has the flags alone where there is no file", async () => {
    const { request, locating } = await requestOf(BASE, TERMINAL);
    expect(request).toEqual(backtestRequest(BASE));
    const error = new UsageError({ code: "x", message: "m", where: { flag: "--tickers" }, help: "h" });
    await expect(locating(() => Promise.reject(error))).rejects.toBe(error);
  });
});
