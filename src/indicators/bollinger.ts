import { StrategyError } from "#base/errors";
import { checkedBars } from "./arguments.ts";
import { RollingDeviationStream, rollingDeviation } from "./rolling-deviation.ts";
import { SmaStream, sma } from "./sma.ts";
import type { IndicatorStream } from "./stream.ts";

/** Columns of the input's length, in its unit, NaN where not defined. */
export interface BollingerBands {
  readonly upper: Float64Array;
  /** The `sma` of the same period. */
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/**
 * Bollinger bands of `column` (length n, any unit): its `sma` over `period` bars, and the lines that lie so many standard
 * `deviations` of the same bars (divisor period) above and below. Length n, same unit; NaN for the first period − 1 bars
 * and at every bar whose window holds a missing or infinite value; three equal lines where all values of the window are
 * equal. Throws StrategyError when the period is not a whole number of at least 2, or the deviations are below 0.
 *
 * *Source*: John Bollinger (2001), Bollinger on Bollinger Bands, which divides by the period.
 * *Differs from* programs that divide by period − 1 (pandas' `rolling.std`): by √(period/(period − 1)), 2.6 % at 20 bars.
 */
export function bollinger(column: Float64Array, period: number, deviations: number): BollingerBands {
  checkedDeviations(deviations);
  checkedBars("bollinger", "period", period, 2);
  const middle = sma(column, period);
  const deviation = rollingDeviation(column, period);
  const factor = widthFactor(period, deviations);
  return {
    upper: middle.map((mean, i) => mean + factor * deviation[i]!),
    middle,
    lower: middle.map((mean, i) => mean - factor * deviation[i]!),
  };
}

/** `bollinger` one value at a time, equal to the last bit: `next` returns the middle, and the other lines stand beside. */
export class BollingerStream implements IndicatorStream {
  readonly #mean: SmaStream;
  readonly #deviation: RollingDeviationStream;
  readonly #factor: number;
  upper = Number.NaN;
  lower = Number.NaN;

  constructor(period: number, deviations: number) {
    this.#deviation = new RollingDeviationStream(period, "bollinger");
    this.#mean = new SmaStream(period);
    this.#factor = widthFactor(period, checkedDeviations(deviations));
  }

  next(value: number): number {
    const mean = this.#mean.next(value);
    const width = this.#factor * this.#deviation.next(value);
    this.upper = mean + width;
    this.lower = mean - width;
    return mean;
  }
}

/** From the divisor period − 1 of `rollingDeviation` to the divisor period. */
function widthFactor(period: number, deviations: number): number {
  return deviations * Math.sqrt((period - 1) / period);
}

function checkedDeviations(deviations: number): number {
  if (deviations >= 0 && deviations < Number.POSITIVE_INFINITY) return deviations;
  throw new StrategyError({
    code: "indicator-argument",
    message: `bollinger was asked for with deviations ${deviations}.`,
    where: { key: "deviations", expected: "a number of at least 0", received: String(deviations) },
    help: "Give bollinger how many standard deviations its lines lie from the middle: 2.",
  });
}
