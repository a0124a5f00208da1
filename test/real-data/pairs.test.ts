import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { rollingZscore } from "#indicators/rolling-zscore";
import { adf } from "#math/adf";
import { sampleDeviation } from "#math/descriptive";
import { engleGranger } from "#math/engle-granger";
import { halfLife } from "#math/half-life";
import { ols } from "#math/ols";

const DATA = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const EXPECTED = `${DATA}/expected/pairs_statsmodels.json`;
const exists = existsSync(EXPECTED);

interface Test {
  readonly t: number;
  readonly p: number;
}

interface Pair {
  readonly y: string;
  readonly x: string;
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly n: number;
  readonly ols_log: { readonly alpha: number; readonly beta: number; readonly r2: number };
  readonly resid_std_ddof1: number;
  readonly resid_last: number;
  readonly adf_resid_lag1_nc: number;
  readonly engle_granger_aic: Test & { readonly crit_1_5_10: readonly [number, number, number] };
  readonly engle_granger_lag1: Test;
  readonly engle_granger_lag1_reversed: Test;
  readonly half_life_days: number;
  readonly ar1_kappa: number;
  readonly rolling60_z_last: number;
  readonly rolling60_z_max: number;
  readonly rolling60_z_min: number;
  readonly [adf: `adf_${string}`]: unknown;
}

const pairs: readonly Pair[] = exists ? JSON.parse(readFileSync(EXPECTED, "utf8")).pairs : [];

/** One column of a CSV file with a date first: date to value. */
function readColumn(file: string, column: string): Map<string, number> {
  const [header, ...lines] = readFileSync(`${DATA}/${file}`, "utf8").trim().split(/\r?\n/);
  const at = header!.split(",").indexOf(column);
  return new Map(lines.map((line) => line.split(",")).map((cells) => [cells[0]!, Number(cells[at])]));
}

function readCloses(pair: Pair, symbol: string): Map<string, number> {
  return pair.source === "kaggle-huge-us"
    ? readColumn(`kaggle-huge-us/${symbol}.csv`, "Close")
    : readColumn("skfolio/sp500_dataset.csv", symbol);
}

/** Log closes of both on the dates that both have. */
function readLogs(pair: Pair): { y: Float64Array; x: Float64Array } {
  const y = readCloses(pair, pair.y);
  const x = readCloses(pair, pair.x);
  const dates = [...y.keys()].filter((date) => x.has(date) && date >= pair.from && date <= pair.to);
  return {
    y: Float64Array.from(dates, (date) => Math.log(y.get(date)!)),
    x: Float64Array.from(dates, (date) => Math.log(x.get(date)!)),
  };
}

/** 1e-8 relative: two programs, thousands of rows; rounding costs about 1e-11. */
function expectClose(actual: number, expected: number, tolerance = 1e-8): void {
  expect(Math.abs(actual / expected - 1), `${actual} against ${expected}`).toBeLessThan(tolerance);
}

describe.skipIf(!exists)("pairs of real stocks (skipped where ../shared/data is not there)", () => {
  it("has four pairs to compare", () => {
    expect(pairs.length).toBe(4);
  });

  describe.each(pairs)("$y on $x, $source from $from", (pair) => {
    const { y, x } = readLogs(pair);
    const residuals = new Float64Array(y.length);
    const fit = ols(y, x, residuals);

    it("has the hedge of statsmodels", () => {
      expect(y.length).toBe(pair.n);
      expectClose(fit.alpha, pair.ols_log.alpha);
      expectClose(fit.beta, pair.ols_log.beta);
      expectClose(fit.r2, pair.ols_log.r2);
      expectClose(sampleDeviation(residuals), pair.resid_std_ddof1);
      expectClose(residuals.at(-1)!, pair.resid_last);
    });

    it("has the Engle-Granger test of statsmodels, with lags by AIC", () => {
      const test = engleGranger(y, x);
      expectClose(test.statistic, pair.engle_granger_aic.t);
      expectClose(test.pValue, pair.engle_granger_aic.p);
      expectClose(test.beta, pair.ols_log.beta);
      expectClose(test.residualDeviation, pair.resid_std_ddof1);
    });

    it("has the Engle-Granger test of statsmodels with one lag, both ways", () => {
      const test = engleGranger(y, x, { lags: 1 });
      expectClose(test.statistic, pair.engle_granger_lag1.t);
      expectClose(test.statistic, pair.adf_resid_lag1_nc);
      expectClose(test.pValue, pair.engle_granger_lag1.p);
      const reversed = engleGranger(x, y, { lags: 1 });
      expectClose(reversed.statistic, pair.engle_granger_lag1_reversed.t);
      expectClose(reversed.pValue, pair.engle_granger_lag1_reversed.p);
    });

    it("has the critical values of statsmodels at 5 and 10 %, and the paper's at 1 %", () => {
      const { critical } = engleGranger(y, x);
      const [wrong, p05, p10] = pair.engle_granger_aic.crit_1_5_10;
      expectClose(critical.p05, p05, 1e-13);
      expectClose(critical.p10, p10, 1e-13);
      // statsmodels has -33.527 for the paper's -22.527 over T²: it is too low by 11/T².
      expectClose(critical.p01, wrong + 11 / (pair.n - 1) ** 2, 1e-13);
      expect(critical.p01).not.toBe(wrong);
    });

    it("has the half-life of statsmodels, which is the shortcut", () => {
      const half = halfLife(residuals);
      expectClose(half.slope, pair.ar1_kappa);
      expectClose(half.euler, pair.half_life_days);
      expectClose(half.exact, -Math.LN2 / Math.log1p(pair.ar1_kappa));
    });

    it("has the unit-root tests of statsmodels for each stock", () => {
      for (const [symbol, series] of [
        [pair.y, y],
        [pair.x, x],
      ] as const) {
        const expected = pair[`adf_${symbol}`] as (Test & { readonly lags: number }) | undefined;
        expect(expected).toBeDefined();
        const test = adf(series);
        expect(test.lags).toBe(expected!.lags);
        expectClose(test.statistic, expected!.t);
        expectClose(test.pValue, expected!.p);
      }
    });

    it("has the rolling z-scores of the spread that pandas has", () => {
      const z = rollingZscore(residuals, 60);
      const defined = z.subarray(59);
      expect(Number.isNaN(z[58])).toBe(true);
      expectClose(z.at(-1)!, pair.rolling60_z_last);
      expectClose(Math.max(...defined), pair.rolling60_z_max);
      expectClose(Math.min(...defined), pair.rolling60_z_min);
    });
  });
});
