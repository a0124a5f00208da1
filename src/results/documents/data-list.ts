import { z } from "zod";

/** `ivy.data-list/1`: the prices that there are, by where a run would look for them. Unlike a result it says when. */
export const dataListSchema = z.strictObject({
  schema: z.literal("ivy.data-list/1"),
  catalog: z.string().nullable().describe("the folder of the catalog; null: there can be none"),
  prices: z.array(
    z.strictObject({
      symbol: z.string(),
      place: z.enum(["project", "catalog", "sample"]).describe("in the order in which a run looks"),
      source: z.string().describe("the provider, or the file"),
      timeframe: z.string(),
      from: z.string().describe("the first bar"),
      to: z.string().describe("the last bar"),
      bars: z.number().int(),
      adjusted: z.boolean().describe("a run reads prices that carry splits and dividends"),
      synthetic: z.boolean(),
      fetchedAt: z.string().nullable().describe("ISO 8601 UTC; null: nobody knows"),
      fingerprint: z.string().describe("as the header of a run shows it"),
    }),
  ),
  broken: z.array(
    z.strictObject({
      place: z.enum(["project", "catalog", "sample"]),
      symbol: z.string().nullable(),
      message: z.string(),
      help: z.string(),
    }),
  ),
});

export type DataListDocument = z.infer<typeof dataListSchema>;
export type ListedPrices = DataListDocument["prices"][number];
