import { choice, defineStrategy, integer, sma } from "ivy-quant";

/**
 * The oldest trend rule: in while the short average of closes is above the long one. Pays in long trends, and is
 * whipsawed wherever prices go sideways: every cross back and forth costs the distance and the fees.
 */
export default defineStrategy({
  summary: "Long while the fast average is above the slow one",
  params: {
    fast: integer(10, { min: 1, search: [5, 50] }),
    slow: integer(30, { min: 2, search: [20, 200] }),
    direction: choice("long", ["long", "both"]),
  },
  constraint: ({ fast, slow }) => fast < slow || "fast must be below slow",
  prepare: ({ bars, params }) => ({
    fast: sma(bars.close, params.fast),
    slow: sma(bars.close, params.slow),
    isShorting: params.direction === "both",
  }),
  onBar(context, { fast, slow, isShorting }) {
    if (fast.crossesAbove(slow)) context.enterLong();
    else if (fast.crossesBelow(slow)) {
      if (isShorting) context.enterShort();
      else context.exit();
    }
  },
});
