import { DUST_OF_EQUITY, type Ledger } from "../ledger.ts";
import { AT_CLOSE } from "../moments.ts";
import type { BookSetup } from "../order-book.ts";
import { bookColumn } from "./book-column.ts";
import type { PortfolioBasis } from "./portfolio-basis.ts";
import type { RebalancePlan } from "./rebalance-plan.ts";

/**
 * The market orders of one rebalance, as columns instead of orders: what the order book does with them where nothing else
 * rests there, no volume caps them and every one of them is a plain quantity. Its fills are the order book's to the last bit
 * (portfolio-loop.test.ts): what closes first, then what opens, scaled to the cash by one factor, each in the order of assets.
 */
export class Basket {
  /** Units still to be traded of each asset, signed; 0: no order. */
  readonly pending: Float64Array;
  /** Orders that still work. */
  left = 0;
  /** Executions so far. */
  fills = 0;
  readonly #ledger: Ledger;
  readonly #setup: BookSetup;
  readonly #basis: PortfolioBasis;
  /** 1 where all that is held is to be sold: such an order never opens. */
  readonly #leaves: Uint8Array;
  /** 1 where there is something to open at this execution. */
  readonly #opens: Uint8Array;
  readonly #reduce: Float64Array;
  readonly #increase: Float64Array;
  readonly #after: Float64Array;

  constructor(setup: BookSetup, basis: PortfolioBasis) {
    const column = () => new Float64Array(basis.assets);
    this.#setup = setup;
    this.#ledger = setup.ledger;
    this.#basis = basis;
    this.pending = column();
    this.#leaves = new Uint8Array(basis.assets);
    this.#opens = new Uint8Array(basis.assets);
    this.#reduce = column();
    this.#increase = column();
    this.#after = column();
  }

  reset(): void {
    this.pending.fill(0);
    this.left = 0;
    this.fills = 0;
  }

  /** Takes the orders of a rebalance; those of the one before end. */
  place(plan: RebalancePlan): void {
    const { quantities, values } = plan;
    const { pending } = this;
    const leaves = this.#leaves;
    for (let k = 0; k < pending.length; k++) {
      pending[k] = quantities[k]!;
      leaves[k] = values[k] === 0 ? 1 : 0;
    }
    this.left = plan.orders;
  }

  /** Ends the order of an asset. */
  drop(asset: number): void {
    if (this.pending[asset] === 0) return;
    this.pending[asset] = 0;
    this.left--;
  }

  /** Executes what has a bar, at the open or the close of `bar`; the ledger stands at its start. */
  execute(bar: number, moment: number): void {
    const prices = moment === AT_CLOSE ? this.#basis.marks : this.#basis.opens;
    this.#book(bar, prices, moment, this.#plan(bar, prices, moment));
  }

  /** What each order would do, on paper. Returns whether cash cut what opens. */
  #plan(bar: number, prices: Float64Array, moment: number): boolean {
    const { profile } = this.#setup;
    const { present, assets, marks } = this.#basis;
    const pending = this.pending;
    const reduce = this.#reduce;
    const increase = this.#increase;
    const after = this.#after;
    const leaves = this.#leaves;
    const row = bar * assets;
    const cash = this.#reduceFirst(row, prices);
    const before = row - assets;
    let value = 0;
    let gross = 0;
    for (let k = 0; k < assets; k++) {
      const held = after[k]!;
      if (held === 0) continue;
      const isThere = present[row + k] === 1;
      const price = isThere ? prices[row + k]! : moment === AT_CLOSE ? marks[row + k]! : marks[before + k]!;
      value += held * price;
      gross += Math.abs(held) * price;
    }
    const equity = cash + value;
    const opens = this.#opens;
    let opening = 0;
    for (let k = 0; k < assets; k++) {
      const quantity = pending[k]!;
      increase[k] = 0;
      opens[k] = 0;
      if (quantity === 0 || present[row + k] === 0 || leaves[k] === 1) continue;
      const most = floorToLot(this.#setup, Math.abs(quantity) - reduce[k]!, k);
      if (!(most > 0)) continue;
      increase[k] = most;
      opens[k] = 1;
      opening++;
    }
    if (opening === 0) return false;
    return this.#trim(row, prices, profile.leverage * equity - gross, opening, equity);
  }

  /** The closing parts: what each order closes, and the cash after them. */
  #reduceFirst(row: number, prices: Float64Array): number {
    const { commission, slippage } = this.#setup;
    const { slipsOnExit } = this.#ledger.terms;
    const { positions } = this.#ledger;
    const { present, assets } = this.#basis;
    const pending = this.pending;
    const reduce = this.#reduce;
    const after = this.#after;
    let cash = this.#ledger.cash;
    for (let k = 0; k < assets; k++) {
      const held = positions[k]!;
      const quantity = pending[k]!;
      after[k] = held;
      reduce[k] = 0;
      if (quantity === 0 || held * quantity >= 0 || present[row + k] === 0) continue;
      const side = quantity > 0 ? 1 : -1;
      const closes = Math.min(Math.abs(held), Math.abs(quantity));
      const reference = prices[row + k]!;
      const price = slipsOnExit ? slippage.slipped(reference, side) : reference;
      reduce[k] = closes;
      after[k] = held + side * closes;
      cash -= side * closes * price + commission.charge(closes, price);
    }
    return cash;
  }

  #trim(row: number, prices: Float64Array, budget: number, opening: number, equity: number): boolean {
    const { commission, slippage } = this.#setup;
    const pending = this.pending;
    const increase = this.#increase;
    let need = 0;
    for (let k = 0; k < increase.length; k++) {
      const quantity = increase[k]!;
      if (quantity === 0) continue;
      const price = slippage.slipped(prices[row + k]!, pending[k]! > 0 ? 1 : -1);
      need += quantity * (price + commission.unit(price));
    }
    const free = budget - opening * commission.fixed;
    const isCut = need > free;
    const factor = isCut ? Math.max(0, free / need) : 1;
    const dust = DUST_OF_EQUITY * equity;
    for (let k = 0; k < increase.length; k++) {
      let quantity = increase[k]!;
      if (quantity === 0) continue;
      if (isCut) quantity = floorToLot(this.#setup, quantity * factor, k);
      const price = slippage.slipped(prices[row + k]!, pending[k]! > 0 ? 1 : -1);
      increase[k] = quantity * price <= dust ? 0 : quantity;
    }
    return isCut;
  }

  #book(bar: number, prices: Float64Array, moment: number, isCut: boolean): void {
    const { pending } = this;
    const reduce = this.#reduce;
    const increase = this.#increase;
    const leaves = this.#leaves;
    const opens = this.#opens;
    const { present, assets } = this.#basis;
    const row = bar * assets;
    const { slipsOnExit } = this.#ledger.terms;
    this.fills += bookColumn(this.#setup, bar, moment, reduce, pending, prices, slipsOnExit);
    this.fills += bookColumn(this.#setup, bar, moment, increase, pending, prices, true);
    const { positions } = this.#ledger;
    for (let k = 0; k < assets; k++) {
      const quantity = pending[k]!;
      if (quantity === 0 || present[row + k] === 0) continue;
      const done = reduce[k]! + increase[k]!;
      const left = Math.abs(quantity) - done;
      const isGone = leaves[k] === 1 && positions[k]! * quantity >= 0;
      // What cash cut off is over, what was too small to fill waits.
      const isOver = left <= 1e-12 || isGone || (isCut && opens[k] === 1);
      if (isOver) {
        pending[k] = 0;
        this.left--;
      } else pending[k] = quantity > 0 ? left : -left;
    }
  }
}

/** The quantity, floored to whole lots of the asset: the order book's own rule. */
function floorToLot({ lots, profile }: BookSetup, quantity: number, asset: number): number {
  const lot = lots[asset]!;
  return lot === 0 ? quantity : Math.floor(quantity / lot + profile.lotSlack) * lot;
}
