import { z } from "zod";

/** A gate that the run was asked to pass. A question put to the result: it decides nothing of it, nor of the run's id. */
export const gateSchema = z.strictObject({
  expression: z.string().describe("without spaces: sharpe>=1, totalReturn>=10%"),
  value: z.number().nullable().describe("the metric's; null: not defined, the reason stands under notes"),
  passed: z.boolean(),
});

export type GateResult = z.infer<typeof gateSchema>;
