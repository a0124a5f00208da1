import { describe, expect, test } from "vitest";
import { readLayout } from "./read-layout.ts";

const layout = (header: string, ...rows: string[]) => {
  const sample = rows.map((row) => row.split(","));
  return readLayout({ names: header.split(","), sample, file: "X.csv", line: 1 }, {});
};
const asset = (header: string, ...rows: string[]) => layout(header, ...rows).assets[0];
const tickers = (header: string) =>
  layout(header).assets.map(({ symbol, prices }) => [symbol, (prices as { close: number }).close]);

describe("readLayout", () => {
  test("takes a column of dividends whose empty cells are dashes for numbers", () => {
    const rows = ["2013-01-02,1,--", "2013-01-03,1,0.25", "2013-01-04,1,<NA>"];
    expect(asset("date,close,dividends", ...rows).dividend).toBe(2);
  });

  test("takes names in any case and order, and ignores other columns", () => {
    expect(layout("VOLUME,Low,OpenInt,High,close,Open,Date")).toEqual({
      time: [6],
      symbol: -1,
      notes: [],
      assets: [
        {
          symbol: null,
          prices: { kind: "bars", open: 5, high: 3, low: 1, close: 4 },
          adjustedClose: -1,
          volume: 0,
          split: -1,
          dividend: -1,
          delisted: -1,
        },
      ],
    });
  });

  test.each(["date", "Time", "DATETIME", "timestamp", ""])("takes %j for the column of times", (name) => {
    expect(layout(`${name},Open,High,Low,Close`)).toMatchObject({ time: [0], assets: [{ volume: -1 }] });
  });

  test.each(["Adj Close", "adjusted close", "adj_close", "Adj-Close", "AdjClose"])(
    "takes %j for the adjusted close",
    (name) => {
      expect(asset(`Date,Open,High,Low,Close,${name},Volume`)).toMatchObject({
        prices: { close: 4 },
        adjustedClose: 5,
        volume: 6,
      });
    },
  );

  test("takes a date and a close for one ticker's closes", () => {
    expect(asset("Date,Close")).toMatchObject({ prices: { kind: "close", close: 1 }, volume: -1, symbol: null });
    expect(asset("Date,Adj Close")).toMatchObject({ prices: { kind: "close", close: 1 }, adjustedClose: 1 });
    expect(asset("time,close,EMA14")).toMatchObject({ prices: { kind: "close", close: 1 } });
  });

  test("takes other names for tickers, LOW and OPEN among them", () => {
    expect(tickers("Date,AAPL,LOW,OPEN")).toEqual([
      ["AAPL", 1],
      ["LOW", 2],
      ["OPEN", 3],
    ]);
  });

  test("keeps the spelling of tickers and leaves out columns without a name", () => {
    expect(tickers("date,brk-b,,KO ")).toEqual([
      ["brk-b", 1],
      ["KO", 3],
    ]);
  });
});
