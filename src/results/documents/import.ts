import { z } from "zod";
import { errorSchema } from "./error.ts";

/** `ivy.import/1`: what `ivy data import` put into the catalog. Unlike a result it says when. */
export const importSchema = z.strictObject({
  schema: z.literal("ivy.import/1"),
  source: z.string().describe("the name that the prices have as their source"),
  catalog: z.string().describe("the folder"),
  imported: z.array(
    z.strictObject({
      path: z.string().describe("as it was typed"),
      symbol: z.string().nullable().describe("null: the path could not be opened"),
      timeframe: z.string().nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      bars: z.number().int().nullable(),
      adjusted: z.boolean().nullable(),
      synthetic: z.boolean().nullable(),
      replaced: z.boolean().describe("the catalog had this symbol already"),
      fingerprint: z.string().nullable(),
      warnings: z.number().int().describe("odd things in the prices: ivy data validate lists them"),
      notes: z.array(z.string()),
      error: errorSchema.nullable(),
    }),
  ),
});

export type ImportDocument = z.infer<typeof importSchema>;
export type ImportedRow = ImportDocument["imported"][number];
