import { z } from "zod";

const DATE = "a date: 2013-01-31, 2013-01 or 2013";

/** The keys of a run file that choose the prices. */
export const marketDataKeys = {
  tickers: z
    .union([z.string(), z.array(z.string()).min(1)], { error: "a list of tickers: [KO, PEP]" })
    .describe("What to trade. Of a pair the dependent one comes first.")
    .meta({ examples: [["KO", "PEP"]] }),
  data: z
    .string({ error: "a path" })
    .describe("A file or folder of prices: then nothing else is read. The path starts at the folder of the run file.")
    .meta({ examples: ["prices/"] }),
  from: z
    .string({ error: DATE })
    .describe("First day: a day, month or year.")
    .meta({ examples: ["2013-01-31"] }),
  to: z
    .string({ error: DATE })
    .describe("Last day, included: a day, month or year.")
    .meta({ examples: ["2019-12-31"] }),
  timeframe: z
    .string({ error: "a timeframe: 1d or 1h" })
    .describe("The length of a bar that the prices must have.")
    .meta({ examples: ["1d"] }),
  adjusted: z
    .boolean({ error: "true or false" })
    .describe("Prices carry later splits and dividends, whatever the source says: fractions may trade.")
    .meta({ examples: [true] }),
};
