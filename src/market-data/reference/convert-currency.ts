import type { BarSeries } from "#domain/bars";
import { barCloses } from "#domain/resample-closes";
import { DAY_MS } from "#time/units";
import { ratesAsOf } from "./rates-as-of.ts";

/**
 * A series in another currency: every price of a bar times the rate that was known before the bar's day began, so that a bar
 * keeps its shape and no rate of the future goes in. Bars before the first rate are left out. Dividends are converted too.
 *
 * @param rates of earlier days: units of the other currency for one of the series' own, above 0; columns of length m
 * @returns null where no bar has a rate
 */
export function convertCurrency(
  series: BarSeries,
  rates: { readonly day: Float64Array; readonly rate: Float64Array },
): BarSeries | null {
  const factors = ratesAsOf(rates, series.time);
  const from = factors.findIndex((factor) => factor > 0);
  if (from === -1) return null;
  const convert = (column: Float64Array) => column.subarray(from).map((price, i) => price * factors[from + i]!);
  const { actions } = series;
  return {
    ...series,
    time: series.time.subarray(from),
    open: convert(series.open),
    high: convert(series.high),
    low: convert(series.low),
    close: convert(series.close),
    volume: series.volume === null ? null : series.volume.subarray(from),
    ...(actions && {
      actions: {
        ...actions,
        split: actions.split === null ? null : actions.split.subarray(from),
        dividend: actions.dividend === null ? null : convert(actions.dividend),
      },
    }),
  };
}

/**
 * The closes of a series of exchange rates, as `convertCurrency` takes them: each on the day on which its bar ends, that of a
 * week on its last one. `inverse` turns EURUSD into USDEUR.
 */
export function exchangeRates(series: BarSeries, inverse = false): { day: Float64Array; rate: Float64Array } {
  const day: number[] = [];
  const rate: number[] = [];
  // Not the day of the stamp: on Monday nobody knew the close of the week.
  const closes = barCloses(series.time, series.timeframe, null);
  for (let i = 0; i < series.time.length; i++) {
    const today = Math.floor((closes[i]! - 1) / DAY_MS) * DAY_MS;
    const value = inverse ? 1 / series.close[i]! : series.close[i]!;
    // Of the bars of a day the last close counts.
    if (day.at(-1) === today) rate[rate.length - 1] = value;
    else {
      day.push(today);
      rate.push(value);
    }
  }
  return { day: Float64Array.from(day), rate: Float64Array.from(rate) };
}
