import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { adf } from "#math/adf";
import type { LagChoice } from "#math/adf-regression";
import { engleGranger } from "#math/engle-granger";
import { halfLife } from "#math/half-life";
import type { Trend } from "#math/trend";

const DATA = fileURLToPath(new URL("../../../shared/data/statsmodels", import.meta.url));
const exists = existsSync(`${DATA}/macrodata.csv`) && existsSync(`${DATA}/sunspots.csv`);

function readColumn(file: string, column: string): Float64Array {
  const [header, ...lines] = readFileSync(`${DATA}/${file}`, "utf8").trim().replaceAll('"', "").split(/\r?\n/);
  const at = header!.split(",").indexOf(column);
  return Float64Array.from(lines, (line) => Number(line.split(",")[at]));
}

// adfuller with a fixed number of lags, against Stata (statsmodels' test_stattools.py): five decimals are published.
const STATA: readonly [string, number, Trend, number, number][] = [
  ["realgdp", 4, "c", 0.97505319, 0.99399563],
  ["realgdp", 4, "ct", -1.8566374, 0.67682968],
  ["realgdp", 4, "n", 3.5227498, Number.NaN],
  ["infl", 1, "c", -4.3346988, 0.00038661],
  ["infl", 1, "ct", -4.425093, 0.00199633],
  ["infl", 1, "n", -2.4511596, 0.013747],
];

// statsmodels 0.13.5: adfuller(series, regression=trend, autolag=rule)
const BY_RULE: readonly [string, Trend, LagChoice, number, number][] = [
  ["realgdp", "c", "aic", 1.7504627968, 12],
  ["realgdp", "c", "bic", 0.9896188734, 2],
  ["infl", "c", "aic", -3.0545144963, 2],
  ["infl", "c", "t-stat", -2.5046923589, 11],
  ["tbilrate", "ctt", "aic", -3.4304690048, 7],
  ["tbilrate", "ctt", "bic", -4.4086693328, 5],
];

describe.skipIf(!exists)("unit roots in US macro data (skipped where ../shared/data is not there)", () => {
  it.each(STATA)("%s with %d lags and trend %s is what Stata prints", (column, lags, trend, statistic, p) => {
    const test = adf(readColumn("macrodata.csv", column), { lags, trend });
    expect(test.statistic).toBeCloseTo(statistic, 5);
    if (!Number.isNaN(p)) expect(test.pValue).toBeCloseTo(p, 5);
  });

  it.each(BY_RULE)(
    "%s with trend %s and lags by %s is what statsmodels has",
    (column, trend, rule, statistic, lags) => {
      const test = adf(readColumn("macrodata.csv", column), { lags: rule, trend });
      // Ten decimals are known.
      expect(test.statistic).toBeCloseTo(statistic, 9);
      expect(test.lags).toBe(lags);
    },
  );

  it("has the p-values of statsmodels", () => {
    expect(adf(readColumn("macrodata.csv", "infl")).pValue).toBeCloseTo(0.0301076209, 9);
    const sunspots = adf(readColumn("sunspots.csv", "SUNACTIVITY"));
    expect(sunspots.statistic).toBeCloseTo(-2.8377807249, 9);
    expect(sunspots.pValue).toBeCloseTo(0.0530764217, 9);
    expect(sunspots.lags).toBe(8);
  });

  it("finds consumption and product as little cointegrated as statsmodels does", () => {
    const consumption = readColumn("macrodata.csv", "realcons");
    const product = readColumn("macrodata.csv", "realgdp");
    expect(engleGranger(consumption, product, { lags: 0 }).statistic).toBeCloseTo(-1.830170986148, 10);
  });

  it("has the half-life of the real rate of interest", () => {
    const bill = readColumn("macrodata.csv", "tbilrate");
    const inflation = readColumn("macrodata.csv", "infl");
    const half = halfLife(bill.map((rate, i) => rate - inflation[i]!));
    // statsmodels 0.13.5: OLS of the change on a constant and the lagged value.
    expect(half.slope).toBeCloseTo(-0.469950540497, 11);
    expect(half.exact).toBeCloseTo(1.091940149, 9);
    expect(half.euler).toBeCloseTo(1.4749, 4);
  });
});
