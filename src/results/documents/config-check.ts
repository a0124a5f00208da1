import { z } from "zod";
import { errorSchema } from "./error.ts";

/** `ivy.config-check/1`: what is wrong in run files. */
export const configCheckSchema = z.strictObject({
  schema: z.literal("ivy.config-check/1"),
  files: z
    .array(
      z.strictObject({
        file: z.string().describe("as it was typed"),
        fine: z.boolean(),
        mistakes: z.array(errorSchema).describe("each as it would end a run"),
      }),
    )
    .describe("in the order asked"),
});

export type ConfigCheckDocument = z.infer<typeof configCheckSchema>;
