import { choice, decimal, defineStrategy, integer, log, rollingEngleGranger } from "ivy-quant";

/** What the spread is measured with, taken before a trade and kept until it ends. */
interface Fit {
  alpha: number;
  hedge: number;
  mean: number;
  deviation: number;
}

/**
 * Two prices that move together (Engle & Granger 1987): sells the one that ran ahead, buys the one that fell behind, and
 * waits for the spread of their logarithms to come back. Fails when the tie was never there: a test at 5 % that is
 * repeated every month opens at some time for most pairs of independent random walks; or when it breaks, which the stop
 * notices after the loss.
 *
 * Every `reestimate` bars hedge and spread are estimated anew on the `formation` bars before. While the test's p-value is
 * at most `pValue` (the gate is open), it enters where the spread is `entry` of its standard deviations from the mean; it
 * leaves at `exit`, and gives up at `stop`. `sizing`: the legs by the hedge, or in equal dollars.
 */
export default defineStrategy({
  summary: "Trades the spread of two cointegrated assets back to its mean",
  universe: "pair",
  params: {
    formation: integer(252, { min: 30, search: [126, 504] }),
    reestimate: integer(21, { min: 1, search: [5, 63] }),
    entry: decimal(2, { min: 0, search: [1, 3] }),
    exit: decimal(0.5, { min: 0, search: [0, 1] }),
    stop: decimal(4, { min: 0, search: [3, 6] }),
    pValue: decimal(0.05, { min: 0, max: 1 }),
    sizing: choice("hedge", ["hedge", "dollar"]),
  },
  constraint: ({ exit, entry, stop }) =>
    (exit < entry && entry < stop) || "exit must be below entry, and entry below stop",

  prepare({ market, params }) {
    const [y, x] = market.assets;
    const logY = log(y.close);
    const logX = log(x.close);
    const { formation, reestimate } = params;
    const { alpha, hedge, mean, deviation, pValue } = rollingEngleGranger(logY, logX, { formation, reestimate });
    return { y, x, logY, logX, alpha, hedge, mean, deviation, pValue, params };
  },

  state: () => ({ held: null as Fit | null, isStopped: false }),

  onBar(context, { y, x, logY, logX, alpha, hedge, mean, deviation, pValue, params }, state) {
    const position = y.position;
    if (position === 0) state.held = null;
    const fit = state.held ?? { alpha: alpha.now, hedge: hedge.now, mean: mean.now, deviation: deviation.now };
    const z = (logY.now - fit.alpha - fit.hedge * logX.now - fit.mean) / fit.deviation;
    // A hedge of zero or less is no hedge: both legs would bet on the same side.
    const isOpen = pValue.now <= params.pValue && fit.hedge > 0;
    context.record("pValue", pValue.now);
    context.record("hedge", fit.hedge);
    context.record("zScore", z);
    context.record("gate", isOpen ? 1 : 0);

    if (position !== 0) {
      const distance = position < 0 ? z : -z;
      if (distance >= params.stop) state.isStopped = true;
      if (distance <= params.exit || distance >= params.stop) {
        context.together(() => {
          y.exit({ tag: state.isStopped ? "stop" : "exit" });
          x.exit({ tag: state.isStopped ? "stop" : "exit" });
        });
      }
      return;
    }
    if (Math.abs(z) < params.entry) state.isStopped = false;
    if (!isOpen || state.isStopped || !(Math.abs(z) >= params.entry && Math.abs(z) < params.stop)) return;
    state.held = fit;
    // The hedge ratio of log prices is one of dollars: `hedge` dollars of x against each dollar of y.
    const shareOfX = params.sizing === "hedge" ? fit.hedge / (1 + fit.hedge) : 0.5;
    context.together(() => {
      if (z > 0) {
        y.enterShort({ fraction: 1 - shareOfX });
        x.enterLong({ fraction: shareOfX });
      } else {
        y.enterLong({ fraction: 1 - shareOfX });
        x.enterShort({ fraction: shareOfX });
      }
    });
  },
});
