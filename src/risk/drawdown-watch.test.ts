import { describe, expect, test } from "vitest";
import { DrawdownWatch } from "./drawdown-watch.ts";
import type { Resumption } from "./settings.ts";

/** Whether the stop is on after each close, from a starting cash of 100. */
function states(depth: number, resume: Resumption, closes: readonly number[]): boolean[] {
  const watch = new DrawdownWatch({ depth, action: "block", resume });
  watch.reset(100);
  return closes.map((equity) => {
    watch.see(equity);
    return watch.isOn;
  });
}

describe("the stop comes on", () => {
  test("at the close that stands the whole depth below the highest, not before", () => {
    expect(states(0.2, { when: "never" }, [100, 81, 80])).toEqual([false, false, true]);
    expect(states(0.2, { when: "never" }, [120, 97, 96])).toEqual([false, false, true]);
  });

  test("below the starting cash too", () => {
    expect(states(0.1, { when: "never" }, [90])).toEqual([true]);
  });

  test("once, however deep it falls after that", () => {
    const watch = new DrawdownWatch({ depth: 0.2, action: "block", resume: { when: "never" } });
    watch.reset(100);
    expect([79, 60, 50].map((equity) => watch.see(equity))).toEqual([true, false, false]);
    expect(watch.isOn).toBe(true);
  });
});

describe("the stop ends", () => {
  test("never, unless it is told when", () => {
    expect(states(0.2, { when: "never" }, [80, 200])).toEqual([true, true]);
  });

  test("after so many bars", () => {
    expect(states(0.2, { when: "bars", bars: 2 }, [80, 79, 78, 78])).toEqual([true, true, false, false]);
  });

  test("when equity stands so far above its lowest close", () => {
    // Lowest 70, and 5 % above it are 73.5.
    expect(states(0.2, { when: "recovered", by: 0.05 }, [80, 70, 73.4, 73.5])).toEqual([true, true, true, false]);
  });

  test("at a close above the highest", () => {
    expect(states(0.2, { when: "high" }, [110, 88, 110, 110.1])).toEqual([false, true, true, false]);
  });

  test("and counts the highest close anew: the old one would stop it again at once", () => {
    expect(states(0.2, { when: "bars", bars: 1 }, [80, 79, 64, 63.2])).toEqual([true, false, false, true]);
  });
});
