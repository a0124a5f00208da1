/**
 * The fills of one moment: what closes positions stands in rows from 0 on, what opens them in rows from `openings` on, each in
 * the order of assets. Who plans the moment writes assets and units; what they cost follows from them (cost-columns.ts).
 */
export interface FillColumns {
  /** The first row of what opens. */
  readonly openings: number;
  /** Indices in the market. */
  readonly assets: Int32Array;
  /** Units, signed. */
  readonly units: Float64Array;
  /** Prices before slippage. */
  readonly references: Float64Array;
  /** Prices after slippage. */
  readonly prices: Float64Array;
  /** Commissions, in cash. */
  readonly fees: Float64Array;
}

/** @param assets in the market: none closes more than once, none opens more than once */
export function fillColumns(assets: number): FillColumns {
  const most = 2 * assets;
  return {
    openings: assets,
    assets: new Int32Array(most),
    units: new Float64Array(most),
    references: new Float64Array(most),
    prices: new Float64Array(most),
    fees: new Float64Array(most),
  };
}
