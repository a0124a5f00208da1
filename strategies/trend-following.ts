import { atr, decimal, defineStrategy, highestBefore, integer } from "ivy-quant";

/**
 * Buys a new high, and leaves when the price has come back from its best close by a multiple of the range it usually
 * covers: the channel of Richard Donchian with a trailing stop in units of Wilder's average true range (LeBeau & Lucas,
 * Computer Analysis of the Futures Market, 1992, call it the chandelier exit). Most breakouts come to nothing: it loses
 * small and often, and lives on a few long trends. Fails in markets that swing as wide as the stop, where it buys each top
 * and sells each bottom, and after a gap, which the stop notices only at the next close.
 */
export default defineStrategy({
  summary: "Buys new highs, leaves at a trailing stop of several average ranges",
  params: {
    breakout: integer(100, { min: 2, search: [20, 250] }),
    range: integer(20, { min: 1, search: [10, 60] }),
    distance: decimal(4, { min: 0.1, search: [2, 8] }),
  },
  prepare: ({ bars, params }) => ({
    close: bars.close,
    high: highestBefore(bars.high, params.breakout),
    range: atr(bars, params.range),
    distance: params.distance,
  }),
  state: () => ({ stop: Number.NaN }),
  onBar(context, { close, high, range, distance }, state) {
    const level = close.now - distance * range.now;
    if (context.position > 0) {
      // Only upwards: a day of wide ranges must not move the stop away from the price.
      if (level > state.stop) state.stop = level;
      context.record("stop", state.stop);
      if (close.now < state.stop) context.exit({ tag: "trailing stop" });
    } else if (close.now > high.now) {
      state.stop = level;
      context.enterLong();
    }
  },
});
