import type { RebalanceSettings } from "#strategy/rebalance";
import { DUST_OF_EQUITY } from "../dust.ts";
import type { PortfolioBasis } from "./portfolio-basis.ts";
import { fractionsToTrade, lotsToTrade, type Quantify, sizesOf, wholeUnits } from "./quantities.ts";

/** Why an asset's trade is not made, or is made smaller: indices into REASONS. */
export const TRADED = 0;
export const NO_PRICE_YET = 1;
export const NO_BAR = 2;
export const IN_BAND = 3;
export const BELOW_MINIMUM = 4;
export const BELOW_LOT = 5;
export const CUT = 6;
export const ENDED = 7;

/** What weights.csv says of each asset. */
export const REASONS = [
  "",
  "set aside: no price yet",
  "kept: no bar now",
  "kept: inside the no-trade band",
  "kept: below the minimum order",
  "kept: less than a lot",
  "cut: turnover cap",
  "set aside: its prices have ended",
] as const;

/** What the planning of a run needs to know that does not change from bar to bar. */
export interface PlanTerms {
  readonly basis: PortfolioBasis;
  readonly settings: RebalanceSettings;
  /** The ledger's. */
  readonly positions: Float64Array;
  /** Smallest tradable quantity of each asset; 0: any fraction. */
  readonly lots: Float64Array;
  readonly lotSlack: number;
}

/**
 * From weights to quantities, at one close. All columns have one value for each asset, in the order of the market, and are
 * written anew by each rebalance.
 */
export class RebalancePlan {
  /** What was asked: shares of equity, or proportions. */
  readonly wanted: Float64Array;
  /** Value that each asset should have, in cash; 0: all that is held is to go. */
  readonly values: Float64Array;
  /** Units to buy (positive) or sell. */
  readonly quantities: Float64Array;
  readonly reasons: Uint8Array;
  /** Value of what is bought and of what is sold, at the closes. */
  bought = 0;
  sold = 0;
  /** The larger of both before the cap cut it. */
  wantedTurnover = 0;
  orders = 0;
  readonly #terms: PlanTerms;
  readonly #isPicky: boolean;
  /** Whether every quantity is traded as it is, and nobody asks why, or for the turnover. */
  readonly #isBare: boolean;
  readonly #quantify: Quantify;
  /** Of all that is wanted. */
  readonly #sizes: () => number;

  /** @param isLogged somebody keeps what is planned */
  constructor(terms: PlanTerms, isLogged: boolean) {
    const { assets } = terms.basis;
    const { band, bandRelative, minimumOrder, drift, turnoverCap } = terms.settings;
    this.#terms = terms;
    this.#isPicky = band > 0 || bandRelative > 0 || minimumOrder > 0;
    this.#isBare = !this.#isPicky && !isLogged && drift === null && turnoverCap === null;
    this.wanted = new Float64Array(assets);
    this.values = new Float64Array(assets);
    this.quantities = new Float64Array(assets);
    this.reasons = new Uint8Array(assets);
    const { lots, lotSlack, positions, basis } = terms;
    const { wanted, values, quantities } = this;
    const columns = { wanted, positions, marks: basis.marks, values, quantities };
    const hasLots = lots.some((lot) => lot !== 0);
    this.#quantify = hasLots ? lotsToTrade(columns, lots, lotSlack) : fractionsToTrade(columns);
    this.#sizes = sizesOf(wanted);
  }

  /**
   * Turns `wanted` into quantities.
   *
   * @param gross sum of the sizes that proportions are to have; null: `wanted` holds shares of equity
   * @param equity at the closes of `bar`
   */
  plan(bar: number, gross: number | null, equity: number): void {
    const { settings } = this.#terms;
    const invested = equity * (1 - settings.cashBuffer);
    const unit = gross === null ? invested : this.#unit(bar, gross * invested);
    this.orders = this.#quantify(bar, unit, DUST_OF_EQUITY * equity);
    this.#leaveAbsent(bar);
    if (this.#isBare) return;
    this.#choose(bar, equity);
    const { turnoverCap } = settings;
    this.wantedTurnover = Math.max(this.bought, this.sold) / equity;
    if (turnoverCap !== null && this.wantedTurnover > turnoverCap) this.#cut(bar, turnoverCap / this.wantedTurnover);
  }

  /**
   * The value of one proportion, in cash. What is shared out is the equity that is free: what an asset without a bar holds
   * cannot be moved now, and it has no part in what is.
   */
  #unit(bar: number, invested: number): number {
    const { wanted } = this;
    const { basis, positions } = this.#terms;
    const { from, assets } = basis.absences;
    let stuck = 0;
    for (let i = from[bar]!; i < from[bar + 1]!; i++) {
      const k = assets[i]!;
      const held = positions[k]!;
      wanted[k] = 0;
      if (held !== 0) stuck += Math.abs(held * basis.marks[bar * basis.assets + k]!);
    }
    const sum = this.#sizes();
    const free = invested - stuck;
    return sum > 0 && free > 0 ? free / sum : 0;
  }

  /** Nothing is traded of what has no bar. */
  #leaveAbsent(bar: number): void {
    const { quantities } = this;
    const { from, assets } = this.#terms.basis.absences;
    let gone = 0;
    for (let i = from[bar]!; i < from[bar + 1]!; i++) {
      const k = assets[i]!;
      const quantity = quantities[k]!;
      // NaN where there was no price yet, which was not counted.
      gone += Number(Math.abs(quantity) > 0);
      quantities[k] = 0;
    }
    this.orders -= gone;
  }

  /** Leaves out what is not worth trading, says why, and sums up what is bought and sold. */
  #choose(bar: number, equity: number): void {
    const { values, quantities, reasons } = this;
    const { basis, lots, lotSlack, positions } = this.#terms;
    const { marks, assets, absences } = basis;
    const isPicky = this.#isPicky;
    const row = bar * assets;
    let bought = 0;
    let sold = 0;
    let { orders } = this;
    let absent = absences.from[bar]!;
    for (let k = 0; k < assets; k++) {
      const price = marks[row + k]!;
      const held = positions[k]!;
      const value = values[k]!;
      let quantity = quantities[k]!;
      let reason = TRADED;
      if (absent < absences.from[bar + 1]! && absences.assets[absent] === k) {
        absent++;
        if (value !== 0 || held !== 0) reason = this.#absence(bar, k);
      } else if (quantity === 0) {
        quantity = 0; // It may be below zero.
        if (value !== 0 && wholeUnits(value / price, lots[k]!, lotSlack) === 0) reason = BELOW_LOT;
      } else {
        const signed = quantity * price;
        const money = Math.abs(signed);
        if (isPicky && value !== 0) reason = this.#pickiness(value, held * price, money, equity);
        const isTraded = Number(reason === TRADED);
        if (reason !== TRADED) quantity = 0;
        orders -= 1 - isTraded;
        // Without a branch: whether an asset is bought or sold is anybody's guess.
        const isBought = Number(signed > 0);
        bought += money * isBought * isTraded;
        sold += money * (1 - isBought) * isTraded;
      }
      quantities[k] = quantity;
      reasons[k] = reason;
    }
    this.bought = bought;
    this.sold = sold;
    this.orders = orders;
  }

  #absence(bar: number, k: number): number {
    const { marks, endings, assets } = this.#terms.basis;
    if (Number.isNaN(marks[bar * assets + k]!)) return NO_PRICE_YET;
    return bar < endings[k]! ? NO_BAR : ENDED;
  }

  /** Why a trade is not worth making. The band is measured on what was asked, not on its lots: else a dear share never came into it. */
  #pickiness(value: number, held: number, money: number, equity: number): number {
    const { band, bandRelative, minimumOrder } = this.#terms.settings;
    const away = Math.abs(value - held);
    if (held * value > 0 && (away < band * equity || away < bandRelative * Math.abs(value))) return IN_BAND;
    return money < minimumOrder ? BELOW_MINIMUM : TRADED;
  }

  /** Every trade gets the same share of what it wanted. */
  #cut(bar: number, share: number): void {
    const { quantities, reasons } = this;
    const { basis, lots, lotSlack } = this.#terms;
    const row = bar * basis.assets;
    this.bought = 0;
    this.sold = 0;
    for (let k = 0; k < quantities.length; k++) {
      const wanted = quantities[k]!;
      if (wanted === 0) continue;
      const lot = lots[k]!;
      let quantity = wanted * share;
      if (lot !== 0) quantity = Math.sign(wanted) * Math.floor(Math.abs(quantity) / lot + lotSlack) * lot;
      quantities[k] = quantity;
      reasons[k] = CUT;
      if (quantity === 0) this.orders--;
      const money = Math.abs(quantity * basis.marks[row + k]!);
      if (quantity > 0) this.bought += money;
      else this.sold += money;
    }
  }
}
