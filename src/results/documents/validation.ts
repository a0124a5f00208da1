import { z } from "zod";
import { findingSchema } from "./finding.ts";
import { repairSchema } from "./repair.ts";

/** One place of a file that shows something. */
const placedSchema = z.strictObject({
  ...findingSchema.shape,
  severity: findingSchema.shape.severity.describe("error: of most of them a run on these prices ends, see stops"),
  time: z.string().optional().describe("the bar, or the first of a run of bars; of a hole the first that is missing"),
  until: z.string().optional().describe("the last of a run of bars, where there are several"),
  bars: z.number().int().describe("how many bars show it, or are missing; 0: it is about the file"),
  weight: z.number().describe("the greater the worse; compared within one check of one series"),
  stops: z.boolean().describe("true: a run on these prices stops there, with exit code 4"),
  file: z.string().optional(),
  line: z.number().int().optional().describe("line of the file; of a hole the line before it"),
  expected: z.string().optional(),
  received: z.string().optional(),
});

const validatedSchema = z.strictObject({
  symbol: z.string(),
  source: z.string().describe("the file's name or the provider"),
  timeframe: z.string(),
  from: z.string().describe("first bar"),
  to: z.string().describe("last bar"),
  bars: z.number().int().describe("rows that make no bar are not counted"),
  fingerprint: z.string().describe("hash of the bars"),
  synthetic: z.boolean(),
  adjusted: z.boolean().describe("prices carry later splits and dividends"),
  notes: z.array(z.string()).describe("how the file was read, where that is worth a word"),
  repairs: z.array(repairSchema).describe("what --read repair mended; empty where nothing was asked for or found"),
});

/** `ivy.validation/1`: every place of prices that is broken or odd. */
export const validationSchema = z.strictObject({
  schema: z.literal("ivy.validation/1"),
  series: z.array(validatedSchema).describe("what could be read, in the order asked"),
  findings: z.array(placedSchema).describe("every one, by series and in the order of the file"),
  counts: z.strictObject({
    series: z.number().int(),
    clean: z.number().int().describe("series without error and warning"),
    errors: z.number().int(),
    warnings: z.number().int(),
    infos: z.number().int(),
  }),
});

export type ValidationDocument = z.infer<typeof validationSchema>;
export type PlacedFinding = ValidationDocument["findings"][number];
export type ValidatedSeries = ValidationDocument["series"][number];
