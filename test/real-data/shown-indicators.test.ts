import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { showData } from "#app/show-data";
import { shownCsv } from "#app/shown-columns";

const DATA = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const TTR = `${DATA}/expected/indicators_TTR_SPY.csv`;
const PLACE = { projectFolder: "/", packageFolder: fileURLToPath(new URL("../..", import.meta.url)) };
const ALL = {
  sql: null,
  to: null,
  timeframe: null,
  adjusted: false,
  reading: {},
  indicators: "sma:20,rsi:14,bb:20:2,atr:14,ema:20,trueRange",
  last: null,
  meant: [],
};

/** Cells by the names of their columns. */
function columnsOf(csv: string): ReadonlyMap<string, readonly string[]> {
  const [header = "", ...lines] = csv.trimEnd().split(/\r?\n/);
  const rows = lines.map((line) => line.split(","));
  return new Map(header.split(",").map((name, c) => [name, rows.map((row) => row[c]!)]));
}

const OURS = {
  "sma:20": "SMA20",
  "rsi:14": "RSI14",
  "bb:20:2.upper": "BBup",
  "bb:20:2.middle": "BBmid",
  "bb:20:2.lower": "BBdn",
  "atr:14": "ATR14",
  "ema:20": "EMA20",
  trueRange: "TR",
};

describe.skipIf(!existsSync(TTR))(
  "printed indicators against R's TTR (skipped where ../shared/data is not there)",
  () => {
    const theirs = columnsOf(existsSync(TTR) ? readFileSync(TTR, "utf8") : "");

    it("on its own 400 bars are its figures, and empty where it has none", async () => {
      const shown = await showData({ ...ALL, data: null, tickers: [TTR], from: null }, PLACE);
      const printed = columnsOf([...shownCsv(shown)].join(""));
      expect(printed.get("time")).toEqual(theirs.get("Date"));
      for (const [name, their] of Object.entries(OURS)) {
        printed.get(name)!.forEach((cell, row) => {
          const expected = theirs.get(their)![row]!;
          expect(cell === "", `${name} ${row}`).toBe(expected === "NA");
          // R prints fifteen digits; running sums of 400 prices of 200 to 270 lose three.
          if (cell !== "") expect(Math.abs(Number(cell) - Number(expected)), `${name} ${row}`).toBeLessThan(1e-10);
        });
      }
    });

    it("in the longer file are the same, and defined from the first bar that is asked for", async () => {
      const from = Date.UTC(2016, 3, 14);
      const shown = await showData({ ...ALL, data: `${DATA}/kaggle-huge-us`, tickers: ["spy"], from }, PLACE);
      const printed = columnsOf([...shownCsv(shown)].join(""));
      expect(printed.get("time")).toEqual(theirs.get("Date"));
      for (const [name, their] of Object.entries(OURS)) {
        const cells = printed.get(name)!;
        expect(cells).not.toContain("");
        // What came before the 400 bars has faded to (19/21)^380 in ema, (13/14)^380 in rsi and atr; windows know it not.
        const isWindow = /sma|bb/.test(name);
        const first = isWindow ? 19 : 380;
        cells.slice(first).forEach((cell, row) => {
          const expected = Number(theirs.get(their)![first + row]);
          // Running sums of 3,200 prices lose a digit more than those of 400.
          expect(Math.abs(Number(cell) - expected), `${name} ${first + row}`).toBeLessThan(1e-9);
        });
      }
    });
  },
);
