import { carried, defineStrategy, inProportion, integer, rollingDeviation, trailingReturn } from "ivy-quant";

/**
 * Each asset in inverse proportion to its volatility, so that a calm one and a wild one move the whole by as much ("naive"
 * risk parity; see Maillard, Roncalli & Teïletche, "The properties of equally weighted risk contribution portfolios", Journal
 * of Portfolio Management, 2010, for the one that counts correlations). Fails where calm was only quiet: what moved least
 * is held most when it breaks.
 */
export default defineStrategy({
  summary: "Holds every asset in inverse proportion to its volatility",
  params: { lookback: integer(63, { min: 2, search: [20, 252] }) },
  prepare: ({ market, params }) => ({
    volatilities: market.assets.map(({ close }) =>
      rollingDeviation(trailingReturn(carried(close), 1), params.lookback),
    ),
  }),
  rebalance: "monthly",
  weights(_context, { volatilities }) {
    // Not defined yet, or a price that never moved: no share.
    return inProportion(volatilities.map(({ now }) => (now > 0 ? 1 / now : 0)));
  },
});
