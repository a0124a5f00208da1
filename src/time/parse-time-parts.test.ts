import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTimeAs } from "./parse-time.ts";

type Order = "dmy" | "mdy" | "ymd";
const parse = (text: string, order: Order, zoneName?: string) => {
  const bytes = new TextEncoder().encode(text);
  const form = { kind: "parts", order, ...(zoneName !== undefined && { zoneName }) } as const;
  return parseTimeAs(form, bytes, 0, bytes.length, new Int32Array(1));
};
const JAN_2 = Date.UTC(2013, 0, 2);

describe("a date in parts", () => {
  test.each([
    ["2/1/2013", "dmy", JAN_2],
    ["1/2/2013", "mdy", JAN_2],
    ["2013/1/2", "ymd", JAN_2],
    ["2013.01.02", "ymd", JAN_2],
    ["02.01.2013", "dmy", JAN_2],
    ["2. 1. 2013", "dmy", JAN_2],
    ["02-01-13", "dmy", JAN_2],
    ["13-01-02", "ymd", JAN_2],
    ["1/2/68", "mdy", Date.UTC(2068, 0, 2)],
    ["1/2/69", "mdy", Date.UTC(1969, 0, 2)],
    ["1/2/00", "mdy", Date.UTC(2000, 0, 2)],
    ["2-Jan-13", "dmy", JAN_2],
    ["02-JAN-2013", "dmy", JAN_2],
    ["2013-Jan-02", "ymd", JAN_2],
    ["Jan 2, 2013", "mdy", JAN_2],
    ["January 2 2013", "mdy", JAN_2],
    ["Jan. 2, 2013", "mdy", JAN_2],
    ["Wed, Jan 2, 2013", "mdy", JAN_2],
    ["Wednesday, 2 January 2013", "dmy", JAN_2],
    ["2. Januar 2013", "dmy", JAN_2],
    ["2 de enero de 2013", "dmy", JAN_2],
    ["2 janv. 2013", "dmy", JAN_2],
    ["5 déc. 2013", "dmy", Date.UTC(2013, 11, 5)],
    ["5. März 2013", "dmy", Date.UTC(2013, 2, 5)],
    ["5 août 2013", "dmy", Date.UTC(2013, 7, 5)],
    ["29/2/2012", "dmy", Date.UTC(2012, 1, 29)],
    ["1/2/2013 15:30", "mdy", JAN_2 + 55_800_000],
    ["1/2/2013, 3:30:00 PM", "mdy", JAN_2 + 55_800_000],
    ["2013.01.02 153000", "ymd", JAN_2 + 55_800_000],
    ["02.01.2013 15:30:00.250", "dmy", JAN_2 + 55_800_250],
    ["Jan 2, 2013 15:30 -05:00", "mdy", JAN_2 + 73_800_000],
  ] as const)("%s as %s", (text, order, ms) => {
    expect(parse(text, order)).toBe(ms);
  });

  test.each([
    ["31/2/2013", "dmy"],
    ["1/13/2013", "dmy"],
    ["13/1/2013", "mdy"],
    ["1/2-2013", "mdy"],
    ["1 2 2013", "mdy"],
    ["1,2,2013", "mdy"],
    ["1/2/201", "mdy"],
    ["1/2/20130", "mdy"],
    ["001/2/2013", "mdy"],
    ["1/2", "mdy"],
    ["1/2/", "mdy"],
    ["/1/2/2013", "mdy"],
    ["20130102", "ymd"],
    ["2-Jan-13", "ymd"],
    ["Jan 2, 2013", "dmy"],
    ["2 Jui 2013", "dmy"],
    ["2 Foo 2013", "dmy"],
    ["2 J 2013", "dmy"],
    ["Jan Feb 2013", "mdy"],
    ["Monday", "mdy"],
    ["1/2/2013 25:00", "mdy"],
    ["1/2/2013x", "mdy"],
    ["", "dmy"],
  ] as const)("%j is none as %s", (text, order) => {
    expect(parse(text, order)).toBeNaN();
  });

  test("may have the name of a zone after it, which is then on every one", () => {
    expect(parse("1/2/2013 15:30 US/Eastern", "mdy", "US/Eastern")).toBe(JAN_2 + 55_800_000);
    expect(parse("1/2/2013 15:30", "mdy", "US/Eastern")).toBeNaN();
    expect(parse("US/Eastern", "mdy", "US/Eastern")).toBeNaN();
  });

  test("is the day that Date.UTC knows, and no other, in any order and with any mark", () => {
    const part = fc.integer({ min: 0, max: 32 });
    const mark = fc.constantFrom("/", "-", ".");
    const clock = fc.constantFrom(["", 0], [" 09:05", 32_700_000], ["T23:59:59", 86_399_000]);
    fc.assert(
      fc.property(
        part,
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 1, max: 9999 }),
        mark,
        clock,
        (d, m, y, by, [after, ms]) => {
          const date = new Date(0);
          date.setUTCFullYear(y, m - 1, d);
          const isDate = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
          const year = String(y).padStart(4, "0");
          const texts = { dmy: [d, m, year], mdy: [m, d, year], ymd: [year, m, d] };
          for (const [order, parts] of Object.entries(texts)) {
            const expected = isDate ? date.getTime() + (ms as number) : Number.NaN;
            expect(parse(parts.join(by) + after, order as Order)).toBe(expected);
          }
        },
      ),
      { numRuns: 3000, seed: 20130102 },
    );
  });
});

describe("a month by name", () => {
  const locales = ["en", "de", "de-AT", "fr", "es", "it", "pt", "nl"];
  test.each(locales)("is read as the runtime writes it in %s, in full and short", (locale) => {
    for (const month of ["long", "short"] as const) {
      const name = new Intl.DateTimeFormat(locale, { month, timeZone: "UTC" });
      const names = Array.from({ length: 12 }, (_, m) => name.format(Date.UTC(2013, m, 15)));
      const read = names.map((text) => parse(`7 ${text} 2013`, "dmy"));
      expect(read).toEqual(names.map((_, m) => Date.UTC(2013, m, 7)));
    }
  });

  test("is read from bytes of Latin-1 too", () => {
    const bytes = Uint8Array.from("5. M\u00e4rz 2013", (char) => char.charCodeAt(0));
    expect(parseTimeAs({ kind: "parts", order: "dmy" }, bytes, 0, bytes.length, new Int32Array(1))).toBe(
      Date.UTC(2013, 2, 5),
    );
  });
});
