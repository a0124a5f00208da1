import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openPath } from "#market-data/adapters/locate";
import { tickerOfFile } from "#market-data/file-names";
import type { LoadedSeries } from "#market-data/source";
import { periodsPerYear } from "#time/annualization";

const folder = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const exists = existsSync(`${folder}/manifest.csv`);

interface Listed {
  readonly file: string;
  readonly rows: number;
  readonly first: string;
  readonly last: string;
}

/** file, rows, first and last time, as the folder's manifest has them; pandas counted them. */
const manifest: readonly Listed[] = exists
  ? readFileSync(`${folder}/manifest.csv`, "utf8")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => {
        const cells = [...line.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!);
        return { file: cells[0]!, rows: Number(cells[3]), first: cells[5]!, last: cells[6]! };
      })
  : [];

/** Files that hold no prices of their own, and why each is not loaded. */
const NO_PRICES: readonly (readonly [RegExp, string])[] = [
  [/^arch\/default\.csv$/, "yields of bonds, month-first or day-first by their dates alone (read below, with a word)"],
  [/^arch\/frenchdata\.csv$/, "returns of factors, by month"],
  [/^datasets-org\/sp500_constituents\.csv$/, "a list of companies"],
  [/^empyrical\//, "returns, positions and factor loadings"],
  [/^expected\/(?!indicators_TTR_SPY)/, "figures of other tools"],
  [/^lean-greeks\//, "values and greeks of an option model: some are negative"],
  [/^lean-reference\/market-hours/, "hours and holidays"],
  [/^pyportfolioopt\/(cov_matrix|expected|weights)/, "covariances and weights"],
  [/^quantlib-options\//, "values of options by formula"],
  [/^statsmodels\/(?!co2)/, "series of economics by quarter or year, without dates"],
  [/^twitter-financial-news\//, "headlines"],
  [/^zipline\/SPY_benchmark\.csv$/, "returns"],
  [/^zipline\/treasury_curves\.csv$/, "interest rates, some of them zero"],
];
const whyNot = (file: string) => NO_PRICES.find(([pattern]) => pattern.test(file))?.[1] ?? null;

/** Rows without a price, which are no bars: a point or NaN on days without a value. Counted with pandas 2. */
const EMPTY: Readonly<Record<string, number>> = { "arch/vix.csv": 46, "statsmodels/co2.csv": 59 };

/** One column of prices for each of several assets: a bar for each price. */
const WIDE = /^(skfolio\/sp500_dataset|pyportfolioopt\/stock_prices|lean-indicators\/stock_prices)\.csv$/;

const utc = (text: string) => Date.parse(text.includes(" ") ? `${text.replace(" ", "T")}Z` : text);
const dayOf = (ms: number) => Math.floor(ms / 86_400_000) * 86_400_000;

async function loadAll(file: string): Promise<readonly LoadedSeries[]> {
  const source = await openPath(`${folder}/${file}`);
  return source.load(await source.symbols());
}

/** The cells of a plain file, by header name: an independent reader. */
function cellsOf(file: string): Map<string, string[]> {
  const [header, ...rows] = readFileSync(`${folder}/${file}`, "utf8")
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return new Map(header!.map((name, k) => [name.trim().toLowerCase(), rows.map((row) => row[k]!)]));
}

describe.skipIf(!exists)("price files of other projects (needs ../shared/data)", () => {
  const priced = manifest.filter(({ file }) => whyNot(file) === null);
  const one = priced.filter(({ file }) => !WIDE.test(file) && !/fx_monthly|ticks/.test(file));

  test.each(one)("$file has its rows and dates, unaided", async ({ file, rows, first, last }) => {
    const loaded = await loadAll(file);
    expect(loaded).toHaveLength(1);
    const [{ series }] = loaded as [LoadedSeries];
    expect(series.time).toHaveLength(rows - (EMPTY[file] ?? 0));
    const isDaily = ["1d", "1w", "1mo"].includes(series.timeframe);
    // A daily bar stands at midnight of its session, whatever the time of day in the file.
    const expected = (text: string) => (isDaily ? dayOf(utc(text)) : utc(text));
    if (EMPTY[file] === undefined) {
      expect(series.time[0]).toBe(expected(first));
      expect(series.time.at(-1)).toBe(expected(last));
    }
  });

  const PLAIN = /^(kaggle-huge-us|backtesting|zipline|lean-forex-crypto\/coinbase|nautilus-LGPL\/gbpusd|expected\/)/;
  test.each(one.filter(({ file }) => PLAIN.test(file)))("$file has the very numbers", async ({ file }) => {
    const [{ series }] = (await loadAll(file)) as [LoadedSeries];
    const cells = cellsOf(file);
    for (const field of ["open", "high", "low", "close", "volume"] as const) {
      const text = cells.get(field);
      if (text === undefined) expect(series[field]).toBeNull();
      else expect([...series[field]!]).toEqual(text.map(Number));
    }
  });

  test.each(priced.filter(({ file }) => WIDE.test(file)))(
    "$file has a bar for each price of each ticker",
    async ({ file, rows, first, last }) => {
      const cells = cellsOf(file);
      const times = cells.get("date")!.map(utc);
      expect([times.length, times[0], times.at(-1)]).toEqual([rows, utc(first), utc(last)]);
      const loaded = await loadAll(file);
      expect(loaded).toHaveLength(cells.size - 1);
      for (const { series } of loaded) {
        const text = cells.get(series.symbol.toLowerCase())!;
        expect([...series.close]).toEqual(text.filter((cell) => cell !== "").map(Number));
        expect([...series.time]).toEqual(times.filter((_, i) => text[i] !== ""));
        expect(series.closeOnly).toBe(true);
      }
    },
  );

  test("datasets-org/fx_monthly.csv has every row in the series of its country", async () => {
    const { rows, first, last } = manifest.find(({ file }) => file.endsWith("fx_monthly.csv"))!;
    const series = (await loadAll("datasets-org/fx_monthly.csv")).map((loaded) => loaded.series);
    expect(series.reduce((sum, { time }) => sum + time.length, 0)).toBe(rows);
    expect(Math.min(...series.map(({ time }) => time[0]!))).toBe(utc(first));
    expect(Math.max(...series.map(({ time }) => time.at(-1)!))).toBe(utc(last));
    expect(series[0]).toMatchObject({ symbol: "Australia", timeframe: "1mo", closeOnly: true });
    expect([...series[0]!.close.subarray(0, 2)]).toEqual([0.8944, 0.8898]);
  });

  test("nautilus-LGPL/usdjpy-ticks.csv has a close at each moment of a quote, the last of those that share one", async () => {
    const { rows } = manifest.find(({ file }) => file.endsWith("usdjpy-ticks.csv"))!;
    const [{ series, notes }] = (await loadAll("nautilus-LGPL/usdjpy-ticks.csv")) as [LoadedSeries];
    // The manifest counts 7 times that stand twice.
    expect(series.time).toHaveLength(rows - 7);
    expect(series.close[0]).toBe((86.655 + 86.728) / 2);
    expect(series.closeOnly).toBe(true);
    expect(notes).toContain("7 rows have the time of the next: the last of them counts");
  });

  test("lean-forex-crypto/oanda_EURUSD_daily_quote.csv is the middle of bid and ask", async () => {
    const [{ series }] = (await loadAll("lean-forex-crypto/oanda_EURUSD_daily_quote.csv")) as [LoadedSeries];
    expect([series.open[0], series.close[0]]).toEqual([(1.31927 + 1.32027) / 2, (1.32095 + 1.32195) / 2]);
  });

  test.each(manifest.filter(({ file }) => whyNot(file) !== null))(
    "$file is refused: it holds no prices",
    async ({ file }) => {
      await expect(loadAll(file)).rejects.toMatchObject({ exit: "data", help: expect.stringMatching(/\S/) });
    },
  );

  test("arch/default.csv, whose dates could be two each, is read once a person says which", async () => {
    await expect(loadAll("arch/default.csv")).rejects.toMatchObject({ code: "ambiguous-time" });
    const source = await openPath(`${folder}/arch/default.csv`, { dates: "mdy" });
    const [{ series }] = (await source.load(["AAA"])) as [LoadedSeries];
    const { rows, first, last } = manifest.find(({ file }) => file === "arch/default.csv")!;
    expect([series.time.length, series.time[0], series.time.at(-1)]).toEqual([rows, utc(first), utc(last)]);
  });

  test.each([
    ["kaggle-huge-us/KO.csv", "1d", 252],
    ["lean-forex-crypto/coinbase_BTCUSD_daily_trade.csv", "1d", 365],
    ["lean-forex-crypto/coinbase_BTCUSD_minute_20161008.csv", "1m", 365],
    ["lean-forex-crypto/oanda_EURUSD_daily_quote.csv", "1d", 252],
    ["nautilus-LGPL/gbpusd-m1-ask-2012.csv", "1m", 252],
    ["zipline/KO_with_dividends_splits.csv", "1d", 252],
    ["lean-indicators/spy_ad_osc.txt", "1mo", 12],
  ])("%s is %s with %d sessions a year", async (file, timeframe, periods) => {
    const [{ series }] = (await loadAll(file)) as [LoadedSeries];
    expect(series.symbol).toBe(tickerOfFile(basename(file)));
    expect(series.timeframe).toBe(timeframe);
    expect(periodsPerYear(series.time)).toBe(periods);
  });
});
