import { z } from "zod";
import { errorSchema } from "./error.ts";

/** `ivy.pull/1`: what `ivy data pull` put into the catalog. Unlike a result it says when. */
export const pullSchema = z.strictObject({
  schema: z.literal("ivy.pull/1"),
  source: z.string(),
  timeframe: z.string(),
  catalog: z.string().describe("the folder"),
  pulled: z.array(
    z.strictObject({
      symbol: z.string(),
      state: z.enum(["new", "updated", "unchanged", "failed", "not-begun"]),
      from: z.string().nullable().describe("the first bar in the catalog"),
      to: z.string().nullable().describe("the last one"),
      bars: z.number().int().nullable(),
      added: z.number().int().nullable().describe("bars that were not known before"),
      adjustment: z.string().nullable().describe("what open, high, low and close carry of corporate actions"),
      zone: z.string().nullable().describe("of the exchange's sessions"),
      fingerprint: z.string().nullable(),
      fetchedAt: z.string().nullable(),
      notes: z.array(z.string()),
      keptPages: z.number().int().describe("pages that the next attempt goes on from"),
      error: errorSchema.nullable(),
    }),
  ),
});

export type PullDocument = z.infer<typeof pullSchema>;
export type PulledRow = PullDocument["pulled"][number];
