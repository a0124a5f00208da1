import { describe, expect, test } from "vitest";
import { readLayout } from "./layout.ts";

const layout = (header: string) => readLayout(header.split(","), "X.csv");

describe("readLayout", () => {
  test("takes names in any case and order, and ignores other columns", () => {
    expect(layout("VOLUME,Low,OpenInt,High,close,Open,Date")).toEqual({
      kind: "bars",
      time: 6,
      open: 5,
      high: 3,
      low: 1,
      close: 4,
      adjustedClose: -1,
      volume: 0,
    });
  });

  test.each(["date", "Time", "DATETIME", "timestamp", ""])("takes %j for the column of times", (name) => {
    expect(layout(`${name},Open,High,Low,Close`)).toMatchObject({ kind: "bars", time: 0, volume: -1 });
  });

  test.each(["Adj Close", "adjusted close", "adj_close", "Adj-Close", "AdjClose"])(
    "takes %j for the adjusted close",
    (name) => {
      expect(layout(`Date,Open,High,Low,Close,${name},Volume`)).toMatchObject({
        close: 4,
        adjustedClose: 5,
        volume: 6,
      });
    },
  );

  test("takes a date and a close for one ticker's closes", () => {
    expect(layout("Date,Close")).toMatchObject({ kind: "close", close: 1, volume: -1 });
    expect(layout("Date,Adj Close")).toMatchObject({ kind: "close", close: 1, adjustedClose: 1 });
    expect(layout("time,close,EMA14")).toMatchObject({ kind: "close", close: 1 });
  });

  test("takes other names for tickers, LOW and OPEN among them", () => {
    expect(layout("Date,AAPL,LOW,OPEN")).toEqual({
      kind: "wide",
      time: 0,
      tickers: [
        { symbol: "AAPL", column: 1 },
        { symbol: "LOW", column: 2 },
        { symbol: "OPEN", column: 3 },
      ],
    });
  });

  test("keeps the spelling of tickers and leaves out columns without a name", () => {
    expect(layout("date,brk-b,,KO ")).toMatchObject({
      tickers: [
        { symbol: "brk-b", column: 1 },
        { symbol: "KO", column: 3 },
      ],
    });
  });
});
