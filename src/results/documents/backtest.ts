import { z } from "zod";
import { findingSchema } from "./finding.ts";
import { gateSchema } from "./gate.ts";
import { METRIC_IDS } from "./metric-ids.ts";
import { pairSchema } from "./pair.ts";
import { assetLedgerSchema, portfolioSchema } from "./portfolio.ts";
import { repairSchema } from "./repair.ts";

const metricId = z.enum(METRIC_IDS);
const figure = z.number().nullable();

/** A series of bars: what it is and where it came from. */
export const sourceSchema = z.strictObject({
  symbol: z.string().describe("the ticker"),
  source: z.string().describe("the file's name or the provider"),
  timeframe: z.string().describe("length of a bar: 1d, 1h"),
  from: z.string().describe("first bar that was read, warm-up included"),
  to: z.string().describe("last bar"),
  bars: z.number().int(),
  fingerprint: z.string().describe("hash of the bars that were used"),
  synthetic: z.boolean().describe("made by a generator, not by a market"),
  adjusted: z.boolean().describe("prices carry later splits and dividends"),
  notes: z
    .array(z.string())
    .optional()
    .describe("how the file was read, where that is worth a word; absent: nothing is"),
  repairs: z.array(repairSchema).optional().describe("what --read repair mended; absent: nothing"),
  closeOnly: z.boolean().describe("there is one price a bar: orders fill at the next close"),
  boundsOnly: z
    .boolean()
    .optional()
    .describe("made of several assets: high and low are bounds; absent: they are prices that were seen"),
});

/** The resolved settings: what the person said, and the defaults where nothing was said. No paths, nothing of the machine. */
const settingsSchema = z.looseObject({
  strategy: z.string().describe("its name, not its path"),
  tickers: z.array(z.string()).describe("in the order asked"),
  params: z.record(z.string(), z.unknown()).describe("every parameter of the strategy, defaults included"),
  cash: z.number().describe("at the start"),
  convention: z.string().describe("how the figures are computed"),
  riskFree: z.number().optional().describe("annual rate that returns are measured against; absent: 0"),
  riskFreeSource: z.string().optional().describe("the file that it is from, and how it was read"),
  commission: z.string().describe("none, 10bps, 0.005/share:1"),
  slippage: z.string().describe("none, 5bps, square-root:10bps"),
  impact: z.string().optional().describe("market impact on top of the slippage; absent: none"),
  borrowRates: z.string().optional().describe("annual rates of single symbols; absent: borrow for all"),
  borrow: z.number().optional().describe("annual rate on the value of shorts"),
  participation: z.number().nullable().optional().describe("largest share of a bar's volume; null: no cap"),
  risk: z
    .record(z.string(), z.string())
    .optional()
    .describe("how orders were sized and cut, as given; absent: as the strategy says"),
  fills: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional()
    .describe("settings that differ from the profile's; absent: none was given"),
  split: z.string().optional().describe("how several assets share the cash of one book"),
  fillAt: z.string().optional().describe("where market orders fill, in words: next open, next close, signal close"),
});

/** `ivy.backtest/1`: what one run leaves behind. Long columns stand in CSV files beside it. */
export const backtestSchema = z.strictObject({
  schema: z.literal("ivy.backtest/1"),
  run: z.string().describe("the run's id"),
  ivy: z.string().describe("version"),
  settings: settingsSchema,
  profile: z.string().describe("how orders filled"),
  data: z.array(sourceSchema).describe("the prices, one entry a ticker"),
  window: z.strictObject({ from: z.string(), to: z.string(), bars: z.number().int() }).describe("what was measured"),
  warmupBars: z.number().int().describe("bars before the first decision"),
  metrics: z.record(metricId, figure).describe("by their ids"),
  notes: z.record(z.string(), z.string()).describe("why a metric is null"),
  sharpeInterval: z
    .strictObject({
      level: z.number(),
      low: z.number(),
      high: z.number(),
      resamples: z.number().int(),
      block: z.number().describe("mean block length of the bootstrap, in returns"),
    })
    .nullable()
    .describe("95 % bootstrap interval of the Sharpe ratio; null: too few returns"),
  benchmark: z
    .strictObject({ symbol: z.string(), metrics: z.partialRecord(metricId, figure) })
    .nullable()
    .describe("what holding something else would have come to; null: nothing to compare with"),
  risk: z
    .array(
      z.strictObject({
        reason: z.string(),
        trimmed: z.number().int().describe("orders that were made smaller"),
        refused: z.number().int().describe("orders that opened nothing"),
      }),
    )
    .optional()
    .describe("what was cut and refused, the most frequent reason first; absent: nothing was"),
  trades: z.number().int().describe("closed round trips"),
  fills: z.number().int().describe("executions"),
  costs: z.strictObject({
    commission: z.number(),
    slippage: z.number(),
    borrow: z.number(),
    interest: z.number(),
    dividends: z
      .number()
      .optional()
      .describe("paid on shorts less received on longs: negative where more was received"),
    total: z.number(),
    bySymbol: z
      .array(
        z.strictObject({
          symbol: z.string(),
          commission: z.number(),
          slippage: z.number(),
          borrow: z.number(),
          dividends: z.number().describe("paid on shorts less received on longs"),
          total: z.number().describe("of the four before; the interest on debit cash is the account's"),
          gross: z.number().describe("profit at the prices before slippage, before costs"),
          net: z.number().describe("gross less total"),
        }),
      )
      .optional()
      .describe("each asset that was traded; absent in documents of earlier versions"),
  }),
  grossToNet: z
    .strictObject({
      gross: z.number().describe("profit at the prices before slippage, before costs"),
      slippage: z.number(),
      commission: z.number(),
      borrow: z.number(),
      interest: z.number(),
      dividends: z.number().describe("received on longs less paid on shorts"),
      net: z.number().describe("what the equity grew by: the sum of the others"),
    })
    .optional()
    .describe("what each cost took of the profit, as the money it adds; absent in documents of earlier versions"),
  pairs: pairSchema.optional(),
  portfolio: portfolioSchema.optional().describe("of a strategy with weights"),
  assets: z.array(assetLedgerSchema).optional().describe("of a strategy with weights: each asset that was traded"),
  findings: z.array(findingSchema).describe("what a reader should know, the gravest first"),
  gates: z.array(gateSchema).optional().describe("in the order asked; absent where none was asked"),
});

export type BacktestDocument = z.infer<typeof backtestSchema>;
