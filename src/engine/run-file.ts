import { z } from "zod";
import { PROFILES } from "./profiles.ts";

/** The keys of a run file that say with what money, and how orders fill. */
export const engineKeys = {
  cash: z
    .union([z.number(), z.string()], { error: "an amount above 0" })
    .describe("Starting cash, in the currency of the prices.")
    .meta({ examples: [25_000] }),
  warmup: z
    .union([z.number(), z.string()], { error: "auto, none or a number of bars" })
    .describe("Bars before the first decision: auto, none or a number.")
    .meta({ examples: ["auto"] }),
  profile: z
    .enum(
      PROFILES.map(({ name }) => name),
      { error: `one of ${PROFILES.map(({ name }) => name).join(", ")}` },
    )
    .describe(`How orders fill: ${PROFILES.map(({ name }) => name).join(", ")}.`)
    .meta({ examples: ["backtesting-py"] }),
  commission: z
    .string({ error: "none, 10bps, 0.005/share or 0.005/share:1" })
    .describe("What the broker takes: none, basis points of the notional, or money per share with an optional minimum.")
    .meta({ examples: ["5bps", "0.005/share:1"] }),
  slippage: z
    .string({ error: "none, or basis points of the price such as 5bps" })
    .describe("What a fill loses on its price: none, or basis points.")
    .meta({ examples: ["2bps"] }),
};
