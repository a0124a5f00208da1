import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mergeSettings } from "./given-settings.ts";
import { loadRunFile } from "./load-run-file.ts";
import { type RunSettings, readSettings } from "./read-settings.ts";
import { type ResolvedRun, resolvedConfig } from "./resolved-config.ts";

let project: string;
beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), "ivy-resolved-")));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const SETTINGS: RunSettings = {
  strategies: ["own/mine.ts"],
  tickers: ["ko", "007"],
  data: "prices/all.csv",
  sql: null,
  reading: { decimal: ",", delimiter: "\t", repair: ["drop", "clip"], columns: { close: "Schluss: x", time: "1" } },
  from: Date.UTC(2013, 0, 1),
  to: Date.UTC(2014, 1, 1) - 1,
  timeframe: null,
  finer: null,
  actions: null,
  riskFree: null,
  benchmark: "none",
  cash: null,
  warmup: 50,
  profile: null,
  convention: null,
  commission: null,
  slippage: null,
  fills: { leverage: 2 },
  costs: {},
  risk: null,
  rebalance: {},
  trading: new Map([["fills.leverage", "2"]]),
  adjusted: true,
  lock: null,
  set: new Map([["fast", "5"]]),
  seed: 7,
  out: null,
  series: "parquet",
  require: ["sharpe >= 0.5", "trades>3"],
  strict: true,
  check: false,
};

const RUN: ResolvedRun = {
  settings: SETTINGS,
  strategy: "own/mine.ts",
  tickers: ["KO", "007"],
  from: "2013-01-01",
  to: "2014-01-31T23:59:59.999Z",
  timeframe: "1h",
  params: { fast: 5, sizing: "hedge", isLoud: false, level: 0.1, word: "a: $" + "{b}" },
  cash: 100_000.5,
  profile: "ivy",
  commission: "0.005/share:1",
  slippage: "5bps",
  convention: "ivy",
};

const DEEP = "reports/backtest/mine-KO-abc123";

/** Reads a resolved file from where it would lie. */
function readBack(text: string, environment: Record<string, string> = {}): RunSettings {
  mkdirSync(join(project, DEEP), { recursive: true });
  writeFileSync(join(project, DEEP, "config.resolved.yaml"), text);
  const { layers, mistakes } = loadRunFile(`${DEEP}/config.resolved.yaml`, { projectFolder: project, environment });
  expect(mistakes).toEqual([]);
  return readSettings(mergeSettings(layers));
}

describe("resolvedConfig", () => {
  it("writes with a dot what belongs to a key that has a value itself, so that it reads back", () => {
    const said = [
      "risk.sizing=atr",
      "risk.sizing.risk=1%",
      "risk.drawdown.stop=20%",
      "risk.sector.BRK=x",
      "risk.sector.BRK.B=y",
    ];
    const trading = new Map(said.map((pair) => pair.split("=") as [string, string]));
    const run = { ...RUN, settings: { ...SETTINGS, trading } };
    const text = resolvedConfig(run, { folder: join(project, DEEP), projectFolder: project });
    expect(text).toContain("  sizing: atr\n  sizing.risk: 1%\n");
    expect(readBack(text).trading).toEqual(trading);
    expect(readBack(text).risk?.sizing).toMatchObject({ method: "atr", risk: 0.01 });
  });

  it("reads back as the settings of the run", () => {
    const text = resolvedConfig(RUN, { folder: join(project, DEEP), projectFolder: project });
    expect(readBack(text)).toEqual({
      ...SETTINGS,
      tickers: ["KO", "007"],
      timeframe: "1h",
      cash: 100_000.5,
      profile: "ivy",
      commission: "0.005/share:1",
      slippage: "5bps",
      convention: "ivy",
      set: new Map(Object.entries(RUN.params).map(([name, value]) => [name, String(value)])),
    });
  });

  it("names no path of the machine: what lies outside of the project is left to a variable", () => {
    const settings = { ...SETTINGS, data: "/elsewhere/prices.csv", strategies: ["../mine.ts"] as const };
    const run = { ...RUN, settings, strategy: "../mine.ts" };
    const text = resolvedConfig(run, { folder: join(project, DEEP), projectFolder: project });
    expect(text).not.toContain("/elsewhere");
    expect(text).not.toContain(project);
    const again = readBack(text, { IVY_DATA: "/elsewhere/prices.csv", IVY_STRATEGY: "/elsewhere/mine.ts" });
    expect(again).toMatchObject({ data: "/elsewhere/prices.csv", strategies: ["/elsewhere/mine.ts"] });
  });

  it("is the same text wherever the project lies, and names a bare strategy as it is", () => {
    const run = { ...RUN, strategy: "pairs" };
    const at = (projectFolder: string) => resolvedConfig(run, { folder: join(projectFolder, DEEP), projectFolder });
    expect(at("/a")).toBe(at("/b/c"));
    expect(at("/a")).toContain("\nstrategy: pairs\n");
  });

  it("leaves out what was not asked for", () => {
    const settings = {
      ...SETTINGS,
      data: null,
      reading: {},
      fills: {},
      trading: new Map(),
      adjusted: false,
      benchmark: null,
      require: [],
      strict: false,
    };
    const text = resolvedConfig(
      { ...RUN, settings, strategy: "pairs", from: null, to: null, params: {} },
      { folder: join(project, DEEP), projectFolder: project },
    );
    const keys = [...text.matchAll(/^(\w+):/gm)].map(([, key]) => key);
    expect(keys).toEqual([
      "strategy",
      "tickers",
      "timeframe",
      "cash",
      "warmup",
      "profile",
      "commission",
      "slippage",
      "convention",
      "seed",
      "series",
    ]);
  });
});
