import { describe, expect, test } from "vitest";
import { DataError } from "#base/errors";
import { borrowRatesText, parseBorrowTable } from "./parse-borrow-table.ts";

describe("a table of borrow rates", () => {
  test("has a symbol and a rate a line, with or without names above", () => {
    const rows = [
      ["GME", 0.25],
      ["BRK.B", 0.003],
    ];
    expect([...parseBorrowTable("symbol,rate\nGME,0.25\nBRK.B,0.3%\n", "rates.csv")]).toEqual(rows);
    expect([...parseBorrowTable('\ufeffGME;25 %\r\n\r\n"BRK.B";.003', "rates.csv")]).toEqual(rows);
  });

  test.each([
    ["GME", 1],
    ["symbol,rate\nGME,a lot", 2],
    ["GME,0.25\nsymbol,rate", 2],
    ["GME,-0.25", 1],
    ["GME,0.25\nGME,0.3", 2],
    ["GME,0.25,x", 1],
  ])("tells the line that is wrong: %j", (text, line) => {
    expect(() => parseBorrowTable(text, "rates.csv")).toThrow(DataError);
    expect(() => parseBorrowTable(text, "rates.csv")).toThrow(
      expect.objectContaining({ code: "borrow-table", where: expect.objectContaining({ file: "rates.csv", line }) }),
    );
  });

  test("may not be empty", () => {
    expect(() => parseBorrowTable("symbol,rate\n", "rates.csv")).toThrow("is empty");
  });

  test("gives way to rates that were named", () => {
    const text = borrowRatesText(
      new Map([
        ["A", 0.1],
        ["B", 1e-7],
      ]),
      new Map([["A", 0.2]]),
    );
    expect(text).toBe("A=0.2,B=0.0000001");
  });
});
