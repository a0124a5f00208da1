import type { Resample } from "./longer-bars.ts";

/**
 * An asset's bars as whole columns of the clock's length, for `prepare`. NaN where the asset has no bar. They are shared
 * between runs and must not be written to.
 */
export interface StrategyAsset {
  readonly symbol: string;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** NaN throughout where the source has no volume. */
  readonly volume: Float64Array;
  /** The same asset's bars of a longer timeframe: `bars.resample("1w")`. Made once, and known only when they have closed. */
  readonly resample: Resample;
}
