import type { Profile } from "../profile.ts";
import { ivy } from "./ivy.ts";

/**
 * The fill rules of QuantConnect's LEAN on daily bars of equities: market orders at the next open, limits only through their
 * price, stops at the worse of level and close; whole shares sized at the signal's close on 99.75 % of equity, its price list
 * of Interactive Brokers, twice the equity at most.
 */
export const leanLike: Profile = {
  ...ivy,
  name: "lean-like",
  sequence: "byId",
  stopTrigger: "beyond",
  stopFill: "worseOfLevelAndClose",
  limitImprove: false,
  childrenFrom: "nextBar",
  wrongSide: "taken",
  cash: "reject",
  sizing: "decision",
  freeEquity: 0.0025,
  lots: "whole",
  commission: "0.005/share:1/order",
  slippage: "none",
  borrow: 0,
  leverage: 2,
  participation: null,
};
