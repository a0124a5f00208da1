import { describe, expect, test } from "vitest";
import type { DataError } from "#base/errors";
import type { Reading } from "../reading.ts";
import { readLayout } from "./read-layout.ts";

function layout(header: string, row = "", reading: Reading = {}) {
  const sample = row === "" ? [] : row.split("|").map((line) => line.split(","));
  return readLayout({ names: header.split(","), sample, file: "X.csv", line: 1 }, reading);
}

function refusal(header: string, row = "", reading: Reading = {}): DataError {
  try {
    layout(header, row, reading);
  } catch (error) {
    return error as DataError;
  }
  throw new Error(`${header} was understood`);
}

const bars = (header: string, row = "") => layout(header, row).assets[0].prices;

describe("columns of bars", () => {
  test.each([
    ["t,o,h,l,c,v,n,vw", "2024-01-02T05:00:00Z,10,11,9,10,5,1,10"],
    ["<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>", "20240102,10,11,9,10,5"],
    ["Datum,Erster,Hoch,Tief,Schlusskurs,Stücke", "02.01.2024,10,11,9,10,5"],
    ["Fecha,Apertura,Máximo,Mínimo,Cierre,Volumen", "02/01/2024,10,11,9,10,5"],
    ["timestamp,1. open,2. high,3. low,4. close,5. volume", "2024-01-02,10,11,9,10,5"],
    ["Date,Open (USD),High (USD),Low (USD),Close (USD),Volume", "2024-01-02,10,11,9,10,5"],
  ])("are known by the names of %s", (header, row) => {
    expect(layout(header, row)).toMatchObject({
      time: [0],
      assets: [{ prices: { kind: "bars", open: 1, high: 2, low: 3, close: 4 }, volume: 5 }],
    });
  });

  test("are the letters of an API only all together: else they are tickers", () => {
    expect(layout("Date,C,T,V", "2024-01-02,50,20,250").assets.map(({ symbol }) => symbol)).toEqual(["C", "T", "V"]);
  });

  test("are of bid and ask, in either order of the words", () => {
    const names = ["open", "high", "low", "close"];
    const header = ["time", ...names.map((name) => `${name} bid`), ...names.map((name) => `ask_${name}`)].join(",");
    expect(bars(header)).toMatchObject({ kind: "bid-ask", bid: { open: 1, close: 4 }, ask: { open: 5, close: 8 } });
  });

  test("may lie anywhere, by the person's word: a name, whatever its case, or a number", () => {
    const columns = { time: "wann", open: "2", high: "H", low: "4", close: "Ende" };
    expect(layout("Wann,A,H,B,ENDE", "", { columns }).assets[0].prices).toMatchObject({
      open: 1,
      high: 2,
      low: 3,
      close: 4,
    });
  });
});

describe("the column of tickers", () => {
  test.each([
    ["Date,Symbol,Close", "2024-01-02,KO,60", 1],
    ["Date,Close,Name", "2024-01-02,60,KO", 2],
    ["Country,Date,Exchange rate", "Australia,2024-01-02,1.5", 0],
    ["Date,code,Close", "2024-01-02,005930,70000|2024-01-02,000660,140000", -1],
    ["Date,Symbol,Close", "2024-01-02,005930,70000|2024-01-02,000660,140000", 1],
    ["Date,Papier,Close", "2024-01-02,KO,60|2024-01-02,PEP,170", 1],
    ["Date,Note,Close", "2024-01-02,first,60|2024-01-03,second,61", -1],
    ["Date,Open,High,Low,Close,Currency", "2024-01-02,1,1,1,1,USD", -1],
  ])("of %s is found by name and content", (header, row, column) => {
    expect(layout(header, row).symbol).toBe(column);
  });
});

describe("the column of times", () => {
  test.each([
    ["Close,When", "60,2024-01-02|61,2024-01-03", [1]],
    ["Date,Time,Close", "2024-01-02,15:30,60", [0, 1]],
    ["Date,Time,Close", "20240102,153000,60", [0, 1]],
    ["Date,Time,Close", "2024-01-02 15:30,15:30,60", [0]],
    ["unix,date,Close", "1704067200,2024-01-01,60", [1]],
    ["date,datetime,Close", "2024-01-01,2024-01-01 10:00,60", [1]],
    [",Open,High,Low,Close", "2024-01-02,1,1,1,1", [0]],
    [",Date,Close", "0,2024-01-02,60", [1]],
  ])("of %s is found by name and content", (header, row, columns) => {
    expect(layout(header, row).time).toEqual(columns);
  });
});

describe("what could be two things is refused with both", () => {
  test.each([
    [
      "Date,Open,High,Low,Close,Price",
      "2024-01-02,1,1,1,1,1",
      "ambiguous-columns",
      ["columns.close=Close", "columns.close=Price"],
    ],
    [
      "Date,Open,High,Low,Last,Settle",
      "2024-01-02,1,1,1,1,1",
      "ambiguous-columns",
      ["columns.close=Last", "columns.close=Settle"],
    ],
    ["Date,Symbol,Ticker,Close", "2024-01-02,KO,KO,60", "ambiguous-columns", ["columns.symbol=Symbol"]],
    ["Date,Country,Import,Export", "2024-01-02,A,1,2", "ambiguous-columns", ["columns.close=Import"]],
  ])("%s", (header, row, code, words) => {
    const error = refusal(header, row);
    expect(error.code).toBe(code);
    for (const word of words) expect(error.help).toContain(`--read ${word}`);
    expect(error.help).toContain("data: { path: X.csv, columns: {");
  });

  test("unless the person says which", () => {
    const said = layout("Date,Open,High,Low,Close,Price", "2024-01-02,1,1,1,1,1", { columns: { close: "Price" } });
    expect(said.assets[0].prices).toMatchObject({ close: 5 });
  });
});

test("a column that is not there is named, with the one that was meant", () => {
  const error = refusal("Date,Schluss", "2024-01-02,60", { columns: { close: "Schlus" } });
  expect(error).toMatchObject({ code: "no-such-column", where: { file: "X.csv", line: 1 } });
  expect(error.help).toContain('Did you mean "Schluss"?');
});
