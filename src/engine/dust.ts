/** A position smaller than this is none; cash smaller than this share of a fill is none. */
export const DUST = 1e-12;
/** An opening fill worth less than this share of equity is none: it is what rounding left of cash that is used up. */
export const DUST_OF_EQUITY = 1e-12;
