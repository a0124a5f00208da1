import { z } from "zod";
import { findingSchema } from "./finding.ts";
import { gateSchema } from "./gate.ts";
import { METRIC_IDS } from "./metric-ids.ts";
import { pairSchema } from "./pair.ts";

const metricId = z.enum(METRIC_IDS);
const figure = z.number().nullable();

/** A series that the run was made on. */
const sourceSchema = z.strictObject({
  symbol: z.string(),
  source: z.string().describe("the file's name or the provider"),
  timeframe: z.string(),
  from: z.string(),
  to: z.string(),
  bars: z.number().int(),
  fingerprint: z.string().describe("hash of the bars that were used"),
  synthetic: z.boolean(),
  adjusted: z.boolean(),
  closeOnly: z.boolean(),
});

/** The resolved settings: what the person said, and the defaults where nothing was said. No paths, nothing of the machine. */
const settingsSchema = z.looseObject({
  strategy: z.string(),
  tickers: z.array(z.string()),
  params: z.record(z.string(), z.unknown()),
  cash: z.number(),
  convention: z.string(),
  commission: z.string(),
  slippage: z.string(),
  borrow: z.number().optional().describe("annual rate on the value of shorts"),
  participation: z.number().nullable().optional().describe("largest share of a bar's volume; null: no cap"),
  split: z.string().optional().describe("how several assets share the cash of one book"),
  fillAt: z.string().optional().describe("where market orders fill, in words: next open, next close, signal close"),
});

/** `ivy.backtest/1`: what one run leaves behind. Long columns stand in CSV files beside it. */
export const backtestSchema = z.strictObject({
  schema: z.literal("ivy.backtest/1"),
  run: z.string().describe("the run's id"),
  ivy: z.string().describe("version"),
  settings: settingsSchema,
  profile: z.string(),
  data: z.array(sourceSchema),
  window: z.strictObject({ from: z.string(), to: z.string(), bars: z.number().int() }).describe("what was measured"),
  warmupBars: z.number().int(),
  metrics: z.record(metricId, figure),
  notes: z.record(z.string(), z.string()).describe("why a metric is null"),
  sharpeInterval: z
    .strictObject({
      level: z.number(),
      low: z.number(),
      high: z.number(),
      resamples: z.number().int(),
      block: z.number().describe("mean block length of the bootstrap, in returns"),
    })
    .nullable(),
  benchmark: z.strictObject({ symbol: z.string(), metrics: z.partialRecord(metricId, figure) }).nullable(),
  trades: z.number().int(),
  fills: z.number().int(),
  costs: z.strictObject({
    commission: z.number(),
    slippage: z.number(),
    borrow: z.number(),
    interest: z.number(),
    total: z.number(),
  }),
  pairs: pairSchema.optional(),
  findings: z.array(findingSchema),
  gates: z.array(gateSchema).optional().describe("in the order asked; absent where none was asked"),
});

export type BacktestDocument = z.infer<typeof backtestSchema>;
