import { z } from "zod";

const figure = z.number().nullable();

/** `ivy.runs/1`: the stored runs, newest first. Unlike a result it says when and where. */
export const runsSchema = z.strictObject({
  schema: z.literal("ivy.runs/1"),
  runs: z.array(
    z.strictObject({
      run: z.string().describe("the run's id"),
      hash: z.string().describe("what a person types to name it"),
      verb: z.string(),
      folder: z.string(),
      startedAt: z.string().nullable().describe("when it was first made, ISO 8601 UTC; null: not known"),
      strategy: z.string(),
      tickers: z.array(z.string()),
      from: z.string(),
      to: z.string(),
      totalReturn: figure,
      sharpe: figure,
      maxDrawdown: figure,
      trades: z.number().int(),
    }),
  ),
  damaged: z.array(z.strictObject({ folder: z.string(), message: z.string() })),
  total: z.number().int().describe("runs that fit, before --limit"),
});

export type RunsDocument = z.infer<typeof runsSchema>;
export type ListedRun = RunsDocument["runs"][number];
