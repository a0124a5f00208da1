import type { Sizer } from "#risk/sizer";
import { type SoleLimits, SoleOpening } from "#risk/sole-limits";
import { DUST_OF_EQUITY } from "./dust.ts";
import type { TradingTerms } from "./terms.ts";

/**
 * Sizes what a lone order opens under limits of risk: the limits, then cash, then the limits again where cash has cut, as
 * open-phase.ts plans it of one order among others and to the same bits (test/properties/lone-risk.test.ts holds that).
 */
export class LoneDesk {
  readonly limits: SoleLimits;
  /** The order that opens, with the units that it asks for in whole lots; afterwards those that are left. */
  readonly opening = new SoleOpening();
  /** Cash has cut it. */
  byCash = false;
  /** Why a limit has cut the last one that was counted; null: none has. */
  reason: string | null = null;
  /** What an entry takes whose share is NaN: money, and what one unit counts for, NaN for its price. */
  readonly money: number;
  readonly unitValue: number;
  #by = -1;
  readonly #leverage: number;
  readonly #lot: number;
  readonly #lotSlack: number;

  constructor(limits: SoleLimits, { money }: Sizer, { leverage, lot, lotSlack }: TradingTerms) {
    this.limits = limits;
    this.money = money?.cash ?? Number.NaN;
    this.unitValue = money?.unitValue ?? Number.NaN;
    this.#leverage = leverage;
    this.#lot = lot;
    this.#lotSlack = lotSlack;
  }

  /** Cuts the opening to what limits and cash allow. */
  size(): void {
    if (this.limits.allows(this.opening)) {
      this.#by = -1;
      this.#cutToCash();
    } else this.sizeLimited();
  }

  /** The same of an opening that the limits do not plainly allow. */
  sizeLimited(): void {
    const { opening, limits } = this;
    this.#by = limits.cut(opening);
    this.#cutToCash();
    if (!this.byCash) return;
    const again = limits.cut(opening);
    if (this.#by < 0) this.#by = again;
  }

  #cutToCash(): void {
    const { quantity, price, unitFee, fixedFee, equity, value } = this.opening;
    const need = quantity * (price + unitFee);
    const free = this.#leverage * equity - Math.abs(value) - fixedFee;
    this.byCash = quantity > 0 && need > free;
    if (!this.byCash) return;
    const lot = this.#lot;
    const paid = quantity * Math.max(0, free / need);
    this.opening.quantity = lot === 0 ? paid : Math.floor(paid / lot + this.#lotSlack) * lot;
  }

  /** Whether anything is left to be opened. Counts the order, where a limit has cut it. */
  opens(): boolean {
    const { quantity, price, equity } = this.opening;
    // With less than nothing left, 0 units are worth more than the dust of it.
    const opens = quantity > 0 && quantity * price > DUST_OF_EQUITY * equity;
    this.reason = this.#by < 0 ? null : this.limits.count(this.#by, opens);
    return opens;
  }
}
