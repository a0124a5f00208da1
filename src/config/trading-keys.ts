import { z } from "zod";
import {
  TRADING_SECTION_NAMES,
  TRADING_SECTIONS,
  type TradingSection,
  type TradingSectionName,
} from "./trading-sections.ts";

/** The sections as keys of a run file. What stands in them is read by the functions that read their flags. */
export const tradingKeys = Object.fromEntries(
  TRADING_SECTION_NAMES.map((name) => {
    const { says, example } = TRADING_SECTIONS[name] as TradingSection;
    const section = z.record(z.string(), z.unknown(), { error: `a map of settings: ${exampleText(example)}` });
    return [name, section.describe(says).meta({ examples: [example] })];
  }),
) as unknown as Readonly<Record<TradingSectionName, z.ZodType>>;

function exampleText(example: TradingSection["example"]): string {
  const pairs = Object.entries(example).map(([key, value]) => `${key}: ${value}`);
  return `{ ${pairs.join(", ")} }`;
}
