import { defineStrategy, integer, longWhileAbove, sma } from "ivy-quant";

export default defineStrategy({
  summary: "Long while the fast average is above the slow one",
  params: { fast: integer(10, { min: 1 }), slow: integer(30, { min: 2 }) },
  constraint: ({ fast, slow }) => fast < slow || "fast must be below slow",
  prepare: ({ bars, params: p }) => ({ fast: sma(bars.close, p.fast), slow: sma(bars.close, p.slow) }),
  target: ({ fast, slow }) => longWhileAbove(fast, slow),
});
