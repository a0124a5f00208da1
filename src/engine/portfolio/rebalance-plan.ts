import { DUST_OF_EQUITY } from "../dust.ts";
import { chooserOf, cutterOf, type PlanTerms } from "./choose-trades.ts";
import { fractionsToTrade, lotsToTrade, type Quantify, sizesOf } from "./quantities.ts";

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
  /** Whether every quantity is traded as it is, and nobody asks why, or for the turnover. */
  readonly #isBare: boolean;
  readonly #quantify: Quantify;
  readonly #choose: (bar: number, equity: number) => void;
  readonly #cut: (bar: number, share: number) => void;
  /** Of all that is wanted. */
  readonly #sizes: () => number;

  /** @param isLogged somebody keeps what is planned */
  constructor(terms: PlanTerms, isLogged: boolean) {
    const { assets } = terms.basis;
    const { band, bandRelative, minimumOrder, drift, turnoverCap } = terms.settings;
    this.#terms = terms;
    const isPicky = band > 0 || bandRelative > 0 || minimumOrder > 0;
    this.#isBare = !isPicky && !isLogged && drift === null && turnoverCap === null;
    this.wanted = new Float64Array(assets);
    this.values = new Float64Array(assets);
    this.quantities = new Float64Array(assets);
    this.reasons = new Uint8Array(assets);
    const { lots, lotSlack, positions, basis } = terms;
    const { wanted, values, quantities, reasons } = this;
    const columns = { wanted, positions, marks: basis.marks, values, quantities, reasons };
    const hasLots = lots.some((lot) => lot !== 0);
    this.#quantify = hasLots ? lotsToTrade({ ...columns, lots }, lotSlack) : fractionsToTrade(columns);
    this.#sizes = sizesOf(columns);
    this.#choose = chooserOf(terms, columns, this, isLogged || drift !== null);
    this.#cut = cutterOf(terms, columns, this);
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
}
