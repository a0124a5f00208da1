import { z } from "zod";

const weight = z.number().describe("share of equity at a close; short: negative");

/** What a strategy with weights did, in numbers; each decision stands in weights.csv, what was held in positions.csv. */
export const portfolioSchema = z.strictObject({
  rebalances: z.number().int().describe("how often the weights were asked for and answered"),
  triggers: z
    .record(z.string(), z.number().int())
    .describe("how often for which reason: start, calendar, drift, volatility"),
  averageTurnover: z.number().nullable().describe("mean over the rebalances after the first; null: there was none"),
  notTraded: z.record(z.string(), z.number().int()).describe("how often a trade was not made or cut, by reason"),
});

/** Each asset that was traded. */
export const assetLedgerSchema = z.strictObject({
  symbol: z.string(),
  profit: z
    .number()
    .describe("after its own costs; all of them, less the interest on debit cash, are what the equity grew by"),
  fills: z.number().int(),
  trades: z.number().int().describe("closed round trips"),
  bought: z.number().describe("money that it was bought for"),
  sold: z.number().describe("money that it was sold for"),
  barsHeld: z.number().int().describe("measured closes at which it was held"),
  quantity: z.number().describe("units at the last close"),
  value: z.number().describe("their value"),
  averageWeight: weight,
  largestWeight: weight.describe("the one farthest from 0"),
  lastWeight: weight,
});
