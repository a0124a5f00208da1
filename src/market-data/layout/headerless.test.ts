import { describe, expect, test } from "vitest";
import { isRowOfPrices, namesWithoutHeader } from "./headerless.ts";

const rows = (...lines: string[]) => lines.map((line) => line.split(","));

describe("a first row", () => {
  test.each(["2024-01-02,10", "20240102 00:00,10", "1704067200000,10", "2.1.2024,10", "KO,2024-01-02,10"])(
    "of prices is told from names: %s",
    (line) => expect(isRowOfPrices(line.split(","))).toBe(true),
  );
  test.each(["Date,Close", ",19001,19002", "time,open", "Symbol,Date"])("of names is none of prices: %s", (line) => {
    expect(isRowOfPrices(line.split(","))).toBe(false);
  });
});

describe("columns without a header", () => {
  test("are open, high, low, close where no other order fits", () => {
    expect(namesWithoutHeader(rows("2024-01-02,10,12,9,11", "2024-01-03,11,12,10,10"))).toEqual([
      ...["time", "open", "high", "low", "close"],
    ]);
    expect(namesWithoutHeader(rows("2024-01-02,10,12,9,11,5000"))?.at(-1)).toBe("volume");
  });

  test("behind a volume are no part of a bar, as the count of trades of Kraken", () => {
    expect(namesWithoutHeader(rows("1704067200,10,12,9,11,5000,47"))).toEqual([
      ...["time", "open", "high", "low", "close", "volume", "column 7"],
    ]);
  });

  test("have a volume that is as small as a price, where it moves as no adjusted close does", () => {
    const lines = (fifth: readonly number[]) =>
      rows(...fifth.map((value, k) => `2024-01-0${k + 1},100,102,99,${100 + (k % 2)},${value}`));
    expect(namesWithoutHeader(lines([40, 55, 30, 62, 41, 70]))).toEqual([
      ...["time", "open", "high", "low", "close", "volume"],
    ]);
    // An adjusted close: its share of the close moves by a dividend, and halves once by a split.
    expect(namesWithoutHeader(lines([48, 48.5, 48, 49, 98, 99]))).toBeNull();
  });

  test("may begin with a date and a clock", () => {
    expect(namesWithoutHeader(rows("2024.01.02,00:15,10,12,9,11,500"))?.slice(0, 3)).toEqual(["date", "time", "open"]);
    expect(namesWithoutHeader(rows("20240102,001500,10,12,9,11"))?.slice(0, 3)).toEqual(["date", "time", "open"]);
  });

  test.each([
    ["every price is the same", "2024-01-02,10,10,10,10"],
    ["close, open, high, low", "2024-01-02,11,10,12,9"],
    ["low, high, open, close", "2024-01-02,9,12,10,11"],
    ["a fifth price that may be an adjusted close", "2024-01-02,10,12,9,11,10.5"],
    ["two columns beside the close", "2024-01-02,10,12,9,11,10.5,5000"],
    ["one value", "2024-01-02,0.01"],
    ["words", "2024-01-02,a,b,c,d"],
  ])("are not guessed: %s", (_, line) => expect(namesWithoutHeader(rows(line))).toBeNull());
});
