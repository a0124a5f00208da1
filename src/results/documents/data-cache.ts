import { z } from "zod";

/** `ivy.data-cache/1`: what `ivy data cache --json` prints. */
export const dataCacheSchema = z.strictObject({
  schema: z.literal("ivy.data-cache/1"),
  folder: z.string().nullable().describe("null: nothing is cached here"),
  entries: z.number().int().describe("series that are kept"),
  bytes: z.number().int(),
  limit: z.number().int().describe("bytes; beyond it the least recently used entries go"),
  removed: z
    .strictObject({ entries: z.number().int(), bytes: z.number().int() })
    .nullable()
    .describe("what --clear removed; null where it was not given"),
});

export type DataCacheDocument = z.infer<typeof dataCacheSchema>;
