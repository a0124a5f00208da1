import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMissing, parseNumber } from "./parse-number.ts";

const parse = (text: string) => {
  const bytes = new TextEncoder().encode(`x,${text},y`);
  return parseNumber(bytes, 2, bytes.length - 2);
};
const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(""));

describe("parseNumber gives the very double that Number gives", () => {
  test("for any digits around a point, few or many", () => {
    fc.assert(
      fc.property(digits(1, 12), digits(0, 12), (whole, fraction) => {
        const text = fraction === "" ? whole : `${whole}.${fraction}`;
        expect(Object.is(parse(text), Number(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("for any finite double as the runtime prints it, exponents and signs included", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parse(String(value))).toBe(Number(String(value)));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    "0",
    "1",
    "00012.50",
    "0.1",
    "5.",
    ".5",
    "1e5",
    "1.062926E+08",
    "-3.5",
    "+7",
    "999999999999999",
    "9007199254740993",
    "0.000001",
  ])("for %s", (text) => {
    expect(parse(text)).toBe(Number(text));
  });

  test("for a number with spaces around it", () => {
    expect(parse(" 12.5 ")).toBe(12.5);
  });
});

test.each(["", " ", "abc", "1,5", "1.2.3", ".", "0x10", "Infinity", "1e", "--1", "1 2", "12a", "١٢"])(
  "%j is no number",
  (text) => {
    expect(parse(text)).toBeNaN();
  },
);

test("knows what files write where they have no number", () => {
  expect(["", "  ", "NaN", "null", "N/A", "na", "-"].every(isMissing)).toBe(true);
  expect(["0", "none?", "1"].some(isMissing)).toBe(false);
});
