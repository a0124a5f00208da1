import { defineStrategy, inProportion } from "ivy-quant";

/**
 * The same share of everything there is, brought back each month: what a clever choice of weights has to beat (DeMiguel,
 * Garlappi & Uppal, "Optimal versus naive diversification", Review of Financial Studies, 2009). Buys what fell and sells what
 * rose, so it pays where prices come back and costs where the few that rise go on rising. Fails with what it is given: in
 * a list of today's winners it would have been brilliant.
 */
export default defineStrategy({
  summary: "Holds an equal share of every asset",
  rebalance: "monthly",
  weights: (_context, _now, assets) => inProportion(assets.map(() => 1)),
});
