import { describe, expect, test } from "vitest";
import { inProportion } from "#strategy/weights";
import { FREE, fillsOf, flatBars, runnerOf } from "./portfolio.fixture.ts";

const half = () => [0.5, 0.5];
const A = "AAA";
const B = "BBB";

describe("weights", () => {
  test("are traded at the next open, and back to their shares every n bars", () => {
    // 1000 in halves: 50 of A at 10, 25 of B at 20. A rises to 20: 50·20 + 25·20 = 1500, of which 750 each: A sells 12.5
    // and B buys 12.5, at the opens of bar 3.
    const series = [flatBars(A, [10, 10, 20, 20, 20]), flatBars(B, [20, 20, 20, 20, 20])];
    expect(fillsOf(runnerOf(series, half, 2))).toEqual([
      "1 AAA 50@10",
      "1 BBB 25@20",
      "3 AAA -12.5@20",
      "3 BBB 12.5@20",
    ]);
  });

  test("sell first, and buy with what that brings, scaled to the cash by one factor", () => {
    // At the close of bar 1 all moves from A to B: 1000 / 20 = 50 of B. At the open of bar 2 B has gapped to 25 and A is
    // still at 10: 1000 buys 40 of B.
    const series = [flatBars(A, [10, 10, 10]), flatBars(B, [20, 20, 25])];
    const runner = runnerOf(series, ({ bar }) => (bar === 0 ? [1, 0] : [0, 1]), 1);
    expect(fillsOf(runner)).toEqual(["1 AAA 100@10", "2 AAA -100@10", "2 BBB 40@25"]);
    expect(runner.record().orders.map(({ symbol, state, reason }) => [symbol, state, reason])).toContainEqual([
      ...["BBB", "filled", "trimmed: cash"],
    ]);
  });

  test("fill at the close where the profile does", () => {
    const series = [flatBars(A, [10, 12, 12]), flatBars(B, [20, 20, 20])];
    const runner = runnerOf(series, half, "never", { ...FREE, fillAt: "signalClose" });
    expect(fillsOf(runner)).toEqual(["0 AAA 50@10", "0 BBB 25@20"]);
  });

  test("may be given by symbol, in any order, and those that are not named get nothing", () => {
    const series = [flatBars(A, [10, 10, 10]), flatBars(B, [20, 20, 20])];
    expect(fillsOf(runnerOf(series, () => ({ BBB: 0.4 }), "never"))).toEqual(["1 BBB 20@20"]);
  });

  test("are floored to whole lots of raw prices, and the rest stays in cash", () => {
    // 500 / 30 = 16.67 of A, 500 / 70 = 7.14 of B.
    const series = [flatBars(A, [30, 30]), flatBars(B, [70, 70])];
    const runner = runnerOf(series, half, "never", { ...FREE, lots: "whole" });
    expect(fillsOf(runner)).toEqual(["1 AAA 16@30", "1 BBB 7@70"]);
    expect(runner.ledger.cash).toBe(1000 - 480 - 490);
  });

  test("below zero are sold short and turned around through flat", () => {
    const series = [flatBars(A, [10, 10, 10, 10])];
    const runner = runnerOf(series, ({ bar }) => [bar < 2 ? 0.5 : -0.5], 2);
    // Each side of flat is a fill of its own: 50 are closed, 50 are opened.
    expect(fillsOf(runner)).toEqual(["1 AAA 50@10", "3 AAA -50@10", "3 AAA -50@10"]);
  });

  test("of null leave all as it is", () => {
    const series = [flatBars(A, [10, 10, 20, 20])];
    expect(fillsOf(runnerOf(series, ({ bar }) => (bar === 0 ? [0.5] : null), 1))).toEqual(["1 AAA 50@10"]);
  });

  test("in proportion share out what is free over the assets that have a bar", () => {
    // Bar 2: B has no bar and holds 25 · 20 = 500 of 1000 + A's 50 · (14 − 10) = 1200; the free 700 go to A, which has them.
    // Bar 3: both trade; 1200 in halves: A 600 / 14 = 42.857, B 600 / 20 = 30.
    const series = [flatBars(A, [10, 10, 14, 14, 14]), flatBars(B, [20, 20, Number.NaN, 20, 20])];
    const runner = runnerOf(series, () => inProportion([3, 3]), 1);
    expect(fillsOf(runner)).toEqual(["1 AAA 50@10", "1 BBB 25@20", "4 AAA -7.142857@14", "4 BBB 5@20"]);
  });

  test("of an asset without a price yet are set aside and said so, and its money waits", () => {
    const nan = Number.NaN;
    const series = [flatBars(A, [10, 10, 10, 10]), flatBars(B, [nan, nan, 20, 20])];
    const runner = runnerOf(series, half, 1);
    expect(fillsOf(runner)).toEqual(["1 AAA 50@10", "3 BBB 25@20"]);
    const { weights } = runner.record().portfolio!;
    expect(weights.reasons[weights.reason[1]!]).toBe("set aside: no price yet");
  });

  test("of an asset whose data end leave its money in cash for the next rebalance", () => {
    const nan = Number.NaN;
    const series = [flatBars(A, [10, 10, 10, 10, 10, 10]), flatBars(B, [20, 20, 20, nan, nan, nan])];
    const runner = runnerOf(series, () => inProportion([1, 1]), 3);
    // B is closed at its last close (bar 2); at the rebalance of bar 3 all goes to A.
    expect(fillsOf(runner)).toEqual(["1 AAA 50@10", "1 BBB 25@20", "2 BBB -25@20", "4 AAA 50@10"]);
  });

  test("place an order that waits where the asset skips the day it should fill on", () => {
    const nan = Number.NaN;
    const series = [flatBars(A, [10, 10, 10, 10]), flatBars(B, [20, nan, 25, 25])];
    const runner = runnerOf(series, half, "never");
    expect(fillsOf(runner)).toEqual(["1 AAA 50@10", "2 BBB 20@25"]);
  });
});

describe("what a rebalance leaves alone", () => {
  const series = [flatBars(A, [10, 10, 11, 11, 11]), flatBars(B, [20, 20, 20, 20, 20])];
  const reasons = (runner: ReturnType<typeof runnerOf>) => {
    const { weights } = runner.record().portfolio!;
    return Array.from(weights.reason, (reason) => weights.reasons[reason]);
  };

  test("is within the absolute band of its target", () => {
    // A's weight: 550 / 1050 = 0.5238, 0.0238 away.
    expect(fillsOf(runnerOf(series, half, { every: 2, band: 0.03 }))).toHaveLength(2);
    expect(fillsOf(runnerOf(series, half, { every: 2, band: 0.02 }))).toHaveLength(4);
    expect(reasons(runnerOf(series, half, { every: 2, band: 0.03 })).slice(2)).toContain(
      "kept: inside the no-trade band",
    );
  });

  test("is within the band relative to its target", () => {
    // 25 away of 525: 0.0476.
    expect(fillsOf(runnerOf(series, half, { every: 2, bandRelative: 0.05 }))).toHaveLength(2);
    expect(fillsOf(runnerOf(series, half, { every: 2, bandRelative: 0.04 }))).toHaveLength(4);
  });

  test("is not what comes in or goes out, however wide the band", () => {
    const weights = ({ bar }: { bar: number }) => (bar === 0 ? [0.01, 0] : [0, 0.01]);
    const runner = runnerOf(series, weights, { every: 2, band: 0.5, minimumOrder: 1 });
    expect(fillsOf(runner).map((fill) => fill.split(" ")[1])).toEqual([A, A, B]);
  });

  test("is smaller than the smallest order, unless it leaves", () => {
    const runner = runnerOf(series, half, { every: 2, minimumOrder: 30 });
    // A would sell 25 and B buy 25.
    expect(fillsOf(runner)).toHaveLength(2);
    expect(reasons(runner)).toContain("kept: below the minimum order");
    const leaving = runnerOf(series, ({ bar }) => (bar === 0 ? [0.5, 0.02] : [0.5, 0]), { every: 2, minimumOrder: 20 });
    expect(fillsOf(leaving)).toEqual(["1 AAA 50@10", "1 BBB 1@20", "3 AAA -2.272727@11", "3 BBB -1@20"]);
  });

  test("is the buffer of cash", () => {
    const runner = runnerOf(series, half, { every: "never", cashBuffer: 0.1 });
    expect(fillsOf(runner)).toEqual(["1 AAA 45@10", "1 BBB 22.5@20"]);
  });

  test("is what the turnover cap cuts off, of each trade the same share", () => {
    // At the start 100 % would be bought; 40 % are: 0.4 of each. Then the rest of the way is cut again: at the close of
    // bar 2 equity is 1000 + 20 · 1 = 1020; A wants 510 − 220 = 290, B 510 − 200 = 310, together 600 of 1020; 408 are allowed.
    const runner = runnerOf(series, half, { every: 2, turnoverCap: 0.4 });
    expect(fillsOf(runner)).toEqual(["1 AAA 20@10", "1 BBB 10@20", "3 AAA 17.927273@11", "3 BBB 10.54@20"]);
    expect(reasons(runner).slice(0, 2)).toEqual(["cut: turnover cap", "cut: turnover cap"]);
    expect(runner.record().portfolio!.rebalances.turnover[0]).toBeCloseTo(0.4, 12);
  });
});

describe("a rebalance comes", () => {
  const triggersOf = (runner: ReturnType<typeof runnerOf>) => {
    const { bar, trigger } = runner.record().portfolio!.rebalances;
    return trigger.map((word, i) => `${bar[i]} ${word}`);
  };

  test("where a weight has drifted too far from its target", () => {
    // A at 12: 600 / 1100 = 0.545; at 13: 650 / 1150 = 0.565.
    const series = [flatBars(A, [10, 10, 12, 13, 13]), flatBars(B, [20, 20, 20, 20, 20])];
    const runner = runnerOf(series, half, { drift: 0.06 });
    expect(triggersOf(runner)).toEqual(["0 start", "3 drift"]);
  });

  test("where the volatility has changed by its share", () => {
    // Two returns each: 0 and 0; then 0 and 0.1: the deviation goes from 0 to 0.0707, which is more than any share of 0.
    const series = [flatBars(A, [10, 10, 10, 10, 11, 11])];
    const runner = runnerOf(series, () => [1], { volatilityChange: 0.5, volatilityLookback: 2, volatilityOf: A });
    expect(triggersOf(runner)).toEqual(["0 start", "4 volatility"]);
  });

  test("where the annual volatility crosses an edge, once", () => {
    // Returns of +10 % and −10 % in turn: the deviation of two is 0.1414, times √365 (bars on weekends) = 2.70.
    const series = [flatBars(A, [10, 10, 10, 11, 9.9, 10.89, 9.801])];
    const runner = runnerOf(series, () => [1], { volatilityAbove: 2, volatilityLookback: 2, volatilityOf: A });
    expect(triggersOf(runner)).toEqual(["0 start", "4 volatility"]);
  });

  test("as the run says, over what the strategy says", () => {
    const series = [flatBars(A, [10, 11, 12, 13, 14, 15])];
    expect(triggersOf(runnerOf(series, () => [0.5], 2))).toEqual(["0 start", "2 calendar", "4 calendar"]);
    const settled = runnerOf(series, () => [0.5], 2, FREE, "all", { every: 3 });
    expect(triggersOf(settled)).toEqual(["0 start", "3 calendar"]);
  });
});

describe("weights that cannot be", () => {
  const series = [flatBars(A, [10, 10, 10]), flatBars(B, [20, 20, 20])];
  const failure = (weights: () => unknown) => {
    try {
      runnerOf(series, weights as never, "never");
    } catch (error) {
      return error as { code: string; message: string; where: Record<string, unknown>; help: string };
    }
    throw new Error("nothing was refused");
  };

  test.each([
    ["add up to more than the leverage", () => [5, -5], "weights-gross"],
    ["are proportions of more than the leverage", () => inProportion([1, 1], 10), "weights-gross"],
    ["hold NaN", () => [0.5, Number.NaN], "weights-nan"],
    ["hold Infinity", () => inProportion([1, 1 / 0]), "weights-value"],
    ["are too few", () => [1], "weights-length"],
    ["name a symbol that is not there", () => ({ BBC: 1 }), "no-such-asset"],
    ["are no numbers", () => ["a", 1], "weights-result"],
    ["name a symbol without a weight", () => ({ AAA: undefined }), "weights-result"],
    ["are nothing", () => undefined, "weights-result"],
    ["are one number", () => 0.5, "weights-result"],
    ["are a promise", () => Promise.resolve([1, 0]), "weights-result"],
  ])("%s", (_, weights, code) => {
    expect(failure(weights).code).toBe(code);
  });

  test("name the symbol, the bar and what to do", () => {
    const { message, where, help } = failure(() => [0.5, Number.NaN]);
    expect(message).toBe("The weight of BBB is NaN.");
    expect(where).toMatchObject({ symbol: B, bar: 0, time: "2024-01-01", received: "NaN" });
    expect(help).toContain("Give 0");
    expect(failure(() => ({ BBC: 1 })).help).toBe("Did it mean BBB?");
    expect(failure(() => [5, 5]).message).toBe("The weights add up to 10 times the equity, counting shorts as well.");
  });

  test("may add up to the cap by rounding", () => {
    const thirds = [flatBars("A", [10, 10]), flatBars("B", [10, 10]), flatBars("C", [10, 10])];
    expect(fillsOf(runnerOf(thirds, () => [0.1 + 0.2, 0.6, 0.1], "never"))).toHaveLength(3);
  });

  test("say what was not returned by prepare", () => {
    expect(() => runnerOf(series, (_context, assets) => [assets[7]!.weight, 0], "never")).toThrow("weights failed");
  });
});
