import type { Context } from "#strategy/context";
import type { PortfolioContext } from "#strategy/portfolio-context";

/** What `weights` gets as its context: the account, and nothing that places orders. */
export class WeighingContext implements PortfolioContext {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  get time(): number {
    return this.#context.time;
  }

  get bar(): number {
    return this.#context.bar;
  }

  get equity(): number {
    return this.#context.equity;
  }

  get cash(): number {
    return this.#context.cash;
  }

  record(name: string, value: number): void {
    this.#context.record(name, value);
  }
}
