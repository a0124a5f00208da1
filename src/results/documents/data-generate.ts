import { z } from "zod";

const fileSchema = z.strictObject({
  symbol: z.string().describe("the name of the series"),
  file: z.string().describe("as a person would type it"),
  bars: z.number().int(),
  from: z.string().describe("first bar"),
  to: z.string().describe("last bar"),
  firstClose: z.number(),
  lastClose: z.number(),
});

/** `ivy.data-generate/1`: what `ivy data generate --json` prints. */
export const dataGenerateSchema = z.strictObject({
  schema: z.literal("ivy.data-generate/1"),
  synthetic: z.literal(true).describe("made by a generator, not by a market"),
  command: z.string().describe("the line that makes the same bytes again; it stands in the files too"),
  data: z.string().nullable().describe("what --data takes to read them; null where a run finds them by itself"),
  files: z.array(fileSchema).describe("one for each series, in the order of --tickers"),
});

export type DataGenerateDocument = z.infer<typeof dataGenerateSchema>;
