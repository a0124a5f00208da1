import type { RebalanceSettings } from "#strategy/rebalance";
import type { PortfolioBasis } from "./portfolio-basis.ts";
import { wholeUnits } from "./quantities.ts";
import { BELOW_LOT, BELOW_MINIMUM, CUT, ENDED, IN_BAND, NO_BAR, NO_PRICE_YET, TRADED } from "./reasons.ts";

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

/** What is planned of each asset: see `RebalancePlan`. */
interface PlannedColumns {
  readonly values: Float64Array;
  readonly quantities: Float64Array;
  readonly reasons: Uint8Array;
}

/** What it comes to. */
interface PlannedTotals {
  bought: number;
  sold: number;
  orders: number;
}

/**
 * Makes what leaves out the trades that are not worth making, says why, and sums up what is bought and sold. Without branches,
 * because whether an asset is bought or sold, or has left its band, is anybody's guess. The band is measured on what was asked,
 * not on its lots: else a dear share never came into it.
 *
 * @param givesReasons somebody asks why a trade is not made
 */
export function chooserOf(
  terms: PlanTerms,
  columns: PlannedColumns,
  totals: PlannedTotals,
  givesReasons: boolean,
): (bar: number, equity: number) => void {
  const { basis, lotSlack, settings } = terms;
  const { band, bandRelative, minimumOrder } = settings;
  const hasBand = band > 0 || bandRelative > 0;
  const hasMinimum = minimumOrder > 0;
  const sayAbsences = absencesOf(terms, columns);
  return (bar, equity) => {
    const { positions, lots } = terms;
    const { values, quantities, reasons } = columns;
    const { marks } = basis;
    const count = positions.length;
    const row = bar * count;
    const bandMoney = band * equity;
    let { orders } = totals;
    let bought = 0;
    let sold = 0;
    for (let k = 0; k < count; k++) {
      const mark = marks[row + k]!;
      const price = mark === mark ? mark : 0;
      const value = values[k]!;
      const quantity = quantities[k]!;
      const held = positions[k]! * price;
      const away = Math.abs(value - held);
      const money = Math.abs(quantity * price);
      let isInBand = 0;
      if (hasBand) {
        const isFar = Number(away >= bandMoney) * Number(away >= bandRelative * Math.abs(value));
        isInBand = Number(held * value > 0) * (1 - isFar);
      }
      let isSmall = 0;
      if (hasMinimum) isSmall = (1 - isInBand) * Number(money < minimumOrder) * Number(value !== 0);
      const isOrder = Number(quantity !== 0);
      const isTraded = isOrder * (1 - isInBand - isSmall);
      const isBought = Number(quantity > 0);
      orders -= isOrder - isTraded;
      quantities[k] = quantity * isTraded + 0; // Not below zero.
      bought += money * isBought * isTraded;
      sold += money * (1 - isBought) * isTraded;
      if (!givesReasons) continue;
      reasons[k] = isOrder * (IN_BAND * isInBand + BELOW_MINIMUM * isSmall);
      if (isOrder === 1 || value === 0) continue;
      if (wholeUnits(value / price, lots[k]!, lotSlack) === 0) reasons[k] = BELOW_LOT;
    }
    totals.bought = bought;
    totals.sold = sold;
    totals.orders = orders;
    if (givesReasons) sayAbsences(bar);
  };
}

/** Makes what says why nothing is traded of what has no bar. */
function absencesOf({ basis, positions }: PlanTerms, { values, reasons }: PlannedColumns): (bar: number) => void {
  const { marks, endings } = basis;
  const { from, assets } = basis.absences;
  return (bar) => {
    for (let i = from[bar]!; i < from[bar + 1]!; i++) {
      const k = assets[i]!;
      const mark = marks[bar * basis.assets + k]!;
      const isWanted = values[k] !== 0 || positions[k] !== 0;
      reasons[k] = !isWanted ? TRADED : mark !== mark ? NO_PRICE_YET : bar < endings[k]! ? NO_BAR : ENDED;
    }
  };
}

/** Makes what gives every trade the same share of what it wanted. */
export function cutterOf(
  terms: PlanTerms,
  columns: PlannedColumns,
  totals: PlannedTotals,
): (bar: number, share: number) => void {
  const { basis, lotSlack } = terms;
  return (bar, share) => {
    const { lots } = terms;
    const { quantities, reasons } = columns;
    const { marks } = basis;
    const count = quantities.length;
    const row = bar * count;
    let { orders } = totals;
    let bought = 0;
    let sold = 0;
    for (let k = 0; k < count; k++) {
      const wanted = quantities[k]!;
      if (wanted === 0) continue;
      const quantity = wholeUnits(wanted * share, lots[k]!, lotSlack);
      const money = Math.abs(quantity * marks[row + k]!);
      const isBought = Number(quantity > 0);
      quantities[k] = quantity;
      reasons[k] = CUT;
      orders -= Number(quantity === 0);
      bought += money * isBought;
      sold += money * (1 - isBought);
    }
    totals.bought = bought;
    totals.sold = sold;
    totals.orders = orders;
  };
}
