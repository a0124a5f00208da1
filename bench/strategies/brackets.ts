import { defineStrategy } from "ivy-quant";

/** Average over a window by adding what comes and taking off what goes: the definition of the workload. */
function rolling(column: Float64Array, window: number): Float64Array {
  const out = new Float64Array(column.length);
  let sum = 0;
  for (let i = 0; i < column.length; i++) {
    sum += column[i]!;
    if (i >= window) sum -= column[i - window]!;
    out[i] = i < window - 1 ? Number.NaN : sum / window;
  }
  return out;
}

export default defineStrategy({
  summary: "Buys crosses between a stop and a target",
  prepare: ({ bars }) => ({ close: bars.close, fast: rolling(bars.close, 10), slow: rolling(bars.close, 30) }),
  onBar(context, { close, fast, slow }) {
    if (context.position === 0) {
      if (fast.crossesAbove(slow)) {
        context.buy({
          quantity: (0.95 * context.cash) / close.now,
          stopLoss: { price: close.now * 0.998 },
          takeProfit: { price: close.now * 1.003 },
        });
      }
    } else if (fast.crossesBelow(slow)) context.exit();
  },
});
