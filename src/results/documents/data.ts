import { z } from "zod";
import { sourceSchema } from "./backtest.ts";
import { findingSchema } from "./finding.ts";

const { from, to, notes, ...facts } = sourceSchema.shape;

/** What stands before the columns of a series: what it is, and what is odd in it. Of the bars that are shown alone. */
export const seriesSchema = z.strictObject({
  ...facts,
  from: from.describe("first bar"),
  to: to.describe("last bar"),
  boundsOnly: z
    .boolean()
    .describe("high and low are bounds that the price cannot have left, not prices that were seen"),
  notes: z.array(z.string()).describe("how the file was read, where that is worth a word"),
  findings: z.array(findingSchema).describe("what is odd in the bars, the gravest first"),
});

/** `ivy.data/1`: the bars of a ticker as columns, with an indicator's column for each that was asked for. */
export const dataSchema = z.strictObject({
  schema: z.literal("ivy.data/1"),
  ...seriesSchema.shape,
  columns: z
    .object({ time: z.array(z.string()) })
    .catchall(z.array(z.number().nullable()))
    .describe("time, open, high, low, close, volume; split and dividend where they are known; indicators as asked for"),
});

/** `ivy.data-set/1`: several tickers, each as it would be printed alone. */
export const dataSetSchema = z.strictObject({
  schema: z.literal("ivy.data-set/1"),
  series: z.array(dataSchema),
});

export type SeriesFacts = z.infer<typeof seriesSchema>;
