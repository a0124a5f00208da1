import type { Ledger } from "../ledger.ts";
import type { Filled, Means } from "./call-fill.ts";
import { isClose } from "./closeness.ts";

/**
 * What may be spent, as vectorbt counts it: beside the cash, that less twice what the open shorts were sold for. The ledger
 * keeps the books; this follows it in vectorbt's own order of sums, since a last digit can decide about a lot.
 */
export class CallAccount {
  readonly #ledger: Ledger;
  /** What the open short of each asset was sold for. */
  readonly #debts: Float64Array;
  #cash = Number.NaN;
  #free = Number.NaN;
  /** The ledger's cash when it was last looked at. */
  #booked = Number.NaN;

  constructor(ledger: Ledger, assets: number) {
    this.#ledger = ledger;
    this.#debts = new Float64Array(assets);
  }

  /** Starts a run. */
  reset(): void {
    this.#debts.fill(0);
    this.#booked = Number.NaN;
  }

  get free(): number {
    return this.#free;
  }

  /** Takes over what was charged, paid or closed by others since it was last looked at. */
  settle(): void {
    const { cash, startingCash, positions } = this.#ledger;
    if (Number.isNaN(this.#booked)) {
      this.#cash = startingCash;
      this.#free = startingCash;
      this.#booked = startingCash;
    }
    const change = cash - this.#booked;
    this.#cash += change;
    this.#free += change;
    this.#booked = cash;
    for (let k = 0; k < this.#debts.length; k++) {
      if (this.#debts[k] === 0 || positions[k]! < 0) continue;
      this.#free += 2 * this.#debts[k]!;
      this.#debts[k] = 0;
    }
  }

  /** What an order for the asset meets. What charges have left below zero is nothing to spend. */
  means(asset: number): Means {
    const position = this.#ledger.positions[asset]!;
    return settledMeans({ cash: Math.max(0, this.#cash), free: this.#free, debt: this.#debts[asset]!, position });
  }

  /** Follows a fill that was booked. */
  follow(asset: number, { cash, free, debt }: Filled): void {
    this.#cash = cash;
    this.#free = free;
    this.#debts[asset] = debt;
    this.#booked = this.#ledger.cash;
  }
}

/** The same numbers, with what is nothing but rounding taken for nothing. */
function settledMeans({ cash, free, debt, position }: Means): Means {
  const settled = (value: number) => (isClose(value, 0) ? 0 : value);
  return { cash: settled(cash), free: settled(free), debt: settled(debt), position: settled(position) };
}
