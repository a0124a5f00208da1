import { z } from "zod";

/** What a command prints on stdout when it fails and `--json` was asked for. */
export const errorSchema = z.strictObject({
  schema: z.literal("ivy.error/1"),
  code: z.string().describe("stable, kebab-case"),
  message: z.string().describe("what happened"),
  where: z.strictObject({
    file: z.string().optional(),
    line: z.number().int().optional(),
    column: z.number().int().optional(),
    span: z.number().int().optional().describe("columns of the line that are meant, from column on"),
    key: z.string().optional(),
    flag: z.string().optional(),
    symbol: z.string().optional(),
    time: z.string().optional(),
    bar: z.number().int().optional(),
    expected: z.string().optional(),
    received: z.string().optional(),
    excerpt: z.string().optional(),
  }),
  help: z.string().describe("what to do now"),
});

export type ErrorDocument = z.infer<typeof errorSchema>;
