import type { RebalanceSettings } from "#strategy/rebalance";

/**
 * Tells when a trailing volatility leaves its band: it has changed by a share of what it was at the last rebalance, or it
 * crosses an annual edge. Volatility is the sample deviation of simple returns from one value to the next.
 */
export class VolatilityWatch {
  readonly #settings: RebalanceSettings;
  readonly #perYear: number;
  readonly #returns: Float64Array;
  #count = 0;
  #last = Number.NaN;
  #now = Number.NaN;
  /** At the last rebalance; NaN before it was defined. */
  #reference = Number.NaN;
  #wasInside = true;

  /** @param perYear returns a year */
  constructor(settings: RebalanceSettings, perYear: number) {
    this.#settings = settings;
    this.#perYear = perYear;
    this.#returns = new Float64Array(settings.volatilityLookback);
  }

  /** Takes the next value (equity, or a close; NaN is passed over). True when the volatility has left its band with it. */
  next(value: number): boolean {
    if (value !== value) return false;
    const before = this.#last;
    this.#last = value;
    if (!(before > 0)) return false;
    this.#returns[this.#count % this.#returns.length] = value / before - 1;
    this.#count++;
    if (this.#count < this.#returns.length) return false;
    this.#now = deviation(this.#returns);
    if (this.#reference !== this.#reference) this.#reference = this.#now;
    const hasCrossed = this.#hasCrossed();
    return hasCrossed || this.#hasChanged();
  }

  /** All has been weighed anew: from here on it is the change against now that counts. */
  settle(): void {
    this.#reference = this.#now;
  }

  #hasChanged(): boolean {
    const { volatilityChange: change } = this.#settings;
    return change !== null && Math.abs(this.#now - this.#reference) > change * this.#reference;
  }

  #hasCrossed(): boolean {
    const { volatilityBelow, volatilityAbove } = this.#settings;
    const annual = this.#now * Math.sqrt(this.#perYear);
    const isInside =
      !(volatilityBelow !== null && annual < volatilityBelow) &&
      !(volatilityAbove !== null && annual > volatilityAbove);
    const hasLeft = this.#wasInside && !isInside;
    this.#wasInside = isInside;
    return hasLeft;
  }
}

function deviation(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) * (values[i]! - mean);
  return Math.sqrt(squares / (values.length - 1));
}
