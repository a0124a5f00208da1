import { z } from "zod";

const FORMS = ["csv", "parquet"] as const;

/** The keys of a run file that say what a run leaves behind. */
export const resultsKeys = {
  out: z
    .string({ error: "a path" })
    .describe("The folder of this run. The path starts at the folder of the run file.")
    .meta({ examples: ["runs/first"] }),
  series: z
    .enum(FORMS, { error: "csv or parquet" })
    .describe("The files of the long columns: csv or parquet.")
    .meta({ examples: ["parquet"] }),
};
