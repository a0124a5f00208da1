import type { DrawdownStop } from "./settings.ts";

/**
 * Watches equity at each close. Once it has fallen by the depth from its highest close, the stop is on until the rule of
 * resumption ends it; from there the highest close is counted anew.
 */
export class DrawdownWatch {
  /** Nothing new may be opened. */
  isOn = false;
  /** Times the stop came on. */
  count = 0;
  readonly #stop: DrawdownStop;
  #peak = 0;
  #lowest = 0;
  #bars = 0;

  constructor(stop: DrawdownStop) {
    this.#stop = stop;
  }

  reset(startingCash: number): void {
    this.isOn = false;
    this.count = 0;
    this.#peak = startingCash;
  }

  /** Takes the next close's equity. True when the stop comes on with it. */
  see(equity: number): boolean {
    if (this.isOn) {
      this.#bars++;
      if (equity < this.#lowest) this.#lowest = equity;
      if (this.#isOver(equity)) {
        this.isOn = false;
        this.#peak = equity;
      }
      return false;
    }
    if (equity > this.#peak) this.#peak = equity;
    // Written so that a fall to the very depth counts: 80 of 100 is 20 %, whatever 1 − 0.8 is in binary.
    if (equity > this.#peak - this.#stop.depth * this.#peak) return false;
    this.isOn = true;
    this.count++;
    this.#lowest = equity;
    this.#bars = 0;
    return true;
  }

  #isOver(equity: number): boolean {
    const { resume } = this.#stop;
    switch (resume.when) {
      case "never":
        return false;
      case "bars":
        return this.#bars >= resume.bars;
      case "recovered":
        return equity >= this.#lowest * (1 + resume.by);
      case "high":
        return equity > this.#peak;
    }
  }
}
