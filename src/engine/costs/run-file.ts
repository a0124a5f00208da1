import { z } from "zod";
import { allowedWords, type SettingRow } from "#base/setting-table";
import { COST_MODELS, type CostKind, type ModelForm } from "./cost-table.ts";

const number = (error: string) => z.union([z.number(), z.string()], { error });

function cellOf(row: SettingRow): z.ZodType {
  const error = allowedWords(row);
  const said = `${row.says[0]!.toUpperCase()}${row.says.slice(1)}.`;
  return (row.kind === "word" ? z.enum(row.words as [string, ...string[]], { error }) : number(error)).describe(said);
}

/** A short form, or a map with a model and its keys. */
function modelOf(kind: CostKind, says: string, examples: readonly unknown[]) {
  const models: Readonly<Record<string, ModelForm>> = COST_MODELS[kind];
  const names = [...Object.keys(models), ...(kind === "commission" ? ["tiered"] : [])];
  const keys = Object.assign({}, ...Object.values(models).map((model) => model.keys)) as Record<string, SettingRow>;
  const shape: Record<string, z.ZodType> = {
    model: z.enum(names as [string, ...string[]], { error: `one of ${names.join(", ")}` }).describe("Which model."),
  };
  for (const [key, row] of Object.entries(keys)) shape[key] = cellOf(row);
  if (kind === "commission") {
    shape.tiers = z
      .record(z.string(), number("a rate per share, or basis points: 8bps"))
      .describe("The rate from each volume of the month on: { 0: 0.0035, 300000: 0.002 }.");
  }
  return z
    .union([z.string(), z.strictObject(shape).partial()], {
      error: `a short form, or a map with model: ${names.join(", ")}`,
    })
    .describe(says)
    .meta({ examples: [...examples] });
}

const rate = number("an annual rate: 0.005 or 0.5%");

/** The section `costs:` of a run file; its keys are those of `costsOf`, maps by keys with dots. */
export const costsSection = z
  .strictObject(
    {
      commission: modelOf("commission", "What the broker takes (docs/costs.md).", ["ibkr-fixed"]),
      slippage: modelOf("slippage", "What a fill loses on its price (docs/costs.md).", [
        "5bps",
        { model: "square-root", bps: 10 },
      ]),
      impact: modelOf("impact", "What a fill moves the price by on top of its slippage.", ["square-root"]),
      borrow: z
        .union([z.number(), z.string(), z.record(z.string(), z.union([z.number(), z.string()]))], {
          error: "an annual rate, or a map of rates by symbol with default: and file:",
        })
        .describe(
          "Annual rate on the value of shorts; a map has rates by symbol, with default: and file: (symbol, rate).",
        )
        .meta({ examples: [{ default: 0.005, GME: 0.25 }] }),
      interest: rate.describe("Annual rate on debit cash."),
    },
    { error: "a map of costs: { commission: ibkr-fixed, slippage: 5bps }" },
  )
  .partial();
