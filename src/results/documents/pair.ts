import { z } from "zod";

const figure = z.number().nullable();

export const unitRootSchema = z.strictObject({
  statistic: figure,
  pValue: figure,
  lags: z.number().int().nullable(),
  observations: z.number().int().nullable(),
});

export const cointegrationSchema = z.strictObject({
  statistic: figure,
  pValue: figure,
  lags: z.number().int().nullable(),
  observations: z.number().int().nullable(),
  critical: z.strictObject({ p01: figure, p05: figure, p10: figure }),
});

/** What the tests of a pair say over the whole sample, formation included, and how often the gate let it trade. */
export const pairSchema = z.strictObject({
  pair: z.tuple([z.string(), z.string()]).describe("y, x"),
  sample: z
    .strictObject({ from: z.string(), to: z.string(), observations: z.number().int() })
    .describe("what the tests look at: all of the window, so in hindsight"),
  hedge: z
    .strictObject({ method: z.string(), alpha: figure, beta: figure, r2: figure })
    .describe("log y = alpha + beta log x"),
  adf: z.strictObject({ y: unitRootSchema, x: unitRootSchema }).describe("augmented Dickey-Fuller on each leg"),
  engleGranger: cointegrationSchema.describe("test of y on x"),
  engleGrangerReversed: cointegrationSchema.optional().describe("test of x on y"),
  halfLife: z.strictObject({ exact: figure, euler: figure }).describe("bars in which half of a deviation is gone"),
  deviation: z
    .strictObject({
      hedged: figure.describe("of the spread that was tested, y against hedge times x"),
      dollar: figure.describe("of y against x in equal dollars"),
    })
    .optional()
    .describe("standard deviations of log spreads over the sample"),
  zScore: figure.describe("of the spread at the last bar"),
  verdict: z.string().describe("the same in a sentence"),
  gate: z
    .strictObject({
      openShare: figure.describe("share of the bars at which the gate was open"),
      level: figure.optional().describe("the p-value up to which it opens"),
      openBars: z.number().int(),
      bars: z.number().int(),
      firstOpen: z.string().nullable(),
      longestClosed: z.strictObject({ from: z.string(), to: z.string(), bars: z.number().int() }).nullable(),
    })
    .optional()
    .describe("when the rolling test let the strategy trade"),
});

export type PairDocument = z.infer<typeof pairSchema>;
