import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openPath } from "#market-data/adapters/locate";
import { parseReading } from "#market-data/parse-reading";
import type { DataWarning, LoadedSeries } from "#market-data/source";
import { summarize } from "#market-data/validation/summary";

const folder = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const sample = fileURLToPath(new URL("../../data/sample", import.meta.url));
const exists = existsSync(`${folder}/manifest.csv`);
const ALL = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

async function load(path: string, read: readonly string[] = []): Promise<readonly LoadedSeries[]> {
  const reading = parseReading(read);
  const source = await openPath(path, reading);
  return source.load(await source.symbols(), { reading });
}
const warningsOf = (loaded: readonly LoadedSeries[]) => loaded.flatMap(({ warnings }) => warnings);
const placesOf = ({ occurrences }: DataWarning) => occurrences.map(({ where }) => where.time);
const found = (loaded: readonly LoadedSeries[]) =>
  Object.fromEntries(warningsOf(loaded).map((warning) => [warning.id, placesOf(warning)]));

/**
 * What is wrong in each file. The sessions are those of the exchange; 1970-11-16 and 2011-02-17, Mondays to Fridays without a
 * closure, are missing in every file of the folder that spans them, as 1999-11-16 is.
 */
const KAGGLE: Readonly<Record<string, readonly [missing: readonly string[], empty: readonly string[]]>> = {
  KO: [["1970-11-16", "1999-11-16"], ["2010-04-26"]],
  PEP: [["1999-11-16"], ["2010-04-26"]],
  XOM: [["1970-11-16", "1999-11-16", "2000-03-01"], ["2010-04-26"]],
  CVX: [["1970-11-16", "1999-11-16", "2003-04-17", "2010-11-19"], ["2010-04-26"]],
  JPM: [["1970-11-16", "1999-11-16", "2000-10-27"], ["2010-04-26"]],
  QQQ: [["1999-11-16"], []],
  SPY: [["2011-02-17"], []],
  XLE: [["2011-02-17"], []],
  TLT: [["2011-02-17"], []],
  IEF: [["2011-02-17"], []],
};

describe.skipIf(!exists)("what is known to be wrong in the files of other projects (needs ../shared/data)", () => {
  test.each(Object.entries(KAGGLE))(
    "%s misses its sessions and volumes, and nothing else",
    async (ticker, [missing, empty]) => {
      const loaded = await load(`${folder}/kaggle-huge-us/${ticker}.csv`);
      expect(found(loaded)).toEqual({
        ...(missing.length > 0 && { "missing-sessions": missing }),
        ...(empty.length > 0 && { "zero-volume": empty }),
      });
      expect(warningsOf(loaded)[0]!.words.one).toContain("NYSE, whose days the file follows");
    },
  );

  test("KO without a calendar of its own, or with the wrong one, is another matter", async () => {
    const path = `${folder}/kaggle-huge-us/KO.csv`;
    expect(found(await load(path, ["calendar=none"]))).toEqual({ "zero-volume": ["2010-04-26"] });
    const london = warningsOf(await load(path, ["calendar=LSE"])).map(({ id }) => id);
    expect(london).toEqual(expect.arrayContaining(["missing-sessions", "outside-sessions"]));
  });

  test("the minutes of BTC have 538 holes, with 717 minutes in them", async () => {
    // The manifest counts 538 steps longer than a minute; 10 days less two minutes are 14,398 minutes, and 13,681 are there.
    const [warning, ...others] = warningsOf(await load(`${folder}/freqtrade-GPL/UNITTEST_BTC-1m.json`));
    expect(others).toEqual([]);
    expect(warning!.id).toBe("missing-sessions");
    expect(warning!.occurrences).toHaveLength(538);
    expect(summarize(warning!, ALL)).toMatchObject({
      count: 14_398 - 13_681,
      message: "717 bars are missing (24/7, whose days the file follows), in 538 holes",
    });
  });

  test.each([
    ["KO", "2012-08-13", 2],
    ["AAPL", "2014-06-09", 7],
  ])("%s has a split in its column, on %s by %d, that its prices do not show", async (ticker, day, ratio) => {
    const loaded = await load(`${folder}/zipline/${ticker}_with_dividends_splits.csv`);
    expect(found(loaded)).toEqual({ "split-contradicts-prices": [day] });
    expect(warningsOf(loaded)[0]!.occurrences[0]!.text).toContain(`split ${ratio}, but`);
  });

  test("a low of six cents in the days of Coinbase is found, and the three weeks without a day", async () => {
    const loaded = await load(`${folder}/lean-forex-crypto/coinbase_BTCUSD_daily_trade.csv`);
    const { "missing-sessions": missing, ...others } = found(loaded);
    expect(others).toEqual({ "outlier-returns": ["2017-04-15"] });
    expect(missing).toContain("2014-12-19");
    const holes = warningsOf(loaded)[0]!;
    // 2014-12-01 to 2018-08-13 are 1352 days, and 1318 are there.
    expect(summarize(holes, ALL)!.count).toBe(1352 - 1318);
  });

  test.each(["spy_atr", "spy_with_cci", "spy_with_obv", "spy_with_williamsR14"])(
    "the last day of %s was not over when it was saved",
    async (name) => {
      const [warning, ...others] = warningsOf(await load(`${folder}/lean-indicators/${name}.txt`));
      expect([warning!.id, others]).toEqual(["times-of-day-differ", []]);
      expect(warning!.occurrences.map(({ where }) => where.line)).toEqual([502]);
    },
  );

  test("the month behind the others is named", async () => {
    const loaded = await load(`${folder}/lean-indicators/spy_with_macd.txt`);
    expect(found(loaded)).toEqual({ "mixed-granularity": ["2018-03-06"] });
  });

  test.each([
    "arch/sp500.csv",
    "backtesting.py-AGPL/GOOG.csv",
    "lean-forex-crypto/oanda_EURUSD_daily_quote.csv",
    "lean-indicators/spy_10_min.txt",
    "lean-indicators/spy_valueatrisk.csv",
    "lean-indicators/stock_prices.csv",
    "lean-indicators/dwac_supertrend.txt",
    "nautilus-LGPL/ADABTC-1m-2021-11-27.csv",
    "pyportfolioopt/spy_prices.csv",
    "pyportfolioopt/stock_prices.csv",
    "skfolio/sp500_index.csv",
    "freqtrade-GPL/XRP_USDT-1h-futures.json",
  ])("%s is clean, and nothing is said of it", async (file) => {
    expect(found(await load(`${folder}/${file}`))).toEqual({});
  });

  test("bonds in New York are not held against the days of shares", async () => {
    const loaded = await load(`${folder}/zipline/treasury_curves.csv`, [
      "columns.time=Time Period",
      "columns.close=10year",
    ]);
    expect(found(loaded)).toEqual({});
  });
});

describe("the sample", () => {
  test("is clean but for two days of the Nasdaq without volume, and RRC before it was traded much", async () => {
    const odd = (
      await Promise.all(
        ["us-stocks.csv.gz", "SPX.csv.gz", "SP500.csv.gz", "IXIC.csv.gz"].map((file) => load(`${sample}/${file}`)),
      )
    )
      .flat()
      .flatMap(({ series, warnings }) =>
        warnings.map(({ id, severity, occurrences }) => [series.symbol, id, severity, occurrences[0]!.where.time]),
      );
    expect(odd).toEqual([
      ["RRC", "looks-like-split", "warning", "1990-04-10"],
      ["RRC", "stale-run", "info", "1990-01-02"],
      ["IXIC", "zero-volume", "warning", "2015-05-12"],
    ]);
  });
});
