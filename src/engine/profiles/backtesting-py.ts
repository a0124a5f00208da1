import type { Profile } from "../profile.ts";
import { ivy } from "./ivy.ts";

/** backtesting.py 0.6: whole shares, no cost, decisions from one bar past the slowest indicator, out at the last open. */
export const backtestingPy: Profile = {
  ...ivy,
  name: "backtesting-py",
  sequence: "contingentFirst",
  limitFill: "touch",
  wrongSide: "taken",
  cash: "cancel",
  allEquity: 1 - Number.EPSILON,
  lots: "whole",
  lotSlack: 0,
  slippage: "none",
  slippageOn: "entries",
  borrow: 0,
  corporateActions: "ignored",
  participation: null,
  extraWarmup: 1,
  ruin: "zero",
  lastBar: "liquidateAtOpen",
  tradeMatching: "fifo",
};
