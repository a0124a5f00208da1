import { describe, expect, test } from "vitest";
import { nearest } from "./nearest.ts";

describe("the nearest word", () => {
  test.each([
    ["slwo", ["fast", "slow"], "slow"],
    ["SLOW", ["fast", "slow"], "slow"],
    ["thresold", ["threshold", "throttle"], "threshold"],
    ["fasst", ["fast", "slow"], "fast"],
    ["backtset", ["backtest", "sweep"], "backtest"],
  ])("to %s of %j is %s", (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  test("is none when more than a third differs, or there is nothing to choose from", () => {
    expect(nearest("fast", ["window", "level"])).toBeNull();
    expect(nearest("abcdef", ["abcxyz"])).toBeNull();
    expect(nearest("fast", [])).toBeNull();
  });

  test("is the first of several that are equally near", () => {
    expect(nearest("rat", ["cat", "hat"])).toBe("cat");
  });
});
