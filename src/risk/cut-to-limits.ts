import { counts, type Family, heldOf } from "./limit-families.ts";
import { type BookState, type Opening, unitCost, unitExposure } from "./opening.ts";

/** Orders that are cut by one factor: the legs of a group, or one order alone. */
type Unit = readonly Opening[];

/** Passes after which what still stands against a limit is dropped: lots may leave both sides of a book a little apart. */
export const PASSES = 8;
/** Sums of a few products: what rounding leaves of an exact fit is no excess; */
export const ROUNDING = 1e-12;
/** nor is what remains when a quantity that is all but a whole number of lots has counted as whole. */
export const LOT_ROUNDING = 2e-9;

/** What opens, as the limits ask for it. */
interface Lines {
  /** In the order of placing. */
  readonly openings: readonly Opening[];
  readonly units: readonly Unit[];
}

/**
 * Cuts openings so that after all of them no family is above its limit, a share of the equity that is left after slippage
 * and commission. Where several openings share a limit they are cut by one factor, whatever the order they came in; of a
 * net limit only those that add to its excess. Quantities are floored to lots. What was above a limit before may not grow.
 */
export function cutToLimits(
  openings: readonly Opening[],
  families: readonly Family[],
  books: BookState,
  floorToLot: (quantity: number, asset: number) => number,
): void {
  const all: Lines = { openings, units: unitsOf(openings) };
  const byAsset = linesByAsset(all);
  let costs = costsOf(openings);
  for (const family of families) {
    const lines = family.only === undefined ? all : byAsset.get(family.only);
    // Nothing of it opens, and it may stay above its limit.
    if (lines === undefined) continue;
    for (let pass = 0; ; pass++) {
      const slack = (pass === 0 ? ROUNDING : LOT_ROUNDING) * Math.max(1, family.limit) * Math.abs(books.equity);
      const excess = excessOf(family, lines, costs, books, slack);
      if (excess === null) break;
      for (const unit of excess.units)
        cutUnit(unit, pass < PASSES ? excess.factor : 0, excess.most, family.reason, floorToLot);
      costs = costsOf(openings);
    }
  }
}

/** For each asset of which something opens its openings, and the units that they are part of. */
function linesByAsset({ openings, units }: Lines): ReadonlyMap<number, Lines> {
  const found = new Map<number, { readonly openings: Opening[]; readonly units: Unit[] }>();
  for (const opening of openings) {
    const lines = found.get(opening.asset);
    if (lines === undefined) found.set(opening.asset, { openings: [opening], units: [] });
    else lines.openings.push(opening);
  }
  for (const unit of units) {
    for (const { asset } of unit) {
      const own = found.get(asset)!.units;
      if (own[own.length - 1] !== unit) own.push(unit);
    }
  }
  return found;
}

/** What all that opens takes from equity at once. */
function costsOf(openings: readonly Opening[]): number {
  let costs = 0;
  for (const opening of openings) {
    if (opening.quantity > 0) costs += opening.quantity * unitCost(opening) + opening.fixedFee;
  }
  return costs;
}

function unitsOf(openings: readonly Opening[]): Unit[] {
  const groups = new Map<string, Opening[]>();
  const units: Unit[] = [];
  for (const opening of openings) {
    const { group } = opening;
    const legs = group === null ? undefined : groups.get(group);
    if (legs !== undefined) {
      legs.push(opening);
      continue;
    }
    const unit = [opening];
    if (group !== null) groups.set(group, unit);
    units.push(unit);
  }
  return units;
}

interface Excess {
  /** What must get smaller. */
  readonly units: readonly Unit[];
  /** By which factor: 0 to 1. */
  readonly factor: number;
  /** Of a single order: the units that the limit leaves, without the rounding of a factor. NaN of several. */
  readonly most: number;
}

/** Null where the family is within its limit, or nothing that opens can help. `costs`: of all that opens. */
function excessOf(
  family: Family,
  { openings, units }: Lines,
  costs: number,
  { equity, values }: BookState,
  slack: number,
): Excess | null {
  let after = heldOf(family, values);
  for (const opening of openings) if (opening.quantity > 0) after += exposureOf(family, opening);
  const side = family.isNet && after < 0 ? -1 : 1;
  const { limit } = family;
  const most = limit * (equity - costs);
  if (after * side <= most + slack) return null;
  const cut = units.filter((unit) => side * sum(unit, (opening) => exposureOf(family, opening)) > 0);
  if (cut.length === 0) return null;
  const cutCosts = sum(cut.flat(), (o) => (o.quantity > 0 ? o.quantity * unitCost(o) : 0));
  const adds = side * sum(cut.flat(), (opening) => exposureOf(family, opening));
  const others = after * side - adds;
  // held + others + f·adds ≤ limit·(equity − costs of the others and fixed fees − f·costs)
  const room = limit * (equity - (costs - cutCosts)) - others;
  const load = adds + limit * cutCosts;
  const factor = room > 0 ? Math.min(1, room / load) : 0;
  const only = cut.length === 1 && cut[0]!.length === 1 ? cut[0]![0]! : null;
  const quantity = only === null ? Number.NaN : room / (unitOf(family, only) + limit * unitCost(only));
  return { units: cut, factor, most: only === null ? Number.NaN : Math.max(0, quantity) };
}

/** What a unit counts for: where longs and shorts are set off, both at the price of the moment. */
function unitOf({ isNet }: Family, opening: Opening): number {
  return isNet ? opening.reference : unitExposure(opening);
}

/** What an opening adds to a family; 0 where it is none of its members. */
function exposureOf(family: Family, opening: Opening): number {
  if (!counts(family, opening)) return 0;
  const value = opening.quantity * unitOf(family, opening);
  return family.isNet ? value * opening.side : value;
}

function cutUnit(
  unit: Unit,
  factor: number,
  most: number,
  reason: string,
  floorToLot: (quantity: number, asset: number) => number,
): void {
  for (const opening of unit) {
    const wanted = factor > 0 && most === most ? Math.min(opening.quantity, most) : opening.quantity * factor;
    const quantity = wanted > 0 ? floorToLot(wanted, opening.asset) : 0;
    if (quantity < opening.quantity) opening.reason ??= reason;
    opening.quantity = quantity;
  }
}

function sum(openings: Iterable<Opening>, of: (opening: Opening) => number): number {
  let total = 0;
  for (const opening of openings) total += of(opening);
  return total;
}
