/**
 * The Kelly fraction of trades as they close: W − (1 − W) / (average win over average loss), W the share of winners
 * (return > 0) among all trades, losers those with a return < 0.
 *
 * *Source*: Kelly (1956), A New Interpretation of Information Rate; the form for unequal odds. The same as the metric
 * `kelly`. *Differs from* the growth-optimal leverage mean/variance, which several tools call by this name.
 */
export class KellyRecord {
  count = 0;
  #wins = 0;
  #losses = 0;
  #won = 0;
  #lost = 0;

  reset(): void {
    this.count = 0;
    this.#wins = 0;
    this.#losses = 0;
    this.#won = 0;
    this.#lost = 0;
  }

  /** @param result the trade's return, a fraction */
  add(result: number): void {
    this.count++;
    if (result > 0) {
      this.#wins++;
      this.#won += result;
    } else if (result < 0) {
      this.#losses++;
      this.#lost -= result;
    }
  }

  /** At most 1; 0 or less: nothing should be risked. 1 where nothing was lost, NaN where nothing was won or lost. */
  get fraction(): number {
    if (this.#wins === 0 && this.#losses === 0) return Number.NaN;
    if (this.#losses === 0) return 1;
    if (this.#wins === 0) return Number.NEGATIVE_INFINITY;
    const share = this.#wins / this.count;
    const payoff = this.#won / this.#wins / (this.#lost / this.#losses);
    return share - (1 - share) / payoff;
  }
}
