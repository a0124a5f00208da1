import { describe, expect, test } from "vitest";
import { UsageError } from "#base/errors";
import { parseCommission } from "./costs/commission.ts";
import { parseSlippage } from "./costs/slippage.ts";
import { PROFILES, profileNamed } from "./profiles.ts";

describe("a profile", () => {
  test("is found by its name", () => {
    for (const profile of PROFILES) expect(profileNamed(profile.name)).toBe(profile);
  });

  test("has costs that its models can read", () => {
    for (const { commission, slippage } of PROFILES) {
      expect(parseCommission(commission).name).toBe(commission);
      expect(parseSlippage(slippage).name).toBe(slippage);
    }
  });

  test("ivy does not flatter: it slips, pays to borrow and fills a tenth of the volume at most", () => {
    const ivy = profileNamed("ivy");
    expect([ivy.slippage, ivy.borrow, ivy.participation, ivy.leverage]).toEqual(["5bps", 0.005, 0.1, 1]);
    expect([ivy.fillAt, ivy.limitFill]).toEqual(["nextOpen", "penetrate"]);
  });

  test("that is nearly the name of one is said", () => {
    expect(() => profileNamed("backtesting.py")).toThrow(UsageError);
    try {
      profileNamed("backtesting.py");
    } catch (error) {
      expect((error as UsageError).code).toBe("unknown-profile");
      expect((error as UsageError).help).toBe("Did you mean: --profile backtesting-py");
      expect((error as UsageError).where).toMatchObject({ flag: "--profile", received: "backtesting.py" });
    }
  });

  test("that is like none lists them all", () => {
    expect(() => profileNamed("quantopian")).toThrow('There is no profile "quantopian".');
    try {
      profileNamed("quantopian");
    } catch (error) {
      for (const { name } of PROFILES) expect((error as UsageError).help).toContain(name);
    }
  });
});
