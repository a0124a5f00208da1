import { z } from "zod";
import type { SettingRow, SettingTable } from "#base/setting-table";
import { allowedWords } from "#base/setting-table";
import { FILL_TABLE, fillsOf } from "#engine/fill-settings";

/** A section of a run file that says how the engine trades; on a command line its pairs follow a flag of its name. */
export interface TradingSection {
  readonly says: string;
  readonly table: SettingTable;
  readonly example: Readonly<Record<string, string | number | boolean>>;
  /** Throws UsageError for a key or value that does not exist. */
  readonly read: (entries: ReadonlyMap<string, string>) => unknown;
}

export const TRADING_SECTIONS = {
  fills: {
    says: "Settings of the profile that this run has otherwise (docs/engine.md).",
    table: FILL_TABLE,
    example: { limitFill: "touch", leverage: 2 },
    read: fillsOf,
  },
} as const satisfies Readonly<Record<string, TradingSection>>;

export type TradingSectionName = keyof typeof TRADING_SECTIONS;

export const TRADING_SECTION_NAMES = Object.keys(TRADING_SECTIONS) as readonly TradingSectionName[];

/** The sections as keys of a run file. */
export const tradingKeys = Object.fromEntries(
  TRADING_SECTION_NAMES.map((name) => {
    const { says, table, example } = TRADING_SECTIONS[name] as TradingSection;
    return [
      name,
      schemaOf(table)
        .describe(says)
        .meta({ examples: [example] }),
    ];
  }),
) as unknown as Readonly<Record<TradingSectionName, z.ZodType>>;

function schemaOf(table: SettingTable) {
  const shape = Object.fromEntries(Object.entries(table).map(([key, row]) => [key, valueSchema(row)]));
  return z.strictObject(shape, { error: "a map of settings" }).partial();
}

function valueSchema(row: SettingRow): z.ZodType {
  const error = allowedWords(row);
  const said = `${row.says[0]!.toUpperCase()}${row.says.slice(1)}.`;
  if (row.kind === "word") return z.enum(row.words as [string, ...string[]], { error }).describe(said);
  if (row.kind === "flag") return z.boolean({ error }).describe(said);
  return z.union([z.number(), z.string()], { error }).describe(said);
}
