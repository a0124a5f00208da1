import { z } from "zod";
import { CONVENTIONS } from "./compute.ts";

const GATES = "a gate, or a list of gates: sharpe>=1";

/** The keys of a run file that say how figures are computed, compared and judged. */
export const metricsKeys = {
  benchmark: z
    .string({ error: "a ticker, or none" })
    .describe("Compare with holding this; none compares with nothing.")
    .meta({ examples: ["SPX"] }),
  riskFree: z
    .union([z.string(), z.number()], { error: "a rate of a year, or a file of rates: 2%, rates.csv" })
    .describe(
      "What money earns without risk in a year, for Sharpe and its kin: 2%, 0.02, or a file of dates and rates.",
    )
    .meta({ examples: ["2%", "rates.csv#3month:percent"] }),
  convention: z
    .enum(CONVENTIONS, { error: `one of ${CONVENTIONS.join(", ")}` })
    .describe(`How figures are computed: ${CONVENTIONS.join(" or ")}.`)
    .meta({ examples: ["backtesting-py"] }),
  seed: z
    .union([z.number(), z.string()], { error: "a whole number, 0 or more" })
    .describe("Seed of the random numbers.")
    .meta({ examples: [7] }),
  require: z
    .union([z.string(), z.array(z.string()).min(1)], { error: GATES })
    .describe("Figures that must reach a bound: the exit code is 1 when one does not.")
    .meta({ examples: ["sharpe>=0.5", ["maxDrawdown<=25%", "trades>=30"]] }),
  strict: z
    .boolean({ error: "true or false" })
    .describe("Exit code 1 when a finding warns.")
    .meta({ examples: [true] }),
  check: z
    .boolean({ error: "true or false" })
    .describe("Play the strategy again with the future hidden and from other starts, and say what differs.")
    .meta({ examples: [true] }),
};
