import type { Schedule } from "./order-bounds.ts";

/** From this much of the month's volume on, one more unit (or unit of money) costs so much. */
export interface Tier {
  readonly from: number;
  readonly rate: number;
}

/**
 * The charge for `amount` more on top of `before` in the month: each part by the tier that it falls into.
 *
 * @param tiers ascending, the first from 0
 */
export function tieredCharge(tiers: readonly Tier[], before: number, amount: number): number {
  let charge = 0;
  for (let k = 0; k < tiers.length; k++) {
    const from = Math.max(tiers[k]!.from, before);
    const to = Math.min(tiers[k + 1]?.from ?? Number.POSITIVE_INFINITY, before + amount);
    if (to > from) charge += (to - from) * tiers[k]!.rate;
  }
  return charge;
}

/**
 * Rates that fall with the account's volume in the calendar month (UTC), over all assets.
 *
 * @param per what a rate is for, and the volume counted in: units (cash each), or money (a share of it)
 */
export function tieredSchedule(tiers: readonly Tier[], per: "unit" | "money"): Schedule {
  const dearest = Math.max(...tiers.map(({ rate }) => rate));
  return per === "unit"
    ? { perUnit: dearest, rate: 0, charge: (units, _, before) => tieredCharge(tiers, before, units) }
    : { perUnit: 0, rate: dearest, charge: (_, value, __, before) => tieredCharge(tiers, before, value) };
}
