/** A stretch of the calendar. */
export type RebalancePeriod = "day" | "week" | "month" | "quarter" | "year";

/** How often: by the market's calendar, a number of bars, or never by the calendar. */
export type RebalanceEvery = "daily" | "weekly" | "monthly" | "quarterly" | "yearly" | "never" | number;

/** Rebalances when a trailing volatility leaves a band. At least one edge is given. */
export interface VolatilityTrigger {
  /** Whose: the run's own equity, or the asset of that symbol. */
  readonly of: string;
  /** Returns that it is measured over. */
  readonly lookback: number;
  /** Relative change against the volatility at the last rebalance, up or down: 0.25; null: not looked at. */
  readonly change: number | null;
  /** Annual volatility below which, and above which, it has left the band; null: no such edge. */
  readonly below: number | null;
  readonly above: number | null;
}

/** When a portfolio is traded back to its weights, and what is not worth a trade. Shares are of equity at the decision. */
export interface RebalanceSettings {
  readonly every: RebalanceEvery;
  /** First or last session of the period. */
  readonly on: "first" | "last";
  /** Rebalances when a weight has drifted this far from its target; null: not looked at. */
  readonly drift: number | null;
  readonly volatility: VolatilityTrigger | null;
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

/** Some of the settings: what a strategy or a run says of its own. */
export type RebalanceOverrides = Partial<Omit<RebalanceSettings, "volatility">> & {
  readonly volatility?: Partial<VolatilityTrigger>;
};

/** How a strategy says it: a word, a number of bars, or any of the settings. */
export type Rebalance = RebalanceEvery | RebalanceOverrides;

export const EVERY_WORDS = ["daily", "weekly", "monthly", "quarterly", "yearly", "never"] as const;

const DEFAULTS: RebalanceSettings = {
  every: "monthly",
  on: "last",
  drift: null,
  volatility: null,
  band: 0,
  bandRelative: 0,
  minimumOrder: 0,
  cashBuffer: 0,
  turnoverCap: null,
};

const VOLATILITY_DEFAULTS: VolatilityTrigger = {
  of: "portfolio",
  lookback: 20,
  change: null,
  below: null,
  above: null,
};

const PERIODS: Readonly<Partial<Record<RebalanceEvery, RebalancePeriod>>> = {
  daily: "day",
  weekly: "week",
  monthly: "month",
  quarterly: "quarter",
  yearly: "year",
};

/** The period of a word; null for a number of bars and for "never". */
export function periodOf(every: RebalanceEvery): RebalancePeriod | null {
  return PERIODS[every] ?? null;
}

/** What a strategy says, with what the run says over it, and the defaults where neither says anything. */
export function rebalanceSettings(given: Rebalance | undefined, overrides: RebalanceOverrides = {}): RebalanceSettings {
  const own = given === undefined ? {} : typeof given === "object" ? given : { every: given };
  const said = { ...own, ...overrides };
  const volatility =
    said.volatility === undefined ? null : { ...VOLATILITY_DEFAULTS, ...own.volatility, ...overrides.volatility };
  // A trigger of its own takes the place of the calendar, unless both are asked for.
  const every = said.drift != null || volatility !== null ? "never" : DEFAULTS.every;
  return { ...DEFAULTS, every, ...said, volatility };
}
