import type { BookState } from "#risk/opening";
import { DUST_OF_EQUITY } from "../dust.ts";
import type { OrderBook } from "../order-book.ts";
import { allowedTogether, keepCut, stateOf } from "../risk-review.ts";
import { type Execution, executionAtOpen } from "../triggers.ts";
import { MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, STOP, TRAILING, type WorkingOrder } from "../working-order.ts";
import { isAllOrNothing, isCutToCash, uncovered, unitCost } from "./buying-power.ts";
import { bringToLife } from "./children.ts";
import { noteLegsOff } from "./legs-off.ts";
import { sizeOpening } from "./size-opening.ts";

/** An order that executes at this open. */
interface Hit {
  readonly order: WorkingOrder;
  readonly execution: Execution;
  /** Of the closing part as planned. */
  reducingPrice: number;
  /** Of the opening part: as it is sized, then as it fills. */
  price: number;
  plan: Plan;
}

interface Plan {
  reduce: number;
  increase: number;
  /** Cash made it smaller. */
  byCash: boolean;
  /** Why risk made it smaller; null: it did not. */
  byRisk: string | null;
  /** Volume cut the closing part: nothing is opened. */
  isCut: boolean;
  wanted: number;
  /** Units to open, before lots, volume and cash. */
  asked: number;
  /** Its position was left at this open, and the profile lets none be opened on the same bar: it goes on resting. */
  waits: boolean;
}

/**
 * Executes what this open executes: planned on paper until no group and no fill-or-kill order has to be dropped, then
 * booked, closing parts first. Returns the bracket children that came to life and were not executed at once.
 */
export function fillAtOpen(
  book: OrderBook,
  bar: number,
  live: readonly WorkingOrder[],
  moment: number,
): WorkingOrder[] {
  let hits = hitsAtOpen(book, bar, live, moment);
  let budget = planOpen(book, bar, hits, moment);
  for (;;) {
    const dropped = hits.filter((hit) => !stands(hit, hits));
    if (dropped.length === 0) break;
    for (const { order } of dropped) {
      book.end(order, "cancelled", order.group === null ? "cannot fill whole" : "the group cannot fill");
      const byRisk = cutOf(order, hits);
      if (byRisk !== null) keepCut(book, order, byRisk, false);
    }
    hits = hits.filter((hit) => hit.order.alive);
    budget = planOpen(book, bar, hits, moment);
  }
  for (const { order, execution, plan, reducingPrice } of hits) {
    if (plan.reduce > 0) book.book(order, plan.reduce, reducingPrice, execution.reference, moment);
  }
  let spent = 0;
  for (const hit of hits) {
    const { order, execution, plan } = hit;
    if (plan.increase > 0) {
      spent += plan.increase * unitCost(book, order, hit.price) + book.setup.commission.fixed;
      hit.price = book.increasingPrice(order, execution.reference, execution.slips, plan.increase);
      book.book(order, plan.increase, hit.price, execution.reference, moment);
    }
  }
  book.budget = budget - spent;
  if (hits.some(({ order }) => order.group !== null)) {
    noteLegsOff(
      book,
      hits.map(({ order, plan }) => ({ order, asked: legAsked(order, plan), opened: plan.increase })),
    );
  }
  const children: WorkingOrder[] = [];
  for (const hit of hits) settle(book, hit, children, moment);
  return children;
}

/** Of a leg by units what it was placed for: volume may have cut it already. */
function legAsked(order: WorkingOrder, plan: Plan): number {
  return order.isShare ? plan.asked : order.quantity - plan.reduce;
}

function hitsAtOpen(book: OrderBook, bar: number, live: readonly WorkingOrder[], moment: number): Hit[] {
  const hits: Hit[] = [];
  for (const order of live) {
    if (!order.alive || order.kind === MARKET_ON_CLOSE) continue;
    const execution = executionAtOpen(book, order, book.priceAt(order.asset, bar, moment));
    if (execution === null) continue;
    const { reference } = execution;
    hits.push({ order, execution, reducingPrice: reference, price: reference, plan: emptyPlan() });
  }
  return hits;
}

function emptyPlan(): Plan {
  return { reduce: 0, increase: 0, byCash: false, byRisk: null, isCut: false, wanted: 0, asked: 0, waits: false };
}

/** Ends, shrinks or keeps an order after the open, and brings its bracket to life. */
function settle(book: OrderBook, hit: Hit, children: WorkingOrder[], moment: number): void {
  const { order, plan, price, execution } = hit;
  const done = plan.reduce + plan.increase;
  if (plan.waits && done === 0) return;
  const isGone = order.reduceOnly && book.standingAgainst(order) === 0;
  if (isGone && done === 0) {
    book.end(order, "cancelled", "nothing to reduce");
    return;
  }
  if (order.isShare || order.group !== null || plan.byCash || plan.byRisk !== null) {
    if (done > 0) book.afterFill(order, done, true);
    else if (plan.byCash) book.end(order, uncovered(book.setup.profile), "no cash");
    else book.end(order, "cancelled", "size is zero");
    if (order.record !== null && plan.byCash && plan.increase > 0) order.record.reason = "trimmed: cash";
    if (plan.byRisk !== null) keepCut(book, order, plan.byRisk, plan.increase > 0);
  } else if (done > 0) {
    book.afterFill(order, done, book.isSpent(order, order.quantity - done) || isGone);
  } else if (book.isSpent(order, order.quantity)) book.end(order, "cancelled", "size is zero");
  if (order.kind === MARKET_ON_OPEN) book.end(order, "expired", "cut at the open");
  // What the volume cap left of a triggered stop goes on as a market order.
  if (order.alive && (order.kind === STOP || order.kind === TRAILING)) order.kind = MARKET;
  if (plan.increase > 0 && order.bracket !== null) {
    children.push(...bringToLife(book, order, plan.increase, price, execution.reference, moment));
  }
}

/** Why risk has cut an order or, of a group, one of its legs; null: it has not. */
function cutOf(order: WorkingOrder, hits: readonly Hit[]): string | null {
  const cut = hits.find((hit) => hit.plan.byRisk !== null && (hit.order === order || isLegOf(hit.order, order)));
  return cut === undefined ? null : cut.plan.byRisk;
}

function isLegOf(order: WorkingOrder, other: WorkingOrder): boolean {
  return order.group !== null && order.group === other.group;
}

/** False for an order that must be dropped: a group with an empty leg or cut on one side, a fill-or-kill that is cut. */
function stands(hit: Hit, hits: readonly Hit[]): boolean {
  const { order, plan } = hit;
  if (order.group !== null) {
    const legs = hits.filter((other) => other.order.group === order.group).map((other) => other.plan);
    const isMixed = legs.some((leg) => leg.reduce > 0) && legs.some((leg) => leg.byCash);
    return !isMixed && legs.every((leg) => leg.reduce + leg.increase > 0);
  }
  return order.timeInForce !== "fok" || order.isShare || plan.reduce + plan.increase >= order.quantity - 1e-9;
}

/**
 * What each order would do: volume is allotted in the order of placing, closing parts first; then cash by one factor
 * over all that opens. Returns what may be spent on opening before anything is.
 */
function planOpen(book: OrderBook, bar: number, hits: readonly Hit[], moment: number): number {
  const { ledger, market, profile } = book.setup;
  const positions = Float64Array.from(ledger.positions);
  const room = Float64Array.from(book.room);
  let cash = ledger.cash;
  const shareOfGroup = groupShares(hits, room);
  for (const hit of hits) {
    const { order } = hit;
    const plan = emptyPlan();
    hit.plan = plan;
    const standing = Math.max(0, -order.side * positions[order.asset]!);
    plan.wanted = order.isShare ? standing : order.quantity;
    if (order.group !== null && !order.isShare) {
      plan.wanted = book.floorToLot(order.quantity * shareOfGroup.get(order.group)!, order.asset);
    }
    const closable = Math.min(standing, plan.wanted);
    plan.reduce = Math.min(closable, book.floorToLot(room[order.asset]!, order.asset));
    plan.isCut = plan.reduce < closable - 1e-9;
    if (plan.reduce > 0) {
      room[order.asset]! -= plan.reduce;
      positions[order.asset]! += order.side * plan.reduce;
      hit.reducingPrice = book.reducingPrice(order, hit.execution.reference, hit.execution.slips, plan.reduce);
      cash -= order.side * plan.reduce * hit.reducingPrice + book.feeOf(order, plan.reduce, hit.reducingPrice);
    }
  }
  let value = 0;
  let gross = 0;
  for (let k = 0; k < market.assets.length; k++) {
    if (positions[k] === 0) continue;
    const price = book.priceAt(k, bar, moment);
    value += positions[k]! * price;
    gross += (positions[k]! > 0 ? positions[k]! : -positions[k]! * profile.shortMargin) * price;
  }
  const equity = cash + value;
  let opening: Hit[] = [];
  for (const hit of hits) {
    const { order, plan } = hit;
    if (order.reduceOnly || plan.isCut) continue;
    if (!profile.reentryOnExitBar && plan.reduce === 0 && isLeft(book, order.asset, positions)) {
      plan.waits = true;
      continue;
    }
    const asked = order.isShare ? null : plan.wanted - plan.reduce;
    const { units: wanted, price } = sizeOpening(book, order, hit.execution, equity, asked, room[order.asset]!);
    hit.price = price;
    plan.asked = wanted;
    plan.increase = book.floorToLot(Math.min(wanted, room[order.asset]!), order.asset);
    if (plan.increase > 0) {
      room[order.asset]! -= plan.increase;
      opening.push(hit);
    } else plan.increase = 0;
  }
  const state = book.risk === null ? null : stateOf(positions, cash, (k) => book.priceAt(k, bar, moment));
  if (state !== null) opening = cutToRisk(book, opening, state);
  const budget = profile.cash === "overdraw" ? Number.POSITIVE_INFINITY : profile.leverage * equity - gross;
  if (isAllOrNothing(profile)) dropUncovered(book, opening, budget);
  else trimToCash(book, opening, budget);
  // What cash cut by one factor, floored to lots, may have left a net limit.
  if (state !== null && opening.some(({ plan }) => plan.byCash)) opening = cutToRisk(book, opening, state);
  for (const { plan, price } of opening) if (plan.increase * price <= DUST_OF_EQUITY * equity) plan.increase = 0;
  return budget;
}

/** Lets risk look at all that opens: what is left of it. */
function cutToRisk(book: OrderBook, opening: readonly Hit[], state: BookState): Hit[] {
  const wanted = opening.filter(({ plan }) => plan.increase > 0);
  const increases = wanted.map(({ order, plan, price, execution }) => {
    return { order, quantity: plan.increase, price, reference: execution.reference };
  });
  for (const [i, { quantity, reason }] of allowedTogether(book, increases, state).entries()) {
    const { plan } = wanted[i]!;
    plan.increase = quantity;
    plan.byRisk ??= reason;
  }
  return wanted.filter(({ plan }) => plan.increase > 0);
}

/** Whether the position of an asset was left on this bar, or is by what this open closes. */
function isLeft(book: OrderBook, asset: number, planned: Float64Array): boolean {
  return book.leftAt[asset] === book.bar || (book.positions[asset]! !== 0 && planned[asset] === 0);
}

function groupShares(hits: readonly Hit[], room: Float64Array): Map<string, number> {
  const shares = new Map<string, number>();
  for (const { order } of hits) {
    if (order.group === null) continue;
    const here = order.isShare ? 1 : room[order.asset]! / order.quantity;
    shares.set(order.group, Math.min(shares.get(order.group) ?? 1, here));
  }
  return shares;
}

function trimToCash(book: OrderBook, opening: readonly Hit[], budget: number): void {
  const { commission } = book.setup;
  let need = 0;
  for (const { order, plan, price } of opening) need += plan.increase * unitCost(book, order, price);
  const free = budget - opening.length * commission.fixed;
  if (opening.length === 0 || need <= free) return;
  const factor = Math.max(0, free / need);
  for (const { order, plan } of opening) {
    plan.byCash = true;
    plan.increase = book.floorToLot(plan.increase * factor, order.asset);
  }
}

/** One by one, in the order of placing: what is not covered whole is not filled, but that a share may be cut where it is cancelled. */
function dropUncovered(book: OrderBook, opening: readonly Hit[], budget: number): void {
  const { commission, profile } = book.setup;
  let free = budget;
  for (const { order, plan, price } of opening) {
    const unit = unitCost(book, order, price);
    const affordable = free - commission.fixed;
    if (plan.increase * unit > affordable) {
      plan.byCash = true;
      plan.increase = isCutToCash(order, profile) ? Math.max(0, book.floorToLot(affordable / unit, order.asset)) : 0;
    }
    if (plan.increase > 0) free -= plan.increase * unit + commission.fixed;
  }
}
