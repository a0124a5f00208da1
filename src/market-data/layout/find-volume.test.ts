import { describe, expect, test } from "vitest";
import { readLayout } from "./read-layout.ts";

const volumeOf = (header: string, row: string, columns: Record<string, string> = {}) =>
  readLayout({ names: header.split(","), sample: [row.split(",")], file: "X.csv", line: 1 }, { columns }).assets[0]
    .volume;
const BAR = "Date,Open,High,Low,Close";
const PRICES = "2024-01-02,10,11,9,10.5";

describe("the column of volumes", () => {
  test("is the count of ticks where the broker leaves the volume at 0, as MetaTrader 5 exports currencies", () => {
    expect(volumeOf(`${BAR},TICKVOL,VOL`, `${PRICES},1000,0`)).toBe(5);
    expect(volumeOf(`${BAR},TICKVOL,VOL`, `${PRICES},1000,50`)).toBe(6);
    expect(volumeOf(`${BAR},TICKVOL,VOL`, `${PRICES},0,0`)).toBe(6);
  });

  test.each([
    ["Volume BTC,Volume USDT", 5],
    ["Volume USDT,Volume BTC", 6],
    ["Volume_(BTC),Volume_(Currency)", 5],
    ["Stuecke,Volumen", 5],
    ["Umsatz (€),Umsatz (Stück)", 6],
    ["Turnover,Total volume", 6],
  ])("of %s is in pieces, not in money", (names, column) => {
    expect(volumeOf(`${BAR},${names}`, `${PRICES},12.5,530000`)).toBe(column);
  });

  test("is what the person says", () => {
    expect(volumeOf(`${BAR},TICKVOL,VOL`, `${PRICES},1000,0`, { volume: "VOL" })).toBe(6);
  });
});
