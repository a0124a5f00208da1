import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DataError } from "#base/errors";
import { openPath } from "./locate.ts";

const folder = mkdtempSync(join(tmpdir(), "ivy-broken-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function errorOf(content: string | Uint8Array): Promise<DataError> {
  const path = join(folder, "X.csv");
  writeFileSync(path, content);
  try {
    const source = await openPath(path);
    await source.load(await source.symbols());
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error("it was read");
}

const HEAD = "Date,Open,High,Low,Close,Volume\n";
const GOOD = "2020-01-02,10,11,9,10.5,100\n";
const NEXT = "2020-01-03,10,11,9,10.5,100\n";

/** What is broken, the file, the code, the line (none: the file as a whole), and what stands there. */
const BROKEN: readonly (readonly [string, string, string, number | undefined, string?])[] = [
  ["nothing in it", "", "empty-file", undefined],
  ["only blank lines", "\n\r\n  \n", "empty-file", undefined],
  ["only a byte order mark", "\ufeff", "empty-file", undefined],
  ["a header and no rows", HEAD, "no-rows", undefined],
  ["a header and blank lines", `${HEAD}\n\n`, "no-rows", undefined],
  ["a row of prices as header that could be several things", "2020-01-02,10,10,10,10,10\n", "no-header", 1],
  ["no column of times", "When,Open,High,Low,Close\nMonday,1,1,1,1\n", "no-time-column", 1],
  ["prose", "This is not\na price file\n", "error-answer", 1],
  ["no low", "Date,Open,High,Close\n2020-01-02,1,1,1\n", "missing-columns", 1],
  ["no close", "Date,Open,High,Low,Volume\n2020-01-02,1,1,1,1\n", "missing-columns", 1],
  ["two columns of closes", "Date,Open,High,Low,Close,Close\n2020-01-02,1,1,1,1,1\n", "duplicate-column", 1],
  [
    "two columns that may be the close",
    "Date,Open,High,Low,Close,Price\n2020-01-02,1,1,1,1,1\n",
    "ambiguous-columns",
    1,
  ],
  ["one ticker in two columns", "Date,KO,PEP,ko\n2020-01-02,1,1,1\n", "duplicate-column", 1],
  ["nothing but a date", "Date\n2020-01-02\n", "no-price-columns", 1],
  ["a word as price", `${HEAD}${GOOD}2020-01-03,10,eleven,9,10.5,100\n`, "bad-number", 3, "eleven"],
  ["a word as volume", `${HEAD}2020-01-02,10,11,9,10.5,many\n`, "bad-number", 2, "many"],
  ["two points in a price", `${HEAD}2020-01-02,10.0.1,11,9,10.5,1\n`, "bad-number", 2, "10.0.1"],
  ["a currency sign inside of a number", `${HEAD}2020-01-02,1$0,11,9,10.5,1\n`, "bad-number", 2, "1$0"],
  ["Infinity as a price", `${HEAD}2020-01-02,10,Infinity,9,10.5,1\n`, "bad-number", 2, "Infinity"],
  ["a quoted number that could be two", `${HEAD}2020-01-02,"1,234",1300,9,10,1\n`, "ambiguous-number", 2, "1,234"],
  ["an empty price", `${HEAD}2020-01-02,10,11,,10.5,1\n`, "missing-price", 2, ""],
  ["NaN as a price", `${HEAD}2020-01-02,10,11,9,NaN,1\n`, "missing-price", 2, ""],
  ["a day that no month has", `${HEAD}${GOOD}2020-02-30,10,11,9,10.5,1\n`, "bad-time", 3, "2020-02-30"],
  ["a date that could be two", `${HEAD}1/2/2020,10,11,9,10.5,1\n`, "ambiguous-time", 2, "1/2/2020"],
  ["an empty date", `${HEAD},10,11,9,10.5,1\n`, "bad-time", 2, ""],
  ["rows in no order", `${HEAD}${NEXT}${GOOD}2020-01-06,10,11,9,10.5,1\n`, "times-not-increasing", 3, "2020-01-02"],
  [
    "a time that stands twice, with another volume",
    `${HEAD}${GOOD}${GOOD.trimEnd()}9\n`,
    "duplicate-time",
    3,
    "2020-01-02",
  ],
  [
    "one moment in two zones",
    `${HEAD}2020-01-02T15:00Z,10,11,9,10,1\n2020-01-02T16:00+01:00,10,11,9,10,2\n`,
    "duplicate-time",
    3,
  ],
  ["a price of zero", `${HEAD}2020-01-02,0,11,0,10.5,1\n`, "price-not-positive", 2, "0"],
  ["a negative price", `${HEAD}2020-01-02,10,11,-9,10.5,1\n`, "price-not-positive", 2, "-9"],
  ["a price that no double holds", `${HEAD}2020-01-02,10,1e999,9,10.5,1\n`, "price-not-finite", 2, "Infinity"],
  ["a high below the low", `${HEAD}2020-01-02,10,9,11,10,1\n`, "high-below-low", 2, "9"],
  ["a negative volume", `${HEAD}2020-01-02,10,11,9,10.5,-1\n`, "bad-volume", 2, "-1"],
  ["a row cut off", `${HEAD}${GOOD}2020-01-03,10,11\n`, "too-few-cells", 3, "3 cells"],
  ["a last row cut off inside a cell", `${HEAD}${GOOD}2020-01`, "too-few-cells", 3, "1 cells"],
  ["a comma in a number", `${HEAD}2020-01-02,1,000,1100,900,1050,1\n`, "too-many-cells", 2, "7 cells"],
  ["a quote that is not closed", `${HEAD}"2020-01-02,10,11,9,10.5,1\n`, "broken-quotes", 2],
  [
    "an adjusted close of zero",
    "Date,Open,High,Low,Close,Adj Close\n2020-01-02,10,11,9,10.5,0\n",
    "price-not-positive",
    2,
    "0",
  ],
  ["a bad row after blank lines", `${HEAD}\n${GOOD}\n\n2020-01-03,10,11,9,x,1\n`, "bad-number", 6, "x"],
  [
    "a bad row with CRLF and no line end",
    `${HEAD}${GOOD}2020-01-03,10,11,9,x,1`.replaceAll("\n", "\r\n"),
    "bad-number",
    3,
    "x",
  ],
  ["a bad row between semicolons", "Date;Close\n2020-01-02;1,5\n\n2020-01-03;?\n", "bad-number", 4, "?"],
  [
    "a bad row after a quoted line break",
    'Date,Close,Note\n2020-01-02,1,"a\nb"\n2020-01-03,x,c\n',
    "bad-number",
    4,
    "x",
  ],
  ["a negative close in a wide file", "Date,KO,PEP\n2020-01-02,1,2\n2020-01-03,1,-2\n", "price-not-positive", 3, "-2"],
  [
    "a wide file out of order where a ticker has no bar",
    "Date,KO,PEP\n2020-01-03,1,\n2020-01-02,1,\n2020-01-06,1,2\n",
    "times-not-increasing",
    3,
  ],
  ["a ticker without one price", "Date,KO,PEP\n2020-01-02,1,\n", "no-rows", undefined],
  ["bytes that no text has", "Date\0,Open", "not-text", undefined],
  ["Parquet without its end", "PAR1 and so on", "cut-off", undefined],
  ["a PDF", "%PDF-1.4\n", "not-text", undefined],
  ["a web page", "<!DOCTYPE html>\n<html></html>\n", "not-text", undefined],
  ["JSON without prices", '{"chart":{"result":null}}\n', "no-rows", undefined],
  ["a spreadsheet cut off", "PK\u0003\u0004 and so on", "broken-zip", undefined],
];

describe("a broken file is refused with its code and line", () => {
  for (const [what, content, code, line, received] of BROKEN) {
    test(what, async () => {
      const error = await errorOf(content);
      expect({ code: error.code, line: error.where.line }).toEqual({ code, line });
      expect(error.where.file).toMatch(/\/X\.csv$/);
      if (received !== undefined) expect(error.where.received).toBe(received);
      expect(error.message).toMatch(/\S/);
      expect(error.help).toMatch(/\S/);
    });
  }

  test("the error shows symbol, time, what was expected and the line itself", async () => {
    const error = await errorOf(`${HEAD}${GOOD}2020-01-03,10,9,11,10,1\n`);
    expect(error.message).toBe("X: high 9 is below low 11.");
    expect(error.where).toEqual({
      file: expect.stringMatching(/\/X\.csv$/),
      line: 3,
      excerpt: "2020-01-03,10,9,11,10,1",
      symbol: "X",
      time: "2020-01-03",
      bar: 1,
      expected: "high of at least 11",
      received: "9",
    });
  });

  test("UTF-16 is named", async () => {
    const error = await errorOf(Buffer.from("\ufeffDate,Close\n", "utf16le"));
    expect(error.code).toBe("not-text");
    expect(error.help).toContain("UTF-8");
  });

  test("a gzip file that is cut off is named", async () => {
    const error = await errorOf(Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3));
    expect(error.code).toBe("broken-gzip");
  });
});
