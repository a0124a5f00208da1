import { z } from "zod";
import { engineKeys } from "#engine/run-file";
import { marketDataKeys } from "#market-data/run-file";
import { metricsKeys } from "#metrics/run-file";
import { resultsKeys } from "#results/run-file";
import { strategyKeys } from "#strategy/run-file";
import { tradingKeys } from "./trading-keys.ts";
import { TRADING_SECTION_NAMES } from "./trading-sections.ts";

const includeKeys = {
  include: z
    .union([z.string(), z.array(z.string()).min(1)], { error: "a path, or a list of paths" })
    .describe("Run files whose values come first; this file's win. Paths start at the folder of this file.")
    .meta({ examples: ["base.yaml"] }),
};

/** A run file: every key may be left out. A new verb adds its section as one line. */
export const runFileSchema = z
  .strictObject({
    ...includeKeys,
    ...strategyKeys,
    ...marketDataKeys,
    ...engineKeys,
    ...tradingKeys,
    ...metricsKeys,
    ...resultsKeys,
  })
  .partial();

/** The keys of a run file, in the order of the schema. */
export const RUN_FILE_KEYS: readonly string[] = Object.keys(runFileSchema.shape);

/** Keys whose scalars are more than text: of all others "007" stays as it is written. */
export const TYPED_KEYS: ReadonlySet<string> = new Set([
  "adjusted",
  "strict",
  "check",
  "cash",
  "warmup",
  "seed",
  "params",
  ...TRADING_SECTION_NAMES,
]);
