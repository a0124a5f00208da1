import type { Profile } from "../profile.ts";
import { ivy } from "./ivy.ts";

/** zipline-reloaded 3: every order at the close of the next bar, whole shares, sizes of the signal's close, cash not asked. */
export const zipline: Profile = {
  ...ivy,
  name: "zipline",
  sequence: "bySymbol",
  fillAt: "nextClose",
  triggerOn: "close",
  limitFill: "touch",
  stopFill: "close",
  trailOn: "close",
  childrenFrom: "nextBar",
  stopLimitSameBar: "atOnce",
  wrongSide: "taken",
  cash: "overdraw",
  sizing: "decision",
  feeBase: "onTop",
  lots: "whole",
  lotSlack: 1e-4,
  levelTick: 0.01,
  commission: "0.001/share:0/order",
  impactBase: "bar",
  slippageOn: "limitsToo",
  borrow: 0,
  shortMargin: 0,
  ruin: "goOn",
  splitRounding: "toTheCent",
  delisting: "free",
};
