import { splitToCent } from "../actions/to-the-cent.ts";

/**
 * What a unit of each position cost on average, as zipline counts it: commissions are part of it, also those of what closes;
 * a position that is turned around begins anew at the price of the turn.
 */
export class CostBasis {
  readonly #held: Float64Array;
  readonly #basis: Float64Array;

  constructor(assets: number) {
    this.#held = new Float64Array(assets);
    this.#basis = new Float64Array(assets);
  }

  reset(): void {
    this.#held.fill(0);
    this.#basis.fill(0);
  }

  /** A fill of signed units at a price. */
  fill(asset: number, quantity: number, price: number): void {
    const held = this.#held[asset]!;
    const after = held + quantity;
    if (after === 0) this.#basis[asset] = 0;
    else if (held >= 0 === quantity > 0) this.#basis[asset] = (this.#basis[asset]! * held + quantity * price) / after;
    else if (Math.abs(quantity) > Math.abs(held)) this.#basis[asset] = price;
    this.#held[asset] = after;
  }

  /** A commission, after the fills of its bar. */
  charge(asset: number, cost: number): void {
    const held = this.#held[asset]!;
    if (cost > 0 && held !== 0) this.#basis[asset] = (this.#basis[asset]! * held + cost) / held;
  }

  /** `ratio` new units for an old one, of which `units` whole ones are left: what one costs now, to the cent. */
  split(asset: number, ratio: number, units: number): number {
    this.#held[asset] = units;
    const basis = splitToCent(this.#basis[asset]!, ratio);
    this.#basis[asset] = units === 0 ? 0 : basis;
    return basis;
  }
}
