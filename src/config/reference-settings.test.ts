import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { flagOf, mergeSettings } from "./given-settings.ts";
import { loadRunFile } from "./load-run-file.ts";
import { readSettings } from "./read-settings.ts";
import { resolvedConfig } from "./resolved-config.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "ivy-reference-")));
  mkdirSync(join(folder, "runs"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string, environment: Record<string, string> = {}) {
  writeFileSync(
    join(folder, "runs/run.yaml"),
    `strategy: sma-cross\ntickers: ["KO-hedge(KO,PEP,252)*PEP", KO]\n${text}`,
  );
  return loadRunFile("runs/run.yaml", { projectFolder: folder, environment });
}

function read(text: string, environment: Record<string, string> = {}) {
  const { layers, mistakes } = load(text, environment);
  expect(mistakes).toEqual([]);
  return readSettings(mergeSettings(layers));
}

describe("actions and riskFree of a run file", () => {
  it("start at the folder of the file where they are paths", () => {
    expect(read("actions: own/actions.csv\nriskFree: rates.csv#3 month:percent\n")).toMatchObject({
      actions: "runs/own/actions.csv",
      riskFree: "runs/rates.csv#3 month:percent",
      tickers: ["KO-hedge(KO,PEP,252)*PEP", "KO"],
    });
  });

  it.each(["2%", "0.02", "0", "-1e-3"])("a rate of %s stays as it is written", (rate) => {
    expect(read(`riskFree: ${rate}\n`).riskFree).toBe(rate);
  });

  it("are pointed at where they may mean two things", () => {
    const [mistake] = load("riskFree: 2\n").mistakes;
    expect(mistake).toMatchObject({
      code: "ambiguous-rate",
      where: { file: "runs/run.yaml", line: 3, key: "riskFree" },
    });
  });

  it("are read back from the resolved file, from where it lies", () => {
    const settings = read("actions: a.csv\nriskFree: rates.csv#3 month:percent\n");
    const written = resolvedConfig(
      {
        settings,
        ...{ strategy: "sma-cross", tickers: settings.tickers, from: null, to: null, timeframe: "1d", params: {} },
        ...{ cash: 1, profile: "ivy", commission: "none", slippage: "none", convention: "ivy" },
      },
      { folder: join(folder, "runs"), projectFolder: folder },
    );
    expect(read(written.replace(/^(strategy|tickers): .*\n/gm, ""))).toMatchObject({
      actions: "runs/a.csv",
      riskFree: "runs/rates.csv#3 month:percent",
    });
  });

  it("outside of the project are left to variables, with the column behind", () => {
    const settings = { ...read(""), actions: "/elsewhere/a.csv", riskFree: "/elsewhere/rates.csv#x" };
    const written = resolvedConfig(
      {
        settings,
        ...{ strategy: "sma-cross", tickers: ["KO"], from: null, to: null, timeframe: "1d", params: {} },
        ...{ cash: 1, profile: "ivy", commission: "none", slippage: "none", convention: "ivy" },
      },
      { folder: join(folder, "runs"), projectFolder: folder },
    );
    const text = written.replace(/^(strategy|tickers): .*\n/gm, "");
    const environment = { IVY_ACTIONS: "/there/a.csv", IVY_RISK_FREE: "/there/rates.csv" };
    expect(read(text, environment)).toMatchObject({ actions: "/there/a.csv", riskFree: "/there/rates.csv#x" });
    expect(written).not.toContain("elsewhere");
  });
});

it("the flag of a setting has hyphens where its key has capitals", () => {
  expect([flagOf("riskFree"), flagOf("tickers")]).toEqual(["--risk-free", "--tickers"]);
});
