import { z } from "zod";

/** What a repair that was asked for did to the prices of one ticker. */
export const repairSchema = z.strictObject({
  repair: z.enum(["drop", "forward-fill", "clip"]),
  bars: z.number().int().describe("rows that were left out, or bars that were filled in or changed"),
  from: z.string().describe("the first of them"),
  to: z.string().describe("the last of them"),
});

export type RepairEntry = z.infer<typeof repairSchema>;
