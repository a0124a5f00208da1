import { checkedBars } from "./arguments.ts";
import { memoized } from "./memo.ts";
import type { BarIndicatorStream, HighLowClose } from "./stream.ts";
import { TrueRangeStream, trueRange } from "./true-range.ts";
import { WilderAverage } from "./wilder-average.ts";

/**
 * Average true range: Wilder's average of `trueRange` (columns of length n, same unit). Length n, same unit; NaN for the
 * first `period` bars. A missing or infinite price gives NaN there, and the average starts anew after it. Throws
 * StrategyError when the period is not a whole number of at least 1, or the lengths differ. The result is shared and must
 * not be written to.
 *
 * *Source*: J. Welles Wilder (1978), New Concepts in Technical Trading Systems, section III (there the volatility index).
 * *Differs from* Wilder's worksheet and StockCharts, which count high − low of the first bar as its true range and so
 * begin a bar earlier: the same after a few periods. TA-Lib starts as here.
 */
export function atr(bars: HighLowClose, period: number): Float64Array {
  const ranges = trueRange(bars);
  return memoized("atr", ranges, period, () => {
    checkedBars("atr", "period", period);
    const average = new WilderAverage(period);
    return ranges.map((range) => average.next(range));
  });
}

/** `atr` one bar at a time, equal to the last bit. Throws StrategyError as `atr` does. */
export class AtrStream implements BarIndicatorStream {
  readonly #ranges = new TrueRangeStream();
  readonly #average: WilderAverage;

  constructor(period: number) {
    this.#average = new WilderAverage(checkedBars("atr", "period", period));
  }

  next(high: number, low: number, close: number): number {
    return this.#average.next(this.#ranges.next(high, low, close));
  }
}
