import { DataError } from "#base/errors";
import { type BarSeries, firstAtOrAfter } from "#domain/bars";
import { formatTime } from "#time/format-time";

/**
 * Throws DataError (`not-tradeable`) for a series that may have been at 0 or below from `from` on (epoch ms; null: from its
 * first bar): a return on such a price, or a share of the cash put into it, means nothing. Looking at it, and checking it,
 * is another matter.
 */
export function refuseUntradeable(series: readonly BarSeries[], from: number | null = null): void {
  for (const { symbol, low, close, time, timeframe, derived } of series) {
    const start = from === null ? 0 : firstAtOrAfter(time, from);
    const bar = low.findIndex((value, i) => i >= start && !(value > 0));
    if (bar === -1) continue;
    const day = formatTime(time[bar]!, timeframe);
    const isClose = !(close[bar]! > 0);
    const value = isClose ? `is ${close[bar]}` : `may have been as low as ${low[bar]}`;
    throw new DataError({
      code: "not-tradeable",
      message: `${symbol} ${value} on ${day}: what can be worth nothing or less cannot be bought as one asset.`,
      where: {
        symbol,
        time: day,
        expected: "prices above 0 throughout",
        received: String(isClose ? close[bar] : low[bar]),
      },
      help: `Trade its legs: ivy backtest --strategy pairs --tickers ${derived?.legs.length === 2 ? derived.legs.join(",") : "Y,X"}\nTo look at it: ivy data show. A ratio of prices, or a sum of them, stays above 0.`,
    });
  }
}
