/**
 * The fills of one moment: what closes positions stands in rows from 0 on, what opens them in rows from `openings` on, each in
 * the order of assets. Who plans the moment writes assets and units; what they cost follows from them (cost-columns.ts).
 */
export class FillColumns {
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

  /** @param assets in the market: none closes more than once, none opens more than once */
  constructor(assets: number) {
    this.openings = assets;
    this.assets = new Int32Array(2 * assets);
    this.units = new Float64Array(2 * assets);
    this.references = new Float64Array(2 * assets);
    this.prices = new Float64Array(2 * assets);
    this.fees = new Float64Array(2 * assets);
  }
}
