import type { RebalanceSettings } from "#strategy/rebalance";
import { DUST_OF_EQUITY } from "../ledger.ts";
import type { PortfolioBasis } from "./portfolio-basis.ts";

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
  /** Whether anybody asks for the turnover. */
  readonly #countsTurnover: boolean;
  /** The bar at which the first of the assets ends. */
  readonly #firstEnding: number;
  readonly #givesReasons: boolean;
  readonly #hasLots: boolean;

  /** @param isLogged somebody keeps what is planned */
  constructor(terms: PlanTerms, isLogged: boolean) {
    const { assets } = terms.basis;
    this.#terms = terms;
    this.#firstEnding = terms.basis.endings.reduce((first, ending) => Math.min(first, ending));
    this.#givesReasons = isLogged || terms.settings.drift !== null;
    this.#hasLots = terms.lots.some((lot) => lot !== 0);
    this.#countsTurnover = isLogged || terms.settings.turnoverCap !== null;
    this.wanted = new Float64Array(assets);
    this.values = new Float64Array(assets);
    this.quantities = new Float64Array(assets);
    this.reasons = new Uint8Array(assets);
  }

  /**
   * Turns `wanted` into quantities.
   *
   * @param gross sum of the sizes that proportions are to have; null: `wanted` holds shares of equity
   * @param equity at the closes of `bar`
   */
  plan(bar: number, gross: number | null, equity: number, positions: Float64Array): void {
    const { settings } = this.#terms;
    const invested = equity * (1 - settings.cashBuffer);
    const unit = gross === null ? invested : this.#unit(bar, gross * invested, positions);
    this.#quantify(bar, unit, gross !== null, equity, positions);
    const { turnoverCap } = settings;
    this.wantedTurnover = Math.max(this.bought, this.sold) / equity;
    if (turnoverCap !== null && this.wantedTurnover > turnoverCap) this.#cut(bar, turnoverCap / this.wantedTurnover);
  }

  /**
   * The value of one proportion, in cash. What is shared out is the equity that is free: what an asset without a bar holds
   * cannot be moved now.
   */
  #unit(bar: number, invested: number, positions: Float64Array): number {
    const { wanted } = this;
    const { marks, closes, assets, endings } = this.#terms.basis;
    const row = bar * assets;
    const isEnding = bar >= this.#firstEnding;
    let sum = 0;
    let stuck = 0;
    for (let k = 0; k < assets; k++) {
      const price = closes[row + k]!;
      if (price === price && !(isEnding && bar >= endings[k]!)) sum += Math.abs(wanted[k]!);
      else if (positions[k] !== 0) stuck += Math.abs(positions[k]! * marks[row + k]!);
    }
    const free = invested - stuck;
    return sum > 0 && free > 0 ? free / sum : 0;
  }

  /** @param isShared proportions: what has no bar has no part in them */
  #quantify(bar: number, unit: number, isShared: boolean, equity: number, positions: Float64Array): void {
    const { wanted, values, quantities, reasons } = this;
    const { basis, settings, lots, lotSlack } = this.#terms;
    const { closes, endings } = basis;
    const isPicky = settings.band > 0 || settings.bandRelative > 0 || settings.minimumOrder > 0;
    const dust = DUST_OF_EQUITY * equity;
    const counts = this.#countsTurnover;
    const givesReasons = this.#givesReasons;
    const hasLots = this.#hasLots;
    const isBare = !isPicky && !counts && !givesReasons;
    const isEnding = bar >= this.#firstEnding;
    const n = basis.assets;
    const row = bar * n;
    let bought = 0;
    let sold = 0;
    let orders = 0;
    for (let k = 0; k < n; k++) {
      const price = closes[row + k]!;
      const held = positions[k]!;
      let value = wanted[k]! * unit;
      let quantity = 0;
      let reason = TRADED;
      if (price !== price || (isEnding && bar >= endings[k]!)) {
        if (isShared) value = 0;
        if (value !== 0 || held !== 0) reason = this.#absence(bar, k);
      } else {
        let units = value / price;
        const lot = hasLots ? lots[k]! : 0;
        if (lot !== 0) {
          const whole = Math.floor(Math.abs(units) / lot + lotSlack) * lot;
          units = units < 0 ? -whole : whole;
        }
        quantity = units - held;
        const signed = quantity * price;
        const money = Math.abs(signed);
        if (isBare) {
          // Without a branch: whether lots leave anything to trade is anybody's guess.
          const isTraded = Number(money > dust);
          quantity *= isTraded;
          orders += isTraded;
        } else if (money <= dust) {
          quantity = 0;
          if (units === 0 && value !== 0) reason = BELOW_LOT;
        } else {
          if (isPicky && value !== 0) reason = this.#pickiness(value, held * price, money, equity);
          if (reason === TRADED) {
            orders++;
            if (counts) {
              // Without a branch: whether an asset is bought or sold is anybody's guess.
              const isBought = Number(signed > 0);
              bought += money * isBought;
              sold += money * (1 - isBought);
            }
          } else quantity = 0;
        }
      }
      values[k] = value;
      quantities[k] = quantity;
      if (givesReasons) reasons[k] = reason;
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
