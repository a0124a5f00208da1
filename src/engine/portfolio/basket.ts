import type { BookSetup } from "../book-setup.ts";
import { DUST_OF_EQUITY } from "../dust.ts";
import { AT_CLOSE, AT_OPEN } from "../moments.ts";
import { bookingOf, logFills } from "./book-columns.ts";
import { chargesOf, needsOf, pricingOf } from "./cost-columns.ts";
import { type FillColumns, fillColumns } from "./fill-columns.ts";
import { dropDust, floorOpenings, scaleOpenings } from "./opening-sizes.ts";
import type { PortfolioBasis } from "./portfolio-basis.ts";
import type { RebalancePlan } from "./rebalance-plan.ts";
import { apartOf, apartWithin, Parts } from "./tell-apart.ts";
import { bindingOf, volumeRooms } from "./volume-rooms.ts";

/**
 * The market orders of one rebalance, as columns instead of orders: what the order book does with them where nothing else
 * rests there and every one of them is a plain quantity. Its fills are the order book's to the last bit
 * (test/properties/portfolio-laws.test.ts): what closes first, then what opens, scaled to the cash by one factor, each in the
 * order of assets.
 */
export class Basket {
  /** Orders that may still work. */
  left = 0;
  /** Executions so far. */
  fills = 0;
  readonly #setup: BookSetup;
  readonly #basis: PortfolioBasis;
  readonly #moment: number;
  /** Units still to be traded of each asset, signed; 0: no order. */
  readonly #pending: Float64Array;
  readonly #columns: FillColumns;
  readonly #parts = new Parts();
  readonly #hasLots: boolean;
  readonly #tellApart: (bar: number) => void;
  /** Where volume caps what is filled: whether it does at a bar, and what `tellApart` does then. */
  readonly #capped: { readonly isBinding: (bar: number) => boolean; readonly tellApart: (bar: number) => void } | null;
  readonly #price: (bar: number, from: number, to: number, slips: boolean) => void;
  readonly #charge: (from: number, to: number) => void;
  readonly #needOf: (from: number, to: number, dust: number) => number;
  readonly #book: (from: number, to: number) => number;
  /** Scratch: units filled of each asset; all 0 between executions. */
  readonly #done: Float64Array;
  /** Orders whose asset has no bar, while the others execute: which, and their units. */
  readonly #hiddenAssets: number[] = [];
  readonly #hidden: Float64Array;
  /** Whether some order is not over with this execution, because volume left some of it or a part of it was too small. */
  #waits = false;

  /** @param plan whose quantities are the orders: what it writes there is placed by `place` */
  constructor(setup: BookSetup, basis: PortfolioBasis, plan: RebalancePlan) {
    const { ledger, profile, slippage, commission, lots } = setup;
    const isAtSignal = profile.fillAt === "signalClose";
    const prices = isAtSignal ? basis.marks : basis.opens;
    const columns = fillColumns(basis.assets);
    const orders = { pending: plan.quantities, positions: ledger.positions, prices };
    this.#setup = setup;
    this.#basis = basis;
    this.#moment = isAtSignal ? AT_CLOSE : AT_OPEN;
    this.#pending = plan.quantities;
    this.#columns = columns;
    this.#hasLots = lots.some((lot) => lot !== 0);
    this.#tellApart = apartOf(orders, columns, this.#parts);
    const rooms = volumeRooms(setup);
    this.#capped =
      rooms === null
        ? null
        : {
            isBinding: bindingOf(plan.quantities, rooms),
            tellApart: apartWithin(orders, rooms, columns, this.#parts),
          };
    this.#price = pricingOf(columns, prices, slippage);
    this.#charge = chargesOf(columns, commission);
    this.#needOf = needsOf(columns, commission, this.#parts);
    this.#book = bookingOf(ledger, columns);
    this.#done = new Float64Array(basis.assets);
    this.#hidden = new Float64Array(basis.assets);
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
    this.left -= Number(this.#pending[asset] !== 0);
    this.#pending[asset] = 0;
  }

  /** Executes what has a bar, at the open or the close of `bar`; the ledger stands at its start. */
  execute(bar: number): void {
    const { ledger, profile } = this.#setup;
    const parts = this.#parts;
    const columns = this.#columns;
    this.#hideAbsent(bar);
    this.#waits = this.#capped?.isBinding(bar) ?? false;
    if (this.#waits) this.#capped!.tellApart(bar);
    else this.#tellApart(bar);
    const { closings } = parts;
    this.#price(bar, 0, closings, ledger.terms.slipsOnExit);
    this.#charge(0, closings);
    const equity = parts.value + this.#book(0, closings);
    const from = columns.openings;
    this.#price(bar, from, from + parts.openings, true);
    const openings = this.#sizeOpenings(profile.leverage * equity - parts.gross, DUST_OF_EQUITY * equity);
    this.#charge(from, from + openings);
    this.#book(from, from + openings);
    if (ledger.recordsFills) {
      logFills(ledger, columns, 0, closings, bar, this.#moment);
      logFills(ledger, columns, from, from + openings, bar, this.#moment);
    }
    parts.openings = openings;
    this.fills += closings + openings;
    this.#settle();
    this.#showAbsent();
  }

  /** Orders whose asset has no bar now are looked at by nobody. */
  #hideAbsent(bar: number): void {
    const { absences, endings } = this.#basis;
    const { from, assets } = absences;
    const pending = this.#pending;
    this.#hiddenAssets.length = 0;
    for (let i = from[bar]!; i < from[bar + 1]!; i++) {
      const k = assets[i]!;
      if (pending[k] === 0 || endings[k] === bar) continue;
      this.#hiddenAssets.push(k);
      this.#hidden[k] = pending[k]!;
      pending[k] = 0;
    }
  }

  #showAbsent(): void {
    const hidden = this.#hiddenAssets;
    for (let i = 0; i < hidden.length; i++) this.#pending[hidden[i]!] = this.#hidden[hidden[i]!]!;
    this.left += hidden.length;
  }

  /** The sizes of what opens, within the budget: how many rows it leaves. What cash cuts off is over. */
  #sizeOpenings(budget: number, dust: number): number {
    const { commission, lots, profile } = this.#setup;
    const columns = this.#columns;
    const from = columns.openings;
    const { lotSlack } = profile;
    let count = this.#parts.openings;
    if (this.#hasLots) {
      count = floorOpenings(columns, count, lots, lotSlack);
      if (count < 0) {
        this.#waits = true;
        count = -1 - count;
      }
    }
    const need = this.#needOf(from, from + count, dust);
    const free = budget - count * commission.fixed;
    const isCut = count > 0 && need > free;
    if (isCut) {
      const pending = this.#pending;
      for (let j = from; j < from + count; j++) pending[columns.assets[j]!] = 0;
      scaleOpenings(columns, count, Math.max(0, free / need));
      if (this.#hasLots) {
        const left = floorOpenings(columns, count, lots, lotSlack);
        count = left < 0 ? -1 - left : left;
      }
    }
    if (!isCut && this.#parts.dusty === 0) return count;
    const left = dropDust(columns, count, dust);
    if (left < count && !isCut) this.#waits = true;
    return left;
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
    const { assets, units, openings: from } = this.#columns;
    const { closings, openings } = this.#parts;
    for (let j = 0; j < closings; j++) done[assets[j]!] = Math.abs(units[j]!);
    for (let j = from; j < from + openings; j++) done[assets[j]!]! += Math.abs(units[j]!);
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
