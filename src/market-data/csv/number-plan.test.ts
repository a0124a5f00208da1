import { describe, expect, test } from "vitest";
import type { DataError } from "#base/errors";
import type { Reading } from "../reading.ts";
import { planNumbers } from "./number-plan.ts";

function plan(cells: readonly string[], reading: Reading = {}) {
  const table = {
    file: "X.csv",
    names: ["Close"],
    sample: cells.map((cell) => [cell]),
    sampleLines: cells.map((_, k) => k + 2),
  };
  return planNumbers(table, [0], reading);
}

describe("the form of numbers", () => {
  test.each([
    [["10.5", "1050"], ".", ""],
    [["10,5", "11,25"], ",", ""],
    [["1,234.5", "999.5"], ".", ","],
    [["1.234,5", "999,5"], ",", "."],
    [["1,234,567"], ".", ","],
    [["1.234.567"], ",", "."],
    [["1 234,50"], ",", " "],
    [["11'234.50"], ".", "'"],
    [["86.655", "86.728"], ".", ""],
    [["NaN", "", "-"], ".", ""],
  ])("of %j is the one that reads them all", (cells, decimal, thousands) => {
    expect(plan(cells).form).toEqual({ decimal, thousands });
  });

  test("is told in a word where it is not the usual one", () => {
    expect(plan(["1.234,5"]).notes).toEqual(["decimal comma", "point between thousands"]);
    expect(plan(["1234.5"]).notes).toEqual([]);
  });

  test("of a comma before three digits alone could be two, and is refused with both", () => {
    try {
      plan(["1,234", "1,250"]);
      throw new Error("it was read");
    } catch (error) {
      const { code, where, help } = error as DataError;
      expect(code).toBe("ambiguous-number");
      expect(where).toEqual({ file: "X.csv", line: 2, received: "1,234" });
      expect(help).toContain("1234: --read decimal=point");
      expect(help).toContain("1.234: --read decimal=comma");
    }
  });

  test("may be said", () => {
    expect(plan(["1,234"], { decimal: "," }).form).toEqual({ decimal: ",", thousands: "" });
    expect(plan(["1,234"], { thousands: "," }).form).toEqual({ decimal: ".", thousands: "," });
  });

  test("may be short: with a currency sign, or a letter for thousands and millions", () => {
    expect(plan(["$1,234.50", "$999.00"])).toMatchObject({ form: { decimal: ".", thousands: "," }, short: [0] });
    expect(plan(["1.2M", "950K"]).short).toEqual([0]);
    expect(plan(["10.5"]).short).toEqual([]);
  });
});
