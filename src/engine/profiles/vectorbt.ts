import type { Profile } from "../profile.ts";
import { ivy } from "./ivy.ts";

/**
 * vectorbt 1.2: signals fill at their own close, any fraction of a unit, at no cost; shorts bind no cash; one stop and one
 * target a position, measured from the close, which fill without slippage from the next bar on.
 */
export const vectorbt: Profile = {
  ...ivy,
  name: "vectorbt",
  sequence: "callOrder",
  fillAt: "signalClose",
  limitFill: "touch",
  stopBase: "close",
  childrenFrom: "nextBar",
  reentryOnExitBar: false,
  lots: "fractional",
  lotSlack: 0,
  slippage: "none",
  slippageOn: "notStops",
  borrow: 0,
  shortMargin: 0,
  participation: null,
  minQuantity: 1e-8,
  ruin: "goOn",
  delisting: "hold",
  tradeMatching: "average",
};
