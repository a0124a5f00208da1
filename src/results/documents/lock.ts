import { z } from "zod";

/** `ivy.lock/1`: the prices that runs read, so that a later run can prove that they are the same. */
export const lockSchema = z.strictObject({
  schema: z.literal("ivy.lock/1"),
  prices: z.array(
    z.strictObject({
      symbol: z.string(),
      source: z.string().describe("the provider or file"),
      timeframe: z.string(),
      bars: z.number().int(),
      from: z.string().describe("the first bar that was read, warm-up included"),
      to: z.string().describe("the last one"),
      fingerprint: z.string().describe("as the header of a run shows it"),
    }),
  ),
});

export type LockDocument = z.infer<typeof lockSchema>;
