import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openPath } from "#market-data/adapters/locate";
import { periodsPerYear } from "#time/annualization";
import { inferTimeframe } from "#time/timeframe";

const folder = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const exists = existsSync(`${folder}/manifest.csv`);

/** file, rows, first and last time, as the folder's manifest has them; pandas counted them. */
const manifest = exists
  ? readFileSync(`${folder}/manifest.csv`, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.split(","))
      .map(([file, , , rows, , first, last]) => ({ file: file!, rows: Number(rows), first: first!, last: last! }))
  : [];

const BARS =
  /^(kaggle-huge-us\/.*|backtesting.py-AGPL\/GOOG|lean-forex-crypto\/coinbase_.*|zipline\/(KO|AAPL)_.*|nautilus-LGPL\/gbpusd.*|lean-indicators\/(spy_valueatrisk|spy_with_rma|spy_zigzag))\.csv$/;
const WIDE = /^(skfolio\/.*|pyportfolioopt\/(spy|stock)_prices|lean-indicators\/stock_prices)\.csv$/;
const MONTH_FIRST = /^(arch\/(sp500|nasdaq)\.csv|lean-indicators\/spy_ohlcv\.txt)$/;

const isoOf = (text: string) => Date.parse(text.includes(" ") ? `${text.replace(" ", "T")}Z` : text);

/** The cells of a plain file, by header name: an independent reader. */
function cellsOf(path: string): Map<string, string[]> {
  const [header, ...rows] = readFileSync(path, "utf8")
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return new Map(header!.map((name, k) => [name.trim(), rows.map((row) => row[k]!)]));
}

describe.skipIf(!exists)("price files of other projects (needs ../shared/data)", () => {
  test.each(manifest.filter(({ file }) => BARS.test(file)))(
    "$file has its rows, dates and very numbers",
    async (entry) => {
      const path = `${folder}/${entry.file}`;
      const source = await openPath(path);
      expect(await source.symbols()).toEqual([basename(path, ".csv")]);
      const [{ series, warnings }] = (await source.load(await source.symbols())) as [
        Awaited<ReturnType<typeof source.load>>[0] & object,
      ];
      expect(series.time).toHaveLength(entry.rows);
      expect(series.time[0]).toBe(isoOf(entry.first));
      expect(series.time[entry.rows - 1]).toBe(isoOf(entry.last));
      expect(warnings).toEqual([]);
      const cells = cellsOf(path);
      for (const field of ["Open", "High", "Low", "Close", "Volume"] as const) {
        const text = cells.get(field) ?? cells.get(field.toLowerCase());
        const column = series[field.toLowerCase() as "open"];
        if (text === undefined) expect(column).toBeNull();
        else expect([...column]).toEqual(text.map(Number));
      }
    },
  );

  test.each(manifest.filter(({ file }) => WIDE.test(file)))(
    "$file has a bar for each price of each ticker",
    async (entry) => {
      const path = `${folder}/${entry.file}`;
      const source = await openPath(path);
      const symbols = await source.symbols();
      const cells = cellsOf(path);
      const times = (cells.get("Date") ?? cells.get("date"))!.map(isoOf);
      expect([times.length, times[0], times.at(-1)]).toEqual([entry.rows, isoOf(entry.first), isoOf(entry.last)]);
      for (const { series } of await source.load(symbols)) {
        const text = cells.get(series.symbol)!;
        expect([...series.close]).toEqual(text.filter((cell) => cell !== "").map(Number));
        expect([...series.time]).toEqual(times.filter((_, i) => text[i] !== ""));
        expect(series.closeOnly).toBe(true);
      }
    },
  );

  test.each(manifest.filter(({ file }) => MONTH_FIRST.test(file)))(
    "$file is refused: its dates are month-first",
    async ({ file }) => {
      const source = await openPath(`${folder}/${file}`);
      await expect(source.load(await source.symbols())).rejects.toMatchObject({ code: "bad-time", where: { line: 2 } });
    },
  );

  test.each([
    ["kaggle-huge-us/KO.csv", "1d", 252],
    ["lean-forex-crypto/coinbase_BTCUSD_daily_trade.csv", "1d", 365],
    ["lean-forex-crypto/coinbase_BTCUSD_minute_20161008.csv", "1m", 365],
    ["lean-forex-crypto/oanda_EURUSD_daily_quote.csv", "1d", 252],
    ["nautilus-LGPL/gbpusd-m1-ask-2012.csv", "1m", 252],
    ["zipline/KO_with_dividends_splits.csv", "1d", 252],
  ])("%s is %s with %d sessions a year", async (file, timeframe, periods) => {
    const source = await openPath(`${folder}/${file}`);
    const [symbol] = await source.symbols();
    const [loaded] = await source.load([symbol!]);
    expect(inferTimeframe(loaded!.series.time)).toBe(timeframe);
    expect(periodsPerYear(loaded!.series.time)).toBe(periods);
  });
});
