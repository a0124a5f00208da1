import { ConfigError } from "#base/errors";
import { readTable, type SettingTable } from "#base/setting-table";

/** How often: by the market's calendar, a number of bars, or never by the calendar. */
export type RebalanceEvery = "daily" | "weekly" | "monthly" | "quarterly" | "yearly" | "never" | number;

/** When a portfolio is traded back to its weights, and what is not worth a trade. Shares are of equity at the decision. */
export interface RebalanceSettings {
  readonly every: RebalanceEvery;
  /** First or last session of the week, month, quarter or year. */
  readonly on: "first" | "last";
  /** Rebalances when a weight has drifted this far from its target; null: not looked at. */
  readonly drift: number | null;
  /** Rebalances when a trailing volatility has changed by this share of what it was at the last rebalance. */
  readonly volatilityChange: number | null;
  /** Rebalances when it falls below, or rises above, these annual volatilities. */
  readonly volatilityBelow: number | null;
  readonly volatilityAbove: number | null;
  /** Whose volatility: the run's own equity ("portfolio"), or the asset of that symbol. */
  readonly volatilityOf: string;
  /** Returns, bar to bar, that it is measured over. */
  readonly volatilityLookback: number;
  /** What is held and stays held is not traded while its weight is within this distance of the target. */
  readonly band: number;
  /** The same, as a share of the target weight. */
  readonly bandRelative: number;
  /** Smallest trade, in the account's currency; leaving an asset is always allowed. */
  readonly minimumOrder: number;
  /** Share of equity that is never invested. */
  readonly cashBuffer: number;
  /** Largest turnover of one rebalance: the larger of bought and sold; null: no cap. */
  readonly turnoverCap: number | null;
}

/** How a strategy says it: a word, a number of bars, or any of the settings. */
export type Rebalance = RebalanceEvery | Partial<RebalanceSettings>;

const WORDS = ["daily", "weekly", "monthly", "quarterly", "yearly", "never"] as const;
const EDGE = { kind: "number", min: Number.MIN_VALUE, named: { none: null } } as const;
const SHARE = { kind: "number", min: 0, max: 1 } as const;

/** Every setting that stands under `rebalance:` in a run file, or in `--rebalance KEY=VALUE`. */
export const REBALANCE_TABLE = {
  every: {
    kind: "number",
    min: 1,
    integer: true,
    named: Object.fromEntries(WORDS.map((word) => [word, word])),
    says: "how often the weights are asked for, in bars or by the calendar",
    example: "monthly",
  },
  on: { kind: "word", words: ["first", "last"], says: "which session of the week, month, quarter or year" },
  drift: { ...EDGE, says: "how far a weight may drift from its target", example: 0.05 },
  volatilityChange: { ...EDGE, says: "the share of itself by which a volatility may change", example: 0.25 },
  volatilityBelow: { ...EDGE, says: "the annual volatility below which all is weighed anew", example: 0.08 },
  volatilityAbove: { ...EDGE, says: "the annual volatility above which all is weighed anew", example: 0.2 },
  volatilityOf: {
    kind: "text",
    expected: "portfolio, or a symbol of the run",
    says: "whose volatility is watched",
    example: "portfolio",
  },
  volatilityLookback: {
    kind: "number",
    min: 2,
    integer: true,
    says: "over how many returns the volatility is measured",
    example: 20,
  },
  band: { ...SHARE, says: "how far a weight that is held may lie from its target untraded", example: 0.01 },
  bandRelative: { ...SHARE, says: "the same as a share of the target", example: 0.2 },
  minimumOrder: { kind: "number", min: 0, says: "the smallest trade, in money", example: 500 },
  cashBuffer: { kind: "number", min: 0, max: 0.99, says: "the share of equity that is never invested", example: 0.02 },
  turnoverCap: { ...EDGE, says: "the most that one rebalance may buy, or sell, as a share of equity", example: 0.2 },
} as const satisfies SettingTable;

/** The settings of `rebalance:` from their keys and values as text. Throws UsageError for a key or value that does not exist. */
export function rebalanceOf(entries: ReadonlyMap<string, string>): Partial<RebalanceSettings> {
  return readTable("--rebalance", REBALANCE_TABLE, entries) as Partial<RebalanceSettings>;
}

const DEFAULTS: RebalanceSettings = {
  every: "monthly",
  on: "last",
  drift: null,
  volatilityChange: null,
  volatilityBelow: null,
  volatilityAbove: null,
  volatilityOf: "portfolio",
  volatilityLookback: 20,
  band: 0,
  bandRelative: 0,
  minimumOrder: 0,
  cashBuffer: 0,
  turnoverCap: null,
};

/** What a strategy says of its own, as settings. */
export function ownRebalance(given: Rebalance | undefined): Partial<RebalanceSettings> {
  return given === undefined ? {} : typeof given === "object" ? given : { every: given };
}

/**
 * What a strategy says, with what the run says over it, and the defaults where neither says anything. A trigger of its own
 * takes the place of the calendar, unless both are asked for. Throws ConfigError for a volatility band that holds nothing.
 */
export function rebalanceSettings(
  given: Rebalance | undefined,
  overrides: Partial<RebalanceSettings> = {},
): RebalanceSettings {
  const said = { ...ownRebalance(given), ...overrides };
  const { drift, volatilityChange, volatilityBelow, volatilityAbove } = { ...DEFAULTS, ...said };
  const isTriggered = [drift, volatilityChange, volatilityBelow, volatilityAbove].some((edge) => edge !== null);
  if (volatilityBelow !== null && volatilityAbove !== null && volatilityBelow >= volatilityAbove) {
    throw new ConfigError({
      code: "rebalance-band",
      message: `The volatility band of rebalance runs from ${volatilityBelow} to ${volatilityAbove}, which holds nothing.`,
      where: {
        key: "rebalance.volatilityBelow",
        expected: `below ${volatilityAbove}`,
        received: String(volatilityBelow),
      },
      help: "The lower edge lies below the upper one: volatilityBelow: 0.08, volatilityAbove: 0.2",
    });
  }
  return { ...DEFAULTS, ...(isTriggered && { every: "never" as const }), ...said };
}
