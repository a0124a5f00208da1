import type { CommissionModel } from "../commission-model.ts";
import type { FillContext } from "../fill-context.ts";

/** What a commission asks before its bounds. */
export interface Schedule {
  /** The most for a unit, in cash, and for money traded, as a share of it. */
  readonly perUnit: number;
  readonly rate: number;
  /** The charge for so many units, worth so much, on top of what was traded in the month before. */
  charge(units: number, value: number, monthUnits: number, monthValue: number): number;
}

/**
 * A commission whose minimum, and whose cap as a share of the notional, hold for an order as a whole, however many fills
 * it takes: a fill pays what its order owes with it, less what it owed before. The cap wins over the minimum. Where a split
 * made what was filled before another number of units, they are owed for as they count now, less what was paid: after a
 * reverse split that may be less than nothing, as under zipline.
 */
export class OrderBoundsCommission implements CommissionModel {
  readonly name: string;
  readonly fixed: number;
  readonly #schedule: Schedule;
  readonly #cap: number;

  /**
   * @param minimum cash per order
   * @param cap share of the order's notional; infinite: none
   */
  constructor(name: string, schedule: Schedule, minimum: number, cap: number) {
    this.name = name;
    this.fixed = minimum;
    this.#schedule = schedule;
    this.#cap = cap;
  }

  unit(price: number): number {
    return this.#schedule.perUnit + this.#schedule.rate * price;
  }

  charge(quantity: number, price: number): number {
    return this.#bounded(quantity * this.unit(price), quantity * price);
  }

  chargeOn(fill: FillContext): number {
    const { orderUnits, orderValue, monthUnits, monthValue, quantity, price, splitUnits, orderPaid } = fill;
    // What the order itself filled before is no volume before it.
    const unitsBefore = Math.max(0, monthUnits - orderUnits);
    const valueBefore = Math.max(0, monthValue - orderValue);
    const owed = (units: number, value: number) =>
      units === 0 ? 0 : this.#bounded(this.#schedule.charge(units, value, unitsBefore, valueBefore), value);
    if (splitUnits === splitUnits) {
      const total = owed(splitUnits + quantity, orderValue + quantity * price);
      return total > this.fixed ? total - orderPaid : 0;
    }
    const charge = owed(orderUnits + quantity, orderValue + quantity * price) - owed(orderUnits, orderValue);
    return Math.max(0, charge);
  }

  #bounded(charge: number, value: number): number {
    const least = Math.max(charge, this.fixed);
    // Without a cap nothing is asked of the value: a sale below its spread may bring nothing, or less.
    return this.#cap === Number.POSITIVE_INFINITY ? least : Math.min(least, this.#cap * Math.abs(value));
  }
}

/** Money per unit, whatever was traded before. */
export function perUnitSchedule(perUnit: number): Schedule {
  return { perUnit, rate: 0, charge: (units) => units * perUnit };
}
