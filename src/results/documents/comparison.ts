import { z } from "zod";
import { backtestSchema } from "./backtest.ts";

/** `ivy.comparison/1`: several runs side by side, each as the whole document that it would print alone. */
export const comparisonSchema = z.strictObject({
  schema: z.literal("ivy.comparison/1"),
  ivy: z.string().describe("version that compares"),
  runs: z.array(backtestSchema).min(1).describe("in the order asked"),
});

export type ComparisonDocument = z.infer<typeof comparisonSchema>;
