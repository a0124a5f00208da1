import type { BookSetup } from "../book-setup.ts";
import { DUST_OF_EQUITY } from "../ledger.ts";
import { AT_CLOSE } from "../moments.ts";
import { bookColumn, type FillColumn } from "./book-column.ts";
import type { PortfolioBasis } from "./portfolio-basis.ts";
import type { RebalancePlan } from "./rebalance-plan.ts";

/** The part of each order that closes, or that opens: the assets it concerns, first to last, and their units (signed). */
class Part implements FillColumn {
  length = 0;
  readonly assets: Int32Array;
  readonly units: Float64Array;

  constructor(assets: number) {
    this.assets = new Int32Array(assets);
    this.units = new Float64Array(assets);
  }
}

/**
 * The market orders of one rebalance, as columns instead of orders: what the order book does with them where nothing else
 * rests there, no volume caps them and every one of them is a plain quantity. Its fills are the order book's to the last bit
 * (test/properties/portfolio-laws.test.ts): what closes first, then what opens, scaled to the cash by one factor, each in the
 * order of assets.
 *
 * Half of the orders buy and half sell, in no order: a loop that branched on it, or took the smaller of two, would be guessed
 * wrong by the processor every other time (5 ns). So they are told apart once, by arithmetic, and listed.
 */
export class Basket {
  /** Orders that may still work. */
  left = 0;
  /** Executions so far. */
  fills = 0;
  readonly #setup: BookSetup;
  readonly #basis: PortfolioBasis;
  /** Units still to be traded of each asset, signed; 0: no order. */
  readonly #pending: Float64Array;
  readonly #closing: Part;
  readonly #opening: Part;
  /** Scratch: units filled of each asset; all 0 between executions. */
  readonly #done: Float64Array;
  #budget = 0;
  #equity = 0;
  /** Whether some order is not over with this execution: its asset has no bar, or a part of it was too small. */
  #waits = false;

  /** @param plan whose quantities are the orders: what it writes there is placed by `place` */
  constructor(setup: BookSetup, basis: PortfolioBasis, plan: RebalancePlan) {
    this.#setup = setup;
    this.#basis = basis;
    this.#pending = plan.quantities;
    this.#closing = new Part(basis.assets);
    this.#opening = new Part(basis.assets);
    this.#done = new Float64Array(basis.assets);
  }

  reset(): void {
    this.#pending.fill(0);
    this.left = 0;
    this.fills = 0;
  }

  /** Takes the orders that stand in the plan; those of the rebalance before have ended. */
  place({ orders }: RebalancePlan): void {
    this.left = orders;
  }

  /** Ends the order of an asset. */
  drop(asset: number): void {
    this.#pending[asset] = 0;
  }

  /** Executes what has a bar, at the open or the close of `bar`; the ledger stands at its start. */
  execute(bar: number, moment: number): void {
    const prices = moment === AT_CLOSE ? this.#basis.marks : this.#basis.opens;
    this.#part(bar, prices);
    const closing = this.#closing;
    const opening = this.#opening;
    const { ledger, profile } = this.#setup;
    const cash = bookColumn(this.#setup, bar, moment, prices, ledger.terms.slipsOnExit, closing);
    this.#equity += cash;
    this.#budget = profile.leverage * this.#equity - this.#budget;
    this.#sizeOpening(bar, prices);
    bookColumn(this.#setup, bar, moment, prices, true, opening);
    this.fills += closing.length + opening.length;
    this.#settle();
  }

  /** Tells apart what closes and what opens, and works out what may be spent on opening. */
  #part(bar: number, prices: Float64Array): void {
    const { present, assets } = this.#basis;
    const { ledger } = this.#setup;
    const { positions } = ledger;
    const pending = this.#pending;
    const { assets: closers, units: closed } = this.#closing;
    const { assets: openers, units: opened } = this.#opening;
    const row = bar * assets;
    let closings = 0;
    let openings = 0;
    let traded = 0;
    let value = 0;
    let gross = 0;
    for (let k = 0; k < assets; k++) {
      const held = positions[k]!;
      const quantity = pending[k]! * present[row + k]!;
      traded += Number(quantity !== 0);
      let closes = quantity * Number(held * quantity < 0);
      if (Math.abs(closes) > Math.abs(held)) closes = -held;
      const opens = quantity - closes;
      closers[closings] = k;
      closed[closings] = closes;
      closings += Number(closes !== 0);
      openers[openings] = k;
      opened[openings] = opens;
      openings += Number(opens !== 0);
      const after = held + closes;
      if (after !== 0) {
        const worth = after * prices[row + k]!;
        value += worth;
        gross += Math.abs(worth);
      }
    }
    this.#closing.length = closings;
    this.#opening.length = openings;
    this.#equity = value;
    this.#budget = gross;
    this.#waits = traded < this.left;
  }

  /** The sizes of the opening parts, within the budget. What cash cuts off is over. */
  #sizeOpening(bar: number, references: Float64Array): void {
    const { commission, slippage, lots, profile } = this.#setup;
    const opening = this.#opening;
    const { assets, units } = opening;
    const row = bar * this.#basis.assets;
    const { lotSlack } = profile;
    const count = opening.length;
    const dust = DUST_OF_EQUITY * this.#equity;
    let need = 0;
    let length = 0;
    let isDusty = false;
    for (let j = 0; j < count; j++) {
      const k = assets[j]!;
      const wanted = units[j]!;
      const quantity = floored(wanted, lots[k]!, lotSlack);
      if (quantity !== wanted) this.#waits = true;
      if (quantity === 0) continue;
      const price = slippage.slipped(references[row + k]!, quantity > 0 ? 1 : -1);
      need += Math.abs(quantity) * (price + commission.unit(price));
      assets[length] = k;
      units[length] = quantity;
      length++;
      if (Math.abs(quantity) * price <= dust) isDusty = true;
    }
    const free = this.#budget - length * commission.fixed;
    opening.length = length;
    const isCut = length > 0 && need > free;
    if (!isCut && !isDusty) return;
    this.#waits = true;
    const factor = isCut ? Math.max(0, free / need) : 1;
    opening.length = 0;
    for (let j = 0; j < length; j++) {
      const k = assets[j]!;
      const quantity = isCut ? floored(units[j]! * factor, lots[k]!, lotSlack) : units[j]!;
      const price = slippage.slipped(references[row + k]!, quantity > 0 ? 1 : -1);
      if (isCut) this.#pending[k] = 0;
      if (Math.abs(quantity) * price <= dust) continue;
      const at = opening.length++;
      assets[at] = k;
      units[at] = quantity;
    }
  }

  /** What was filled, and what cash cut off, is over; what was too small to fill, or has no bar yet, waits. */
  #settle(): void {
    const pending = this.#pending;
    if (!this.#waits) {
      pending.fill(0);
      this.left = 0;
      return;
    }
    const done = this.#done;
    const closing = this.#closing;
    const opening = this.#opening;
    for (let j = 0; j < closing.length; j++) done[closing.assets[j]!] = Math.abs(closing.units[j]!);
    for (let j = 0; j < opening.length; j++) done[opening.assets[j]!]! += Math.abs(opening.units[j]!);
    let left = 0;
    for (let k = 0; k < pending.length; k++) {
      const quantity = pending[k]!;
      const filled = done[k]!;
      done[k] = 0;
      if (quantity === 0) continue;
      const rest = Math.abs(quantity) - filled;
      if (rest <= 1e-12) pending[k] = 0;
      else {
        pending[k] = quantity > 0 ? rest : -rest;
        left++;
      }
    }
    this.left = left;
  }
}

/** The units, floored to whole lots: the order book's own rule on either side of 0. */
function floored(units: number, lot: number, slack: number): number {
  if (lot === 0) return units;
  const whole = Math.floor(Math.abs(units) / lot + slack) * lot;
  return units < 0 ? -whole : whole;
}
