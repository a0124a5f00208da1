import type { SettingTable } from "#base/setting-table";
import { checkCostKeys, costsOf } from "#engine/costs/parse-costs";
import { FILL_TABLE, fillsOf } from "#engine/fill-settings";
import { riskOf } from "#risk/parse-risk";
import { readRiskKeys } from "#risk/read-risk-keys";
import { type NAMED_KEYS, RISK_TABLE } from "#risk/risk-table";
import { REBALANCE_TABLE, rebalanceOf } from "#strategy/rebalance";

/** A section of a run file that says how the engine trades; on a command line its pairs follow a flag of its name. */
export interface TradingSection {
  readonly says: string;
  /** Keys with dots stand in maps of their own. */
  readonly table: SettingTable;
  /** Keys that take a text of their own form, with what it says. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Keys that hold a map of names, with what a name stands for. */
  readonly maps?: Readonly<Record<string, string>>;
  /** Of these the paths: in a run file they start at its folder. */
  readonly paths?: readonly string[];
  readonly example: Readonly<Record<string, string | number | boolean>>;
  /** Throws UsageError for a key or value that does not exist, and for keys that do not go together. */
  readonly read: (entries: ReadonlyMap<string, string>) => unknown;
  /** The same of each key by itself; left out where keys say nothing of each other. */
  readonly readEach?: (entries: ReadonlyMap<string, string>) => unknown;
}

export const TRADING_SECTIONS = {
  fills: {
    says: "Settings of the profile that this run has otherwise (docs/fill-settings.md).",
    table: FILL_TABLE,
    example: { limitFill: "touch", leverage: 2 },
    read: fillsOf,
  },
  costs: {
    says: "What trading costs: commission, slippage, impact, borrow and interest (docs/costs.md).",
    table: {},
    texts: { commission: "", slippage: "", impact: "", borrow: "", interest: "" },
    maps: { commission: "", slippage: "", impact: "", borrow: "" },
    paths: ["borrow.file"],
    example: { commission: "ibkr-fixed", slippage: "5bps" },
    read: costsOf,
    readEach: checkCostKeys,
  },
  risk: {
    says: "How large orders are, and what may be held at most (docs/risk.md).",
    table: RISK_TABLE,
    texts: {
      sectors: "A file of symbols and their sectors.",
      "drawdown.resume": "When something may be opened again: never, 60 bars, 5% recovered, or high.",
    },
    paths: ["sectors"],
    maps: {
      sector: "The sector of each symbol.",
      name: "The name that symbols share: GOOG and GOOGL are Alphabet.",
      maxName: "The most in single names.",
      maxSector: "The most in single sectors.",
    } satisfies Record<keyof typeof NAMED_KEYS, string>,
    example: { maxPosition: 0.2, sizing: "atr" },
    read: riskOf,
    readEach: readRiskKeys,
  },
  rebalance: {
    says: "When a strategy with weights is asked for them, and which trades are worth making (docs/portfolios.md).",
    table: REBALANCE_TABLE,
    example: { every: "monthly", band: 0.01 },
    read: rebalanceOf,
  },
} as const satisfies Readonly<Record<string, TradingSection>>;

export type TradingSectionName = keyof typeof TRADING_SECTIONS;

export const TRADING_SECTION_NAMES = Object.keys(TRADING_SECTIONS) as readonly TradingSectionName[];

/** Whether a key such as "risk.sectors" holds a path: in a run file it starts at the folder of the file. */
export function isTradingPath(key: string): boolean {
  return TRADING_SECTION_NAMES.some((name) => {
    const { paths = [] }: TradingSection = TRADING_SECTIONS[name];
    return paths.some((path) => key === `${name}.${path}`);
  });
}
