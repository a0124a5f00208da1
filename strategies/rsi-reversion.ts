import { decimal, defineStrategy, integer, rsi } from "ivy-quant";

/**
 * Buys what has fallen fast and sells when it has recovered: Wilder's relative strength index (New Concepts in Technical
 * Trading Systems, 1978) in the short form of Connors & Alvarez (Short Term Trading Strategies That Work, 2009). Many
 * small gains, and then the one fall that does not turn: it buys early in every crash and has no stop, since a stop sells
 * where the rule wants to buy. Where costs are a fair share of the small gain, nothing is left of it.
 */
export default defineStrategy({
  summary: "Buys when the RSI is low, sells when it has recovered",
  params: {
    period: integer(14, { min: 1, search: [2, 30] }),
    entry: decimal(30, { min: 0, max: 100, search: [5, 40] }),
    exit: decimal(55, { min: 0, max: 100, search: [45, 80] }),
  },
  constraint: ({ entry, exit }) => entry < exit || "entry must be below exit",
  prepare: ({ bars, params }) => ({ strength: rsi(bars.close, params.period), params }),
  onBar(context, { strength, params }) {
    context.record("rsi", strength.now);
    if (strength.now < params.entry) context.enterLong();
    else if (strength.now > params.exit) context.exit();
  },
});
