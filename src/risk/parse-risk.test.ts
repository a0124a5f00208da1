import { describe, expect, test } from "vitest";
import { UsageError } from "#base/errors";
import { riskOf } from "./parse-risk.ts";

function read(...pairs: string[]) {
  return riskOf(new Map(pairs.map((pair) => pair.split("=") as [string, string])));
}

function errorOf(...pairs: string[]): UsageError {
  try {
    read(...pairs);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`${pairs.join(" ")} was read`);
}

describe("risk", () => {
  test("is none where nothing is said", () => {
    expect(riskOf(new Map())).toBeNull();
  });

  test.each([
    [["sizing=quantity", "sizing.quantity=100"], { method: "quantity", quantity: 100 }],
    [["sizing=cash", "sizing.cash=10,000"], { method: "cash", cash: 10_000 }],
    [["sizing=equity", "sizing.fraction=10%"], { method: "equity", fraction: 0.1 }],
    [["sizing.method=atr"], { method: "atr", risk: 0.01, multiple: 2, period: 14, placesStop: true }],
    [
      ["sizing=ATR", "sizing.risk=0.5 %", "sizing.multiple=3", "sizing.period=20", "sizing.stop=false"],
      { method: "atr", risk: 0.005, multiple: 3, period: 20, placesStop: false },
    ],
    [["sizing=volatility"], { method: "volatility", target: 0.15, lookback: 20, periods: null, cap: 1 }],
    [["sizing=kelly"], { method: "kelly", fraction: 0.5, trades: 30, start: 0.02, cap: 1 }],
    [
      ["sizing=kelly", "sizing.fraction=1", "sizing.trades=10", "sizing.start=5%", "sizing.cap=40%"],
      { method: "kelly", fraction: 1, trades: 10, start: 0.05, cap: 0.4 },
    ],
  ])("sizes by %j", (pairs, sizing) => {
    expect(read(...pairs)?.sizing).toEqual(sizing);
  });

  test("limits shares of equity, names and sectors by their own words, dots included", () => {
    const settings = read(
      ...["maxPosition=20%", "maxName=0.3", "maxName.Alphabet=0.25", "maxSector=30%", "maxSector.energy=0.1"],
      ...["maxGross=1.5", "maxNet=0", "maxPositions=5", "sector.BRK.B=financials", "name.GOOGL=Alphabet"],
    )!;
    expect(settings.limits).toEqual({
      position: 0.2,
      name: { each: 0.3, own: new Map([["Alphabet", 0.25]]) },
      sector: { each: 0.3, own: new Map([["energy", 0.1]]) },
      gross: 1.5,
      net: 0,
      positions: 5,
    });
    expect(settings.sectors).toEqual(new Map([["BRK.B", "financials"]]));
    expect(settings.names).toEqual(new Map([["GOOGL", "Alphabet"]]));
    expect(settings.drawdown).toBeNull();
  });

  test("takes a method and a limit of all others from a map as well", () => {
    const settings = read("sizing.method=kelly", "maxSector.other=30%", "maxSector.energy=10%")!;
    expect(settings.sizing?.method).toBe("kelly");
    expect(settings.limits.sector).toEqual({ each: 0.3, own: new Map([["energy", 0.1]]) });
  });

  test.each([
    [[], { when: "never" }],
    [["drawdown.resume=60 bars"], { when: "bars", bars: 60 }],
    [["drawdown.resume=1bar"], { when: "bars", bars: 1 }],
    [["drawdown.resume=5%"], { when: "recovered", by: 0.05 }],
    [["drawdown.resume=high"], { when: "high" }],
  ])("stops at a drawdown, and resumes by %j", (pairs, resume) => {
    expect(read("drawdown.stop=20%", ...pairs)?.drawdown).toEqual({ depth: 0.2, action: "block", resume });
  });
});

describe("is refused, with what to do:", () => {
  test.each<[string[], string, string, RegExp]>([
    [["sizng=atr"], "unknown-setting", "sizng", /Did you mean: --risk sizing=atr/],
    [["sectr.KO=staples"], "unknown-setting", "sectr.KO", /Did you mean: --risk sector.KO=staples/],
    [["maxPostion=0.2"], "unknown-setting", "maxPostion", /Did you mean: --risk maxPosition=0.2/],
    [["sector=staples"], "unknown-setting", "sector", /--risk sector.KO=staples/],
    [["sizing=atrr"], "bad-setting", "sizing", /Did you mean: --risk sizing=atr$/],
    [["sizing.method=atrr"], "bad-setting", "sizing.method", /Did you mean: --risk sizing.method=atr$/],
    [["maxSector.other=30"], "bad-setting", "maxSector.other", /Did you mean: --risk maxSector.other=30%$/],
    [["maxPosition=20"], "bad-setting", "maxPosition", /above 0, at most 10.*\n.*maxPosition=20%/],
    [["maxPosition=0"], "bad-setting", "maxPosition", /above 0/],
    [["maxPosition=NaN"], "bad-setting", "maxPosition", /above 0/],
    [["maxName.KO=ten"], "bad-setting", "maxName.KO", /--risk maxName.KO=20%/],
    [["maxPositions=2.5"], "bad-setting", "maxPositions", /whole number/],
    [["drawdown.stop=20%", "drawdown.resume=60"], "bad-setting", "drawdown.resume", /drawdown.resume=60bars/],
    [["drawdown.stop=20%", "drawdown.resume=soon"], "bad-setting", "drawdown.resume", /never, 60 bars, 5%/],
    [["drawdown.resume=60 bars"], "risk-incomplete", "drawdown.resume", /drawdown.stop=20%/],
    [["drawdown.action=flatten"], "risk-incomplete", "drawdown.action", /drawdown.stop=20%/],
    [
      ["drawdown.stop=20%", "drawdown.action=flatten", "drawdown.resume=high"],
      "risk-no-recovery",
      "drawdown.resume",
      /drawdown.action=block/,
    ],
    [["sizing=cash"], "risk-incomplete", "sizing.cash", /sizing.cash=10000/],
    [["sizing=equity"], "risk-incomplete", "sizing.fraction", /sizing.fraction=10%/],
    [["sizing.risk=1%"], "risk-stray-key", "sizing.risk", /sizing=atr/],
    [["sizing=cash", "sizing.cash=1", "sizing.risk=1%"], "risk-stray-key", "sizing.risk", /belongs to the sizing atr/],
    [["sectors= "], "bad-setting", "sectors", /sectors.csv/],
  ])("%j", (pairs, code, key, help) => {
    const error = errorOf(...pairs);
    expect(error.code).toBe(code);
    expect(error.where).toMatchObject({ flag: "--risk", key });
    expect(error.help).toMatch(help);
    expect(error.message).not.toBe("");
  });
});

test.each(["constructor", "toString", "__proto__", "hasOwnProperty"])(
  "%s, which every object has, is no key",
  (key) => {
    expect(() => riskOf(new Map([[key, "1"]]))).toThrow(`There is no key "${key}"`);
  },
);
