import { describe, expect, test } from "vitest";
import { parseTimeAs } from "./parse-time.ts";

const parse = (text: string, unit: "s" | "ms" | "us" | "ns") => {
  const bytes = new TextEncoder().encode(` ${text} `);
  return parseTimeAs({ kind: "epoch", unit }, bytes, 0, bytes.length, new Int32Array(1));
};

describe("a count since 1970", () => {
  test.each([
    ["1640876400", "s", 1_640_876_400_000],
    ["1640876400.0", "s", 1_640_876_400_000],
    ["1640876400.123", "s", 1_640_876_400_123],
    ["1640876400.9999", "s", 1_640_876_400_999],
    ["1.6408764E9", "s", 1_640_876_400_000],
    ["0", "s", 0],
    ["-86400", "s", -86_400_000],
    ["86400", "s", 86_400_000],
    ["1640876400123", "ms", 1_640_876_400_123],
    ["1640876400123.75", "ms", 1_640_876_400_123],
    ["1640876400123999", "us", 1_640_876_400_123],
    ["1640876399999999999", "ns", 1_640_876_399_999],
    ["1.640876400123e18", "ns", 1_640_876_400_123],
    ["12", "us", 0],
  ] as const)("%s in %s", (text, unit, ms) => {
    expect(parse(text, unit)).toBe(ms);
  });

  test("that is beyond the year 9999 is none: the unit is another one", () => {
    expect(parse("1640876400123", "s")).toBeNaN();
    expect(parse("1640876400123456", "ms")).toBeNaN();
  });

  test.each(["", "x", "12x", "1e", "2013-01-02", "1,5", "Infinity"])("%j is none", (text) => {
    expect(parse(text, "s")).toBeNaN();
  });
});
