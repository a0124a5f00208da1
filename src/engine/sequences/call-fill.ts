import type { CommissionModel } from "../costs/commission-model.ts";
import { isBelow, isClose, sumOf, wholeLots } from "./closeness.ts";

/** What an order meets: money in the account's currency, units of its asset. */
export interface Means {
  readonly cash: number;
  /** Cash less twice what the open shorts were sold for: what may be spent where shorts bind as longs do. */
  readonly free: number;
  /** What the open short of this asset was sold for. */
  readonly debt: number;
  /** Units held, negative when short. */
  readonly position: number;
}

/** How much is wanted: units (infinite: all there is), or that share of what the means allow. */
export interface Wish {
  readonly units: number;
  /** Of cash for a purchase, of what can be sold for a sale; NaN: not asked so. */
  readonly share: number;
  /** The money that the units were worked out from, where they were. */
  readonly money?: number;
  readonly reducesOnly: boolean;
  /** All of it or nothing. */
  readonly isWhole: boolean;
}

/** What bounds every fill of a run. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly lot: number;
  /** Shorts bind their value: nothing is sold short, or bought, beyond the free cash. */
  readonly bindsShorts: boolean;
  readonly commission: CommissionModel;
  /** What so many units of the order are charged, in cash. */
  readonly feeOf: (units: number) => number;
}

export interface Filled {
  readonly units: number;
  readonly fee: number;
  /** The means after it. */
  readonly cash: number;
  readonly free: number;
  readonly debt: number;
  /** What made it smaller than was asked for; empty: nothing. */
  readonly cut: string;
}

const LARGEST = "trimmed: largest quantity";

/** What a purchase at `price` (after slippage) comes to, or why to nothing. As vectorbt: cut to the cash, the fee inside. */
export function bought(means: Means, wish: Wish, price: number, bounds: Bounds): Filled | string {
  const { commission } = bounds;
  const rate = commission.unit(price) / price;
  const unit = price * (1 + rate);
  let limit = Math.min(bounds.bindsShorts ? spendable(means, unit, commission.fixed) : means.cash, means.cash);
  if (wish.share === wish.share) limit = Math.min(limit, wish.share * limit);
  if (!wish.reducesOnly && limit === 0) return "no cash";
  if (wish.reducesOnly && means.position === 0) return "nothing to reduce";
  let units = wish.reducesOnly ? Math.min(-means.position, wish.units) : wish.units;
  if (units === 0) return "size is zero";
  let cut = "";
  if (units > bounds.maximum) {
    if (wish.isWhole) return "above the largest quantity";
    cut = LARGEST;
    units = bounds.maximum;
  }
  if (Number.isFinite(units)) units = wholeLots(units, bounds.lot);
  const asked = units;
  let fee = Number.isFinite(units) ? bounds.feeOf(units) : units;
  let spent = units * price + fee;
  if (spent > limit && !isClose(spent, limit)) {
    const most = sumOf(limit, -commission.fixed);
    if (most <= 0) return "no cash";
    if (Number.isFinite(units)) cut = "trimmed: cash";
    // In vectorbt's order: a last digit decides about a lot.
    units = wholeLots(most / (1 + rate) / price, bounds.lot);
    fee = bounds.feeOf(units);
    spent = units * price + fee;
    if (bounds.lot === 0 && isClose(spent, limit)) spent = limit;
  }
  if (isClose(asked, 0)) return "size is zero";
  const refusal = tooSmall(units, wish, bounds);
  if (refusal !== null) return refusal;
  const { position, debt, free } = means;
  const cash = sumOf(means.cash, -spent);
  if (position >= 0) return { units, fee, cash, free: sumOf(free, -spent), debt, cut };
  const covered = sumOf(position, units) < 0 ? units : -position;
  const released = covered * (debt / -position);
  return { units, fee, cash, free: sumOf(free + 2 * released, -spent), debt: sumOf(debt, -released), cut };
}

/** What a sale at `price` (after slippage) comes to, or why to nothing. A short needs no cash unless shorts bind some. */
export function sold(means: Means, wish: Wish, price: number, bounds: Bounds): Filled | string {
  const { commission } = bounds;
  const { position } = means;
  let { share, units } = wish;
  let cut = "";
  // All there is, short: as much as the cash would buy.
  if (units === Number.POSITIVE_INFINITY && share !== share && !wish.reducesOnly) share = 1;
  if (wish.reducesOnly) units = Math.min(position, units);
  else if (bounds.bindsShorts || (units === Number.POSITIVE_INFINITY && share === share)) {
    const most = sellable(means, price, commission);
    if (typeof most === "string") return most;
    if (bounds.bindsShorts && share === share) {
      units = Math.min(share * most, most);
      share = Number.NaN;
    } else {
      if (units > most && Number.isFinite(units)) cut = "trimmed: cash";
      units = Math.min(units, most);
    }
  }
  if (share === share) units = share * units;
  if (units > bounds.maximum) {
    if (wish.isWhole) return "above the largest quantity";
    cut = LARGEST;
    units = bounds.maximum;
  }
  if (wish.reducesOnly && position === 0) return "nothing to reduce";
  units = wholeLots(units, bounds.lot);
  if (isClose(units, 0)) return "size is zero";
  const refusal = tooSmall(units, wish, bounds);
  if (refusal !== null) return refusal;
  const fee = bounds.feeOf(units);
  const gained = sumOf(units * price, -fee);
  if (gained < 0) return "its commission is above its worth";
  const after = sumOf(position, -units);
  const { free, debt } = means;
  const cash = means.cash + gained;
  if (after >= 0) return { units, fee, cash, free: free + gained, debt, cut };
  const short = (position < 0 ? units : -after) * price;
  return { units, fee, cash, free: sumOf(free, sumOf(gained, -2 * short)), debt: debt + short, cut };
}

/** What a purchase may cost where shorts bind their value: what is free, and what covering the short gives back. */
function spendable({ cash, free, debt, position }: Means, unit: number, fixed: number): number {
  if (position >= 0) return free;
  const held = -position;
  const left = sumOf(free + 2 * debt, -(held * unit + fixed));
  if (left > 0) return free + 2 * debt;
  if (left === 0) return cash;
  // As much of it can be covered as pays for itself with what was set aside for it.
  return ((free - fixed) / (unit - 2 * (debt / held))) * unit + fixed;
}

/** The most that can be sold: what is held, and short what the free cash then covers. */
function sellable({ free, position }: Means, price: number, commission: CommissionModel): number | string {
  const held = Math.max(position, 0);
  const rate = commission.unit(price) / price;
  const cash = sumOf(free, held * price * (1 - rate));
  if (cash <= 0) return position <= 0 ? "no cash for a short" : held;
  const most = sumOf(held, sumOf(cash, -commission.fixed) / (price * (1 + rate)));
  return most <= 0 ? "no cash" : most;
}

function tooSmall(units: number, { units: wanted, isWhole }: Wish, { minimum }: Bounds): string | null {
  if (isBelow(units, minimum)) return "below the smallest quantity";
  return isWhole && Number.isFinite(wanted) && isBelow(units, wanted) ? "cannot fill whole" : null;
}
