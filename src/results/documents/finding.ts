import { z } from "zod";

export const findingSchema = z.strictObject({
  id: z.string().describe("stable, kebab-case"),
  severity: z.enum(["info", "warning", "error"]),
  message: z.string(),
  help: z.string().describe("what to do, or to type next"),
  symbol: z.string().optional(),
  time: z.string().optional(),
});

/** Something that a reader of the run should know. */
export type Finding = z.infer<typeof findingSchema>;
