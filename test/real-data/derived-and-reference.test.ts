import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { locateSource, openPath } from "#market-data/adapters/locate";
import { loadRates } from "#market-data/adapters/reference-file";
import { convertCurrency, exchangeRates } from "#market-data/reference/convert-currency";
import { ratesAsOf } from "#market-data/reference/rates-as-of";

const folder = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const exists = existsSync(`${folder}/manifest.csv`);
const at = (text: string) => Date.parse(`${text}T00:00:00Z`);

/** Rounding of a few operations in another order: 1e-12 of the size of prices. */
const CLOSE = 10;

describe.skipIf(!exists)("assets made of the real prices of KO and PEP", () => {
  const open = (ticker: string) => {
    const data = join(folder, "kaggle-huge-us");
    return locateSource({ data, tickers: [ticker], projectFolder: data, sampleFolder: data });
  };
  const bar = async (ticker: string) => {
    const [loaded] = await (await open(ticker)).load([ticker]);
    const { series } = loaded!;
    const i = series.time.indexOf(at("2013-01-02"));
    return {
      series,
      i,
      values: [series.open[i]!, series.high[i]!, series.low[i]!, series.close[i]!],
      notes: loaded!.notes,
    };
  };

  // Golden: pandas 3.1.1, the two files merged on Date; e.g. Open_KO - 0.81*Open_PEP, High_KO - 0.81*Low_PEP.
  test("have the opens, bounds and closes of pandas, on the days that both have", async () => {
    const { series, values, notes } = await bar("KO-0.81*PEP");
    expect(series.time).toHaveLength(10_307);
    expect(notes).toContain("on the 10307 times that KO and PEP share; left out 1768 of KO");
    const golden = [-17.06089, -16.15319, -17.55992, -16.64081];
    for (const [k, value] of golden.entries()) expect(values[k]).toBeCloseTo(value, CLOSE);
    const ratio = (await bar("KO/PEP")).values;
    expect(ratio[3]).toBeCloseTo(0.5354037062094684, CLOSE);
    expect(ratio[1]).toBeCloseTo(0.5407756795946599, CLOSE);
    expect(ratio[2]).toBeCloseTo(0.5208621484555095, CLOSE);
  });

  // Golden: numpy 2.4.6, polyfit(PEP, KO, 1) over the 252 shared closes before 2013-01-02, and over their logarithms.
  test("have the hedge ratio of numpy over the bars before", async () => {
    const { values, i, series } = await bar("KO-hedge(KO,PEP,252)*PEP");
    // polyfit solves by singular values: 1e-9 between the two ways.
    expect(values[3]).toBeCloseTo(2.609516932674506, 8);
    expect(series.time).toHaveLength(10_307 - 252);
    expect(i).toBeGreaterThan(0);
    const logs = await bar("hedge(log(KO),log(PEP),252)+0*KO");
    expect(logs.values[3]).toBeCloseTo(0.9261617004594538, 8);
  });
});

describe.skipIf(!exists)("rates of real files", () => {
  test("of the treasury are read by column, as fractions when told so", () => {
    const path = join(folder, "zipline/treasury_curves.csv");
    const rates = loadRates({ kind: "file", path, column: "3month", unit: "fraction" });
    // pandas: 6,816 rows with a value, 1990-01-02 to 2017-03-29.
    expect(rates.rate).toHaveLength(6816);
    expect([rates.day[0], rates.day.at(-1)]).toEqual([at("1990-01-02"), at("2017-03-29")]);
    // On the first session of 2013 the rate of the last day of 2012 is known: 0.05 %.
    expect(ratesAsOf(rates, Float64Array.of(at("2013-01-02")))[0]).toBe(0.0005);
    expect(() => loadRates({ kind: "file", path, column: null, unit: null })).toThrow("11 columns of rates");
  });

  test("of the Federal Reserve are percentages, as they are above 1", () => {
    const path = join(folder, "lean-reference/us_fed_discount_rate.csv");
    const rates = loadRates({ kind: "file", path, column: null, unit: null });
    expect(rates.rate).toHaveLength(56);
    expect([rates.rate[0], rates.rate.at(-1)]).toEqual([0.0225, 0.055]);
  });

  test("of currencies convert prices by what was known before", async () => {
    const source = await openPath(join(folder, "datasets-org/fx_monthly.csv"));
    const [japan] = await source.load(["Japan"]);
    const prices = await openPath(join(folder, "kaggle-huge-us/KO.csv"));
    const [ko] = await prices.load([(await prices.symbols())[0]!]);
    const yen = convertCurrency(ko!.series, exchangeRates(japan!.series))!;
    const rateOf = (day: string) => japan!.series.close[japan!.series.time.indexOf(at(day))]!;
    const close = (series: typeof yen, day: string) => series.close[series.time.indexOf(at(day))]!;
    // A month's rate bears its first day and is known when the month is over: in January that of December, from the first
    // of February on that of January.
    expect(close(yen, "2013-01-02")).toBe(close(ko!.series, "2013-01-02") * rateOf("2012-12-01"));
    expect(close(yen, "2013-01-31")).toBe(close(ko!.series, "2013-01-31") * rateOf("2012-12-01"));
    expect(close(yen, "2013-02-01")).toBe(close(ko!.series, "2013-02-01") * rateOf("2013-01-01"));
  });
});
