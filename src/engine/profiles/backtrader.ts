import type { Profile } from "../profile.ts";
import { ivy } from "./ivy.ts";

/**
 * backtrader 1.9.78: orders work in the order of placing, are held against the cash at the close at which they are placed
 * and again when they fill, and are sized there. A short sale brings cash and binds none; equity may fall below zero.
 */
export const backtrader: Profile = {
  ...ivy,
  name: "backtrader",
  sequence: "insertion",
  limitFill: "touch",
  wrongSide: "taken",
  stopBase: "placed",
  trailOn: "close",
  childrenFrom: "nextBar",
  cash: "reject",
  sizing: "decision",
  feeBase: "onTop",
  lots: "whole",
  lotSlack: 0,
  slippage: "none",
  slippageOn: "limitsToo",
  slippageWithin: "bar",
  borrow: 0,
  borrowBase: "entry",
  shortMargin: 0,
  participation: null,
  volumeBase: "order",
  ruin: "goOn",
  missingBar: "again",
  delisting: "hold",
};
