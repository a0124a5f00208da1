import { z } from "zod";

const value = z.union([z.number(), z.string(), z.boolean()]);
const PARAMETER = "a number, a word, true or false; or a map of those under the name of a strategy";

/** The keys of a run file that say what is run. */
export const strategyKeys = {
  strategy: z
    .union([z.string(), z.array(z.string()).min(1)], { error: "a name, a file, or a list of those" })
    .describe("What to run: a built-in strategy, one of strategies/, or a file. Several are compared.")
    .meta({ examples: ["sma-cross", ["sma-cross", "buy-and-hold"]] }),
  params: z
    .record(z.string(), z.union([value, z.record(z.string(), value)], { error: PARAMETER }), {
      error: "a map of parameters: fast: 20",
    })
    .describe(
      "Parameters of the strategy by name. Of one among several: sma-cross.fast, or a map under the name sma-cross.",
    )
    .meta({ examples: [{ fast: 20, slow: 50 }] }),
};
