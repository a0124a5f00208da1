import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";

/**
 * How fills, costs and the end of a run work: a plain record, so that a run can be said in full and another engine's
 * report reproduced. A setting that differs from the named profile stands in the header of the run.
 */
export interface Profile {
  readonly name: string;
  /** Where a market order fills: at the open of the next bar, or at the close of the bar that gave the signal. */
  readonly fillAt: "nextOpen" | "signalClose";
  /** A limit fills when the price goes through it, or already when it touches it. */
  readonly limitFill: "penetrate" | "touch";
  /** An order that cash does not cover is scaled down, or cancelled. */
  readonly cash: "trim" | "cancel";
  /** Share of equity that "all of it" means. */
  readonly allEquity: number;
  /** Whole units, any fraction, or: whole for raw prices and fractions for adjusted ones. */
  readonly lots: "auto" | "whole" | "fractional";
  /** A quantity within this share of a lot below a whole number of lots counts as whole (rounding of division). */
  readonly lotSlack: number;
  readonly commission: string;
  readonly slippage: string;
  /** Which fills slip: every market order and triggered stop, or only what opens or adds. */
  readonly slippageOn: "all" | "entries";
  /** Annual rates on the value of shorts and on debit cash. */
  readonly borrow: number;
  readonly interest: number;
  /** Gross exposure may not exceed this multiple of equity at a fill. */
  readonly leverage: number;
  /** Largest share of a bar's volume, over all orders of an asset; null: no cap. */
  readonly participation: number | null;
  /** Bars after the warm-up before the first decision. */
  readonly extraWarmup: number;
  /** What happens to an open position on the last bar. */
  readonly lastBar: "stayOpen" | "liquidateAtOpen";
  /** How fills make trades: a trade ends when the position is flat, or each exit closes the oldest entries. */
  readonly tradeMatching: "flatToFlat" | "fifo";
}

const ivy: Profile = {
  name: "ivy",
  fillAt: "nextOpen",
  limitFill: "penetrate",
  cash: "trim",
  allEquity: 1,
  lots: "auto",
  lotSlack: 1e-9,
  commission: "none",
  slippage: "5bps",
  slippageOn: "all",
  borrow: 0.005,
  interest: 0,
  leverage: 1,
  participation: 0.1,
  extraWarmup: 0,
  lastBar: "stayOpen",
  tradeMatching: "flatToFlat",
};

/** backtesting.py 0.6: whole shares, no cost, decisions from one bar past the slowest indicator, out at the last open. */
const backtestingPy: Profile = {
  name: "backtesting-py",
  fillAt: "nextOpen",
  limitFill: "touch",
  cash: "cancel",
  allEquity: 1 - Number.EPSILON,
  lots: "whole",
  lotSlack: 0,
  commission: "none",
  slippage: "none",
  slippageOn: "entries",
  borrow: 0,
  interest: 0,
  leverage: 1,
  participation: null,
  extraWarmup: 1,
  lastBar: "liquidateAtOpen",
  tradeMatching: "fifo",
};

export const PROFILES: readonly Profile[] = [ivy, backtestingPy];

/** The profile of that name. Throws UsageError with the near miss. */
export function profileNamed(name: string): Profile {
  const found = PROFILES.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  const names = PROFILES.map((profile) => profile.name);
  const near = nearest(name, names);
  throw new UsageError({
    code: "unknown-profile",
    message: `There is no profile "${name}".`,
    where: { flag: "--profile", received: name, expected: names.join(", ") },
    help: near === null ? `The profiles are ${names.join(", ")}.` : `Did you mean: --profile ${near}`,
  });
}
