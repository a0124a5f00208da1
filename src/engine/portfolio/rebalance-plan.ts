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

/** What weights.csv says of each asset. */
export const REASONS = [
  "",
  "set aside: no price yet",
  "kept: no bar now",
  "kept: inside the no-trade band",
  "kept: below the minimum order",
  "kept: less than a lot",
  "cut: turnover cap",
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
  /** Value that each asset should have, in cash. */
  readonly values: Float64Array;
  /** Units to buy (positive) or sell. */
  readonly quantities: Float64Array;
  /** 1 where all that is held is to go. */
  readonly leaves: Uint8Array;
  readonly reasons: Uint8Array;
  /** Value of what is bought and of what is sold, at the closes. */
  bought = 0;
  sold = 0;
  /** The larger of both before the cap cut it. */
  wantedTurnover = 0;
  orders = 0;
  readonly #terms: PlanTerms;

  constructor(terms: PlanTerms) {
    const { assets } = terms.basis;
    this.#terms = terms;
    this.wanted = new Float64Array(assets);
    this.values = new Float64Array(assets);
    this.quantities = new Float64Array(assets);
    this.leaves = new Uint8Array(assets);
    this.reasons = new Uint8Array(assets);
  }

  /**
   * Turns `wanted` into quantities.
   *
   * @param gross sum of the sizes that proportions are to have; null: `wanted` holds shares of equity
   * @param equity at the closes of `bar`
   */
  plan(bar: number, gross: number | null, equity: number, positions: Float64Array): void {
    this.#value(bar, gross, equity, positions);
    this.#quantify(bar, equity, positions);
    const { turnoverCap } = this.#terms.settings;
    this.wantedTurnover = Math.max(this.bought, this.sold) / equity;
    if (turnoverCap !== null && this.wantedTurnover > turnoverCap) this.#cut(bar, turnoverCap / this.wantedTurnover);
  }

  /** What proportions share out is the equity that is free: what an asset without a bar holds cannot be moved now. */
  #value(bar: number, gross: number | null, equity: number, positions: Float64Array): void {
    const { wanted, values } = this;
    const { basis, settings } = this.#terms;
    const { marks, present } = basis;
    const invested = equity * (1 - settings.cashBuffer);
    const n = basis.assets;
    if (gross === null) {
      for (let k = 0; k < n; k++) values[k] = wanted[k]! * invested;
      return;
    }
    const row = bar * n;
    let sum = 0;
    let stuck = 0;
    for (let k = 0; k < n; k++) {
      if (present[row + k] === 1) sum += Math.abs(wanted[k]!);
      else if (positions[k] !== 0) stuck += Math.abs(positions[k]! * marks[row + k]!);
    }
    const free = gross * invested - stuck;
    const unit = sum > 0 && free > 0 ? free / sum : 0;
    for (let k = 0; k < n; k++) values[k] = present[row + k] === 1 ? wanted[k]! * unit : 0;
  }

  #quantify(bar: number, equity: number, positions: Float64Array): void {
    const { values, quantities, reasons, leaves } = this;
    const { basis, settings, lots, lotSlack } = this.#terms;
    const { marks, present } = basis;
    const { bandRelative, minimumOrder } = settings;
    const band = settings.band * equity;
    const dust = DUST_OF_EQUITY * equity;
    const isPicky = band > 0 || bandRelative > 0 || minimumOrder > 0;
    const n = basis.assets;
    const row = bar * n;
    let bought = 0;
    let sold = 0;
    let orders = 0;
    for (let k = 0; k < n; k++) {
      const value = values[k]!;
      const held = positions[k]!;
      quantities[k] = 0;
      reasons[k] = TRADED;
      leaves[k] = Number(value === 0);
      if (present[row + k] === 0) {
        if (value !== 0 || held !== 0) reasons[k] = marks[row + k]! === marks[row + k]! ? NO_BAR : NO_PRICE_YET;
        continue;
      }
      const price = marks[row + k]!;
      let units = value / price;
      const lot = lots[k]!;
      if (lot !== 0) {
        const whole = Math.floor(Math.abs(units) / lot + lotSlack) * lot;
        units = units < 0 ? -whole : whole;
      }
      const quantity = units - held;
      const signed = quantity * price;
      const money = Math.abs(signed);
      if (money <= dust) {
        if (held === 0 && value !== 0 && units === 0) reasons[k] = BELOW_LOT;
        continue;
      }
      if (isPicky && value !== 0) {
        // Measured on what was asked, not on its lots: else a dear share would never come into the band.
        const away = Math.abs(value - held * price);
        if (held * value > 0 && (away < band || away < bandRelative * Math.abs(value))) {
          reasons[k] = IN_BAND;
          continue;
        }
        if (money < minimumOrder) {
          reasons[k] = BELOW_MINIMUM;
          continue;
        }
      }
      quantities[k] = quantity;
      orders++;
      // Without a branch: whether an asset is bought or sold is anybody's guess.
      bought += Math.max(signed, 0);
      sold -= Math.min(signed, 0);
    }
    this.bought = bought;
    this.sold = sold;
    this.orders = orders;
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
