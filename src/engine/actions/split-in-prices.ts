import { DataError } from "#base/errors";
import type { BarSeries } from "#domain/bars";

/** Below this a split is not told from how prices move from one day to the next. */
const SMALLEST_SEEN = 1.5;

/**
 * Throws DataError for a split of raw prices that they do not show: where a price opens nearer to its last close than to a
 * share of it, it carries the split already, and booking it would count it twice.
 *
 * @param bar of the series
 */
export function requireSplitInPrices(series: BarSeries, bar: number, ratio: number): void {
  if (bar === 0 || (ratio < SMALLEST_SEEN && ratio > 1 / SMALLEST_SEEN)) return;
  const { symbol } = series;
  const before = series.close[bar - 1]!;
  const open = series.open[bar]!;
  const move = Math.log(open / before);
  if (!(Math.abs(move + Math.log(ratio)) > Math.abs(move))) return;
  const time = new Date(series.time[bar]!).toISOString().slice(0, 10);
  throw new DataError({
    code: "split-not-in-prices",
    message: `The prices of ${symbol} do not show the split ${ratio} of ${time}: they carry it already, and booking it would count it twice.`,
    where: {
      symbol,
      time,
      expected: `an open near ${shown(before / ratio)}`,
      received: `${shown(open)} after ${shown(before)}`,
    },
    help: "Say that the prices carry it (--adjusted), give raw ones, or pass over it: --fills corporateActions=ignored",
  });
}

function shown(price: number): string {
  return String(Number(price.toPrecision(6)));
}
