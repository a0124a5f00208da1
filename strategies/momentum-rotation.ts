import { carried, defineStrategy, integer, trailingReturn } from "ivy-quant";

/**
 * Holds the assets that rose most over the last year, without its last month, in which prices tend to come back (Jegadeesh &
 * Titman, "Returns to buying winners and selling losers", Journal of Finance, 1993). One that fell is not bought even
 * where the others fell more: its share stays in cash. Fails when a market turns, as in spring 2009: what it holds is what
 * fell least, while what fell most comes back fastest.
 */
export default defineStrategy({
  summary: "Holds the assets with the highest trailing return",
  params: {
    top: integer(5, { min: 1, search: [1, 10] }),
    lookback: integer(231, { min: 1, search: [63, 252] }),
    skip: integer(21, { min: 0, search: [0, 21] }),
  },
  prepare: ({ market, params }) => ({
    returns: market.assets.map(({ close }) => trailingReturn(carried(close), params.lookback, params.skip)),
    top: params.top,
  }),
  rebalance: "monthly",
  weights(_context, { returns, top }, assets) {
    const rising = assets
      // One that is held and only has no bar today keeps its place.
      .map(({ symbol, hasBar, position }, i) => ({ symbol, isHere: hasBar || position !== 0, rise: returns[i]!.now }))
      // What is not defined yet compares as false.
      .filter(({ rise, isHere }) => isHere && rise > 0)
      .sort((a, b) => b.rise - a.rise || (a.symbol < b.symbol ? -1 : 1));
    return Object.fromEntries(rising.slice(0, top).map(({ symbol }) => [symbol, 1 / top]));
  },
});
