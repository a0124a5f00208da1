import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NumberForm } from "./number-form.ts";
import { marksOf, parseNumberAs, parseText } from "./parse-decimal.ts";

const POINT_AND_COMMA: NumberForm = { decimal: ".", thousands: "," };
const COMMA_AND_POINT: NumberForm = { decimal: ",", thousands: "." };
const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(""));

describe("gives the very double that Number gives", () => {
  test("for any digits around a point, few or many, with an exponent or none", () => {
    fc.assert(
      fc.property(digits(1, 25), digits(0, 25), fc.integer({ min: -40, max: 40 }), (whole, fraction, power) => {
        const text = `${whole}${fraction === "" ? "" : `.${fraction}`}${power % 3 === 0 ? `e${power}` : ""}`;
        expect(parseText(text)).toBe(Number(text));
      }),
      { numRuns: 5000 },
    );
  });

  test("for any finite double as the runtime prints it", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseText(String(value))).toBe(Number(String(value)));
      }),
      { numRuns: 5000 },
    );
  });

  test("for sixteen to nineteen digits, which do not fit a double", () => {
    const text = fc.tuple(digits(16, 19), fc.integer({ min: 1, max: 18 })).map(([all, places]) => {
      const at = Math.max(1, all.length - places);
      return `${all.slice(0, at)}.${all.slice(at)}`;
    });
    fc.assert(
      fc.property(text, (number) => {
        expect(parseText(number)).toBe(Number(number));
      }),
      { numRuns: 20_000 },
    );
  });

  test("for decimals on the very middle between two doubles, which is rounded to even", () => {
    // 2^53 + 1 is the middle of 2^53 and 2^53 + 2; a thousandth of it has the same digits.
    for (const text of ["9007199254740993", "9007199254740993.0", "9007199254740995.000", "0.9007199254740993e16"]) {
      expect(parseText(text)).toBe(Number(text));
    }
    fc.assert(
      fc.property(
        fc.integer({ min: 2 ** 52, max: 2 ** 53 - 1 }),
        fc.constantFrom("5", "500", "4999", "5001"),
        (n, f) => {
          expect(parseText(`${n}.${f}`)).toBe(Number(`${n}.${f}`));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each(["0", "-0", "00012.50", "5.", ".5", "1e5", "1.062926E+08", "-3.5", "+7", "0.000001", "1e400", "1e-400"])(
    "for %s",
    (text) => {
      expect(parseText(text)).toBe(Number(text));
    },
  );
});

test.each([
  "",
  " ",
  "abc",
  "1,5",
  "1.2.3",
  ".",
  "0x10",
  "Infinity",
  "1e",
  "1e+",
  "--1",
  "1 2",
  "12a",
  "١٢",
  "5%",
  "$5",
  "1M",
])("%j is no number", (text) => {
  expect(parseText(text)).toBeNaN();
});

describe("thousands", () => {
  test.each([
    ["1,234", 1234],
    ["1,234,567.5", 1234567.5],
    ["-12,345", -12345],
    ["1234567", 1234567],
    ["0.5", 0.5],
  ])("%s is %d with a comma between them", (text, value) => {
    expect(parseText(text, POINT_AND_COMMA)).toBe(value);
  });

  test.each([
    "1,23",
    "1,2345",
    "12,34,567",
    "1,23,456",
    "0,123",
    ",123",
    "1,234,",
    "1,,234",
    "1,234e3",
    "1.234,567",
    "1234,567",
  ])("%s is no number: groups are of three digits", (text) => {
    expect(parseText(text, POINT_AND_COMMA)).toBeNaN();
  });

  test("may be points, blanks, also those that do not break, and apostrophes", () => {
    expect(parseText("1.234.567,5", COMMA_AND_POINT)).toBe(1234567.5);
    for (const blank of [" ", "\u00a0", "\u202f", "\u2009"]) {
      expect(parseText(`1${blank}234${blank}567,5`, { decimal: ",", thousands: " " })).toBe(1234567.5);
    }
    for (const mark of ["'", "’"]) {
      expect(parseText(`1${mark}234.5`, { decimal: ".", thousands: "'" })).toBe(1234.5);
    }
  });

  test("may be the no-break space and the euro of Windows-1252, one byte each", () => {
    const marks = marksOf({ decimal: ",", thousands: " " });
    const bytes = Uint8Array.from([0x31, 0xa0, 0x32, 0x33, 0x34, 0x2c, 0x35, 0xa0, 0x80]);
    expect(parseNumberAs(bytes, 0, bytes.length, marks, true)).toBe(1234.5);
    for (const blank of [" ", "\u00a0", "\u202f"]) {
      for (const sign of ["€", "£", "$"]) {
        expect(parseText(`1${blank}234,5${blank}${sign}`, { decimal: ",", thousands: " " }, true)).toBe(1234.5);
      }
    }
  });

  test("round trip through the runtime's own formatting", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 14 }), (n) => {
        const cents = n / 100;
        const text = (locale: string) => cents.toLocaleString(locale, { minimumFractionDigits: 2 });
        expect(parseText(text("en-US"), POINT_AND_COMMA)).toBe(cents);
        expect(parseText(text("de-DE"), COMMA_AND_POINT)).toBe(cents);
        expect(parseText(text("de-CH"), { decimal: ".", thousands: "'" })).toBe(cents);
        expect(parseText(text("fr-FR"), { decimal: ",", thousands: " " })).toBe(cents);
      }),
    );
  });
});

describe("numbers written short", () => {
  test.each([
    ["$12.34", 12.34],
    ["-$12.34", -12.34],
    ["12.34 €", 12.34],
    ["€12", 12],
    ["£1,234.50", 1234.5],
    ["1.2K", 1200],
    ["1.23M", 1_230_000],
    ["4.1 b", 4_100_000_000],
    ["2T", 2e12],
    ["0.07M", 70_000],
    ["12", 12],
  ])("%s is %d", (text, value) => {
    expect(parseText(text, POINT_AND_COMMA, true)).toBe(value);
  });

  test.each(["", "$", "K", "M12", "1.2MM", "1.2%", "5x", "€"])("%j is none", (text) => {
    expect(parseText(text, POINT_AND_COMMA, true)).toBeNaN();
  });
});

test("reads bytes in the middle of a line, and none beside them", () => {
  const bytes = new TextEncoder().encode("9,12.5,$7M,9");
  const marks = marksOf({ decimal: ".", thousands: "" });
  expect(parseNumberAs(bytes, 2, 6, marks, false)).toBe(12.5);
  expect(parseNumberAs(bytes, 7, 9, marks, true)).toBe(7);
  expect(parseNumberAs(bytes, 6, 6, marks, true)).toBeNaN();
});
