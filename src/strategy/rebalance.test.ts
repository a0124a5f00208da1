import { describe, expect, test } from "vitest";
import { rebalanceOf, rebalanceSettings } from "./rebalance.ts";

const read = (pairs: Record<string, string>) => rebalanceOf(new Map(Object.entries(pairs)));

function failure(pairs: Record<string, string>) {
  try {
    read(pairs);
  } catch (error) {
    return error as { code: string; message: string; help: string };
  }
  throw new Error("nothing was refused");
}

describe("the settings of rebalance as text", () => {
  test("are words, numbers, shares and none", () => {
    expect(read({ every: "Weekly", on: "first", drift: "5%", band: "0.01", minimumOrder: "1,000" })).toEqual({
      ...{ every: "weekly", on: "first", drift: 0.05, band: 0.01, minimumOrder: 1000 },
    });
    expect(read({ every: "21", turnoverCap: "none", volatilityOf: "SPY", volatilityLookback: "60" })).toEqual({
      ...{ every: 21, turnoverCap: null, volatilityOf: "SPY", volatilityLookback: 60 },
    });
  });

  test.each([
    ["every", "montly", "--rebalance every=monthly"],
    ["every", "1.5", "every=monthly"],
    ["on", "end", "first or last"],
    ["band", "1.5", "from 0 to 1"],
    ["cashBuffer", "1", "from 0 to 0.99"],
    ["turnoverCap", "0", "above 0"],
    ["volatilityLookback", "1", "2 or more"],
    ["volatilityOf", "", "portfolio"],
  ])("%s=%s is refused, and said what would do", (key, value, help) => {
    const error = failure({ [key]: value });
    expect(error.code).toBe("bad-setting");
    expect(error.help).toContain(help);
  });

  test("know the near miss of a key", () => {
    expect(failure({ bands: "0.1" }).help).toContain("--rebalance band=0.1");
  });
});

describe("the settings of a run", () => {
  test("are the strategy's, with what the run says over them", () => {
    const settings = rebalanceSettings({ every: "weekly", band: 0.01 }, { band: 0.02 });
    expect(settings).toMatchObject({ every: "weekly", band: 0.02, on: "last", drift: null, cashBuffer: 0 });
    expect(rebalanceSettings(undefined).every).toBe("monthly");
    expect(rebalanceSettings(5).every).toBe(5);
  });

  test("leave the calendar where a trigger of its own is asked for, unless both are", () => {
    expect(rebalanceSettings({ drift: 0.05 }).every).toBe("never");
    expect(rebalanceSettings({ drift: 0.05, every: "yearly" }).every).toBe("yearly");
    expect(rebalanceSettings("monthly", { volatilityChange: 0.2 }).every).toBe("monthly");
  });
});
