/** Why an asset's trade is not made, or is made smaller: indices into REASONS. */
export const TRADED = 0;
export const NO_PRICE_YET = 1;
export const NO_BAR = 2;
export const IN_BAND = 3;
export const BELOW_MINIMUM = 4;
export const BELOW_LOT = 5;
export const CUT = 6;
export const ENDED = 7;

/** What weights.csv says of each asset. */
export const REASONS = [
  "",
  "set aside: no price yet",
  "kept: no bar now",
  "kept: inside the no-trade band",
  "kept: below the minimum order",
  "kept: less than a lot",
  "cut: turnover cap",
  "set aside: its prices have ended",
] as const;
