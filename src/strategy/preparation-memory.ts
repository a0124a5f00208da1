import { IndicatorMemo, withMemo } from "#indicators/memo";

/** Remembers the indicators that a strategy's `prepare` asks for: the trials of a sweep compute each of them once. */
export class PreparationMemory {
  readonly #memo = new IndicatorMemo();

  remember<T>(prepare: () => T): T {
    return withMemo(this.#memo, prepare);
  }
}
