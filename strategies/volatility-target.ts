import { carried, decimal, defineStrategy, inProportion, integer, rollingDeviation, trailingReturn } from "ivy-quant";

/**
 * An equal share of every asset, all of it smaller when prices swing wide and larger when they are calm, so that the whole
 * moves by about the target a year (Moreira & Muir, "Volatility-managed portfolios", Journal of Finance, 2017). It pays where
 * wide swings come in clusters and are not paid for. Fails after a crash that comes out of calm, and when prices come
 * back at once while it still holds little.
 *
 * The volatility is that of the equal shares over the last `lookback` days, `periods` of them a year. More than `most` of the
 * equity is never held; above 1 it takes leverage (--fills leverage=2).
 */
export default defineStrategy({
  summary: "Holds an equal share of every asset, scaled to a volatility",
  params: {
    target: decimal(0.1, { min: 0.01, search: [0.05, 0.2] }),
    lookback: integer(42, { min: 2, search: [20, 126] }),
    most: decimal(1, { min: 0.1 }),
    periods: integer(252, { min: 1 }),
  },
  prepare({ market, params }) {
    const returns = market.assets.map(({ close }) => trailingReturn(carried(close), 1));
    const together = new Float64Array(market.time.length);
    for (let bar = 0; bar < together.length; bar++) {
      let sum = 0;
      let count = 0;
      for (const column of returns) {
        const change = column[bar]!;
        if (Number.isNaN(change)) continue;
        sum += change;
        count++;
      }
      together[bar] = count === 0 ? Number.NaN : sum / count;
    }
    return { deviation: rollingDeviation(together, params.lookback), params };
  },
  rebalance: { every: "monthly", volatilityChange: 0.25, volatilityLookback: 20, bandRelative: 0.05 },
  weights(context, { deviation, params }, assets) {
    const volatility = deviation.now * Math.sqrt(params.periods);
    const gross = volatility > 0 ? Math.min(params.most, params.target / volatility) : params.most;
    context.record("volatility", volatility);
    context.record("invested", gross);
    return inProportion(
      assets.map(() => 1),
      gross,
    );
  },
});
