import { describe, expect, it } from "vitest";
import { UsageError } from "#base/errors";
import type { BarColumns } from "#domain/bars";
import { indicatorColumns, parseIndicators } from "./indicator-columns.ts";

const bars: BarColumns = {
  time: Float64Array.of(0, 1, 2, 3),
  open: Float64Array.of(1, 2, 3, 4),
  high: Float64Array.of(3, 4, 5, 6),
  low: Float64Array.of(0.5, 1, 2, 3),
  close: Float64Array.of(2, 3, 4, 5),
  volume: Float64Array.of(10, 20, 30, 40),
};
const columns = (text: string) => parseIndicators(text).flatMap((one) => indicatorColumns(one, bars));
const read = (text: string) => Object.fromEntries(columns(text).map(({ name, values }) => [name, Array.from(values)]));
const failure = (text: string): UsageError => {
  try {
    parseIndicators(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return error as UsageError;
  }
  throw new Error(`${text} was read`);
};

describe("indicators as they are asked for", () => {
  it("are named as asked, with their values over all bars", () => {
    expect(read("sma:2,SMA:3, sma:2:high")).toEqual({
      "sma:2": [Number.NaN, 2.5, 3.5, 4.5],
      "SMA:3": [Number.NaN, Number.NaN, 3, 4],
      "sma:2:high": [Number.NaN, 3.5, 4.5, 5.5],
    });
  });

  it("are one column for each of their lines", () => {
    // Of 2, 3: mean 2.5, deviation 0.5 with divisor 2; one and a half of it is 0.75.
    const { "bb:2:1.5.upper": upper, "bb:2:1.5.lower": lower } = read("bb:2:1.5");
    expect(Object.keys(read("bb:2:1.5"))).toEqual(["bb:2:1.5.upper", "bb:2:1.5.middle", "bb:2:1.5.lower"]);
    // Roots are rounded.
    expect(upper![1]).toBeCloseTo(3.25, 12);
    expect(lower![1]).toBeCloseTo(1.75, 12);
  });

  it("have their defaults where nothing is said, and the column may follow at once", () => {
    expect(parseIndicators("rsi,sma:volume").map(({ values, column }) => [values, column])).toEqual([
      [[14], "close"],
      [[20], "volume"],
    ]);
  });

  it("of whole bars take high, low and close", () => {
    expect(read("trueRange,highestBefore:1")).toEqual({
      trueRange: [Number.NaN, 3, 3, 3],
      "highestBefore:1": [Number.NaN, 2, 3, 4],
    });
  });

  it.each([
    ["smaa:20,rsi", "unknown-indicator", /"smaa"/, "Did you mean: --indicators sma:20,rsi"],
    ["zzzzzz", "unknown-indicator", /"zzzzzz"/, "All of them:  ivy indicators list"],
    ["sma:20:3", "indicator-argument", /one parameter; sma:20:3 gives 2/, "sma:period, as in sma:20"],
    ["trueRange:5", "indicator-argument", /no parameters; trueRange:5 gives 1/, "Write it so: trueRange"],
    ["sma:2.5", "indicator-argument", /gives 2.5 for period/, "sma:period"],
    ["sma:0", "indicator-argument", /gives 0 for period/, "sma:period"],
    ["sma:", "indicator-argument", /gives nothing for period/, "sma:period"],
    ["sma:1e2", "indicator-argument", /gives 1e2 for period/, "sma:period"],
    ["bb:20:-1", "indicator-argument", /gives -1 for deviations/, "bb:period:deviations, as in bb:20:2"],
    ["bb:20:NaN", "indicator-argument", /gives NaN for deviations/, "bb:period:deviations"],
    ["rsi,sma:20:clse", "unknown-column", /"clse"/, "Did you mean: --indicators rsi,sma:20:close"],
    ["atr:14:close", "indicator-of-bars", /whole bars/, "Leave the column out: atr:14"],
    ["crossesAbove", "indicator-of-two-columns", /compares two columns/, "ivy indicators show crossesAbove"],
    ["rollingEngleGranger", "indicator-of-two-columns", /compares two columns/, "ivy indicators show"],
    ["sma:20,sma:20", "indicator-twice", /asked for twice/, "Name each indicator once"],
    ["sma:20,", "no-indicator", /empty name/, "--indicators sma:20,rsi:14"],
    ["", "no-indicator", /empty name/, "--indicators sma:20,rsi:14"],
  ])("%s is refused: %s", (text, code, message, help) => {
    const error = failure(text);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.help).toContain(help);
    expect(error.where.flag).toBe("--indicators");
  });
});
