import { describe, expect, test } from "vitest";
import { UsageError } from "#base/errors";
import { checkPlayed } from "./played-settings.ts";
import { PROFILES, profileNamed } from "./profiles.ts";

describe("a setting over a profile", () => {
  test("is taken where its sequence plays it", () => {
    checkPlayed(profileNamed("ivy"), { fillAt: "nextClose", triggerOn: "close" });
    checkPlayed(profileNamed("zipline"), { fillAt: "signalClose", limitFill: "penetrate", participation: 0.025 });
    checkPlayed(profileNamed("lean-like"), { stopFill: "levelOrOpen", leverage: 1 });
  });

  test("is refused where it would be passed over, with what can be", () => {
    const refused = () => checkPlayed(profileNamed("zipline"), { fillAt: "nextOpen" });
    expect(refused).toThrow(UsageError);
    try {
      refused();
    } catch (error) {
      const { code, where, help } = error as UsageError;
      expect(code).toBe("setting-not-in-profile");
      expect(where).toEqual({
        flag: "--fills",
        key: "fillAt",
        expected: "nextClose or signalClose",
        received: "nextOpen",
      });
      expect(help).toContain("--profile ivy --fills fillAt=nextOpen");
    }
    expect(() => checkPlayed(profileNamed("lean-like"), { slippageWithin: "bar" })).toThrow("slippageWithin=bar");
  });

  test("is none that a profile itself would be refused", () => {
    for (const profile of PROFILES) {
      const { name: _, sequence: _sequence, ...settings } = profile;
      checkPlayed(profile, settings);
    }
  });
});
