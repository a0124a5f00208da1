import type { OrderRequest } from "#domain/order";
import type { Objection } from "#risk/review-order";
import { AT_CLOSE, AT_OPEN } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import { allowedIncrease, keepCut } from "../risk-review.ts";
import type { Sequence } from "../sequence.ts";
import type { WorkingOrder } from "../working-order.ts";
import { CallAccount } from "./call-account.ts";
import { type Bounds, bought, type Filled, sold, type Wish } from "./call-fill.ts";
import { checkScope, foreignOrder } from "./call-scope.ts";
import { actWish, orderWish, type SizingPoint } from "./call-wish.ts";
import { isClose } from "./closeness.ts";
import { PositionStops, type StopHit } from "./position-stops.ts";
import { actOf, judge, judgeStop, type Signals } from "./signal-rules.ts";

/** An order as it goes to market: what it wants of which asset, and at which price before slippage. */
interface Call {
  readonly order: WorkingOrder;
  readonly asset: number;
  readonly side: number;
  readonly wish: Wish;
  readonly reference: number;
  readonly slips: boolean;
  readonly moment: number;
  /** What it is roughly worth, negative for a sale: what `byValue` sorts by. */
  readonly value: number;
}

/**
 * As vectorbt does: at one moment of a bar the signals of each asset, or its stop if that was met, become one order, and
 * the orders fill one after the other, each cut to what the cash allows when its turn comes.
 */
export class CallOrder implements Sequence {
  readonly leavesLone = false;
  readonly takesSignals = true;
  readonly #book: OrderBook;
  readonly #stops: PositionStops;
  readonly #bounds: readonly Omit<Bounds, "feeOf">[];
  /** Assets in the order in which their turns come. */
  readonly #turns: readonly number[];
  readonly #account: CallAccount;
  #hits: readonly StopHit[] = [];
  /** When in the bar the orders fill whose turn it is. */
  #moment = AT_CLOSE;

  constructor(book: OrderBook) {
    this.#book = book;
    const { market, profile, commission, lots } = book.setup;
    checkScope(book.setup);
    this.#stops = new PositionStops(book);
    this.#account = new CallAccount(book.setup.ledger, market.assets.length);
    this.#turns = profile.signalOrder === "reversed" ? [...market.asked].reverse() : market.asked;
    const bounds = { minimum: profile.minQuantity, maximum: profile.maxQuantity ?? Number.POSITIVE_INFINITY };
    const bindsShorts = profile.shortMargin === 1;
    this.#bounds = market.assets.map((_, k) => ({ ...bounds, lot: lots[k]!, bindsShorts, commission }));
  }

  refuses(request: OrderRequest): Objection | null {
    return foreignOrder(request);
  }

  reset(): void {
    this.#account.reset();
    this.#stops.reset();
    this.#hits = [];
  }

  meet(bar: number): void {
    this.#hits = this.#stops.check(bar);
    const { fillAt } = this.#book.setup.profile;
    if (fillAt === "signalClose") return;
    const placed = this.#book.orders.filter((order) => order.parent === null && order.placedAt < bar);
    this.#turn(bar, placed, fillAt === "nextOpen" ? AT_OPEN : AT_CLOSE);
  }

  atSignal(bar: number): void {
    const placed = this.#book.orders.filter((order) => order.parent === null && order.placedAt === bar);
    this.#turn(bar, placed, AT_CLOSE);
  }

  afterClose(bar: number): void {
    for (const order of this.#book.orders) {
      if (order.parent === null && order.placedAt < bar) this.#book.end(order, "expired", "the asset had no bar");
    }
  }

  #turn(bar: number, orders: readonly WorkingOrder[], moment: number): void {
    const book = this.#book;
    const { signalOrder } = book.setup.profile;
    this.#account.settle();
    this.#moment = moment;
    const calls: Call[] = [];
    const ofAsset = byAsset(orders);
    for (const asset of this.#turns) this.#call(asset, bar, moment, ofAsset.get(asset) ?? [], calls);
    this.#hits = [];
    if (signalOrder === "placed") calls.sort((a, b) => a.order.number - b.order.number);
    if (signalOrder === "byValue") calls.sort((a, b) => byValue(a.value, b.value));
    for (const call of calls) this.#execute(call, bar);
  }

  /** What the asset's stop, signals and orders, of which these are all, come to at this moment: added to `calls`. */
  #call(asset: number, bar: number, moment: number, orders: readonly WorkingOrder[], calls: Call[]): void {
    const book = this.#book;
    const own = orders.filter(({ alive }) => alive);
    const reference = (moment === AT_OPEN ? book.opens : book.closes)[asset]![bar]!;
    const signals = own.filter((order) => order.signal !== null);
    if (reference !== reference) {
      // What could not be on any bar is not let pass because there was none.
      if (signals.length > 0) this.#signalCall(signals, asset, moment, reference, []);
      for (const order of own) book.end(order, "expired", "the asset had no bar");
      return;
    }
    const hit = this.#hits.find(({ order }) => order.asset === asset && order.alive);
    if (hit !== undefined) {
      for (const order of own) book.end(order, "cancelled", "its stop or target was met on this bar");
      const isWhole = signals.some((order) => order.signal === "entry" && order.timeInForce === "fok");
      calls.push(this.#stopCall(hit, bar, reference, isWhole));
      return;
    }
    if (signals.length > 0) this.#signalCall(signals, asset, moment, reference, calls);
    for (const order of own) {
      if (order.signal !== null) continue;
      const wish = orderWish(this.#point(reference), order);
      calls.push(this.#callOf(order, order.side, wish, reference, true, moment, reference));
    }
  }

  #stopCall({ order, price, moment }: StopHit, bar: number, reference: number, isWhole: boolean): Call {
    const { profile, ledger } = this.#book.setup;
    const position = ledger.positions[order.asset]!;
    const act = actOf(judgeStop(position, profile), position)!;
    const wish = actWish(this.#point(reference), act, order.asset, order.parent, isWhole);
    const slips = profile.slippageOn === "all";
    const isAtClose = profile.stopFill === "close";
    const filled = isAtClose ? this.#book.closes[order.asset]![bar]! : price;
    return this.#callOf(order, act.side, wish, filled, slips, isAtClose ? AT_CLOSE : moment, reference);
  }

  #signalCall(signals: readonly WorkingOrder[], asset: number, moment: number, reference: number, calls: Call[]): void {
    const { profile, ledger } = this.#book.setup;
    const given = byKind(signals);
    const position = ledger.positions[asset]!;
    const judged = judge(given, position, profile);
    const act = actOf(judged, position);
    const entry = act !== null && act.side > 0 ? given.longEntry : given.shortEntry;
    const chosen = act === null ? null : act.reducesOnly && given.exit !== null ? given.exit : entry;
    for (const order of signals) {
      if (order === chosen) continue;
      const isAlone = signals.length === 1;
      this.#book.end(order, "cancelled", isAlone ? "nothing to do" : "another signal of this bar");
    }
    if (act === null || chosen === null) return;
    const sizedBy = chosen.signal === "entry" ? chosen : (given.longEntry ?? given.shortEntry);
    const wish = actWish(this.#point(reference), act, asset, sizedBy, sizedBy?.timeInForce === "fok");
    calls.push(this.#callOf(chosen, act.side, wish, reference, true, moment, reference));
  }

  #point(reference: number): SizingPoint {
    return { book: this.#book, moment: this.#moment, reference };
  }

  #callOf(
    order: WorkingOrder,
    side: number,
    wish: Wish,
    reference: number,
    slips: boolean,
    moment: number,
    valued: number,
  ): Call {
    const { ledger } = this.#book.setup;
    const { units, share, reducesOnly, money } = wish;
    let value = money ?? units * valued;
    if (share === share) {
      const held = ledger.positions[order.asset]! * valued;
      const sells = reducesOnly ? held : 2 * Math.max(held, 0) + Math.max(this.#account.free, 0);
      value = share * (side > 0 ? ledger.cash : sells);
    }
    return { order, asset: order.asset, side, wish, reference, slips, moment, value: side * value };
  }

  #execute(call: Call, bar: number): void {
    const book = this.#book;
    const { ledger, slippage } = book.setup;
    const { order, asset, side, reference } = call;
    const price = call.slips ? slippage.slipped(reference, side) : reference;
    order.side = side;
    const filled = this.#fillOf(call, price);
    if (typeof filled === "string") {
      if (order.parent === null) book.end(order, "rejected", filled);
      return;
    }
    const before = ledger.positions[asset]!;
    this.#bookFill(call, price, filled, before);
    this.#account.follow(asset, filled);
    const after = ledger.positions[asset]!;
    if (order.parent === null || after === 0 || after * before < 0) book.end(order, "filled", filled.cut);
    this.#stops.follow(order, before, after, { fill: price, reference, close: book.closes[asset]![bar]! });
  }

  /** What a call comes to at this price, after cash and after risk; or why to nothing. */
  #fillOf({ order, asset, side, wish, reference, moment }: Call, price: number): Filled | string {
    const book = this.#book;
    const bounds = { ...this.#bounds[asset]!, feeOf: (units: number) => this.#feeOf(order, units, price) };
    const means = this.#account.means(asset);
    const trade = side > 0 ? bought : sold;
    const filled = trade(means, wish, price, bounds);
    if (book.risk === null || typeof filled === "string") return filled;
    const standing = book.standingAgainst(order);
    const opens = filled.units - standing;
    const { quantity, cut } = allowedIncrease(book, order, opens, price, reference, moment);
    if (cut === null) return filled;
    const left = standing + quantity;
    keepCut(book, order, cut, quantity > 0);
    if (left === 0) return cut;
    const less = trade(means, { ...wish, units: left, share: Number.NaN }, price, bounds);
    return typeof less === "string" ? less : { ...less, cut };
  }

  /** Books a fill: one that turns the position around in two rows, the fee shared by size. */
  #bookFill(call: Call, price: number, { units, fee }: Filled, before: number): void {
    const book = this.#book;
    const { order, side, reference, moment } = call;
    const standing = book.standingAgainst(order);
    const closes = standing > 0 && (units > standing || isClose(units, standing)) ? standing : 0;
    if (closes === 0 || isClose(units, closes)) {
      book.book(order, closes === 0 ? units : closes, price, reference, moment, fee);
    } else {
      const ofClosing = fee * (closes / units);
      book.book(order, closes, price, reference, moment, ofClosing);
      book.book(order, Math.abs(before + side * units), price, reference, moment, fee - ofClosing);
    }
  }

  /** The commission; where it is a share of the value and a fixed sum, in vectorbt's order of products. */
  #feeOf(order: WorkingOrder, units: number, price: number): number {
    const { commission } = this.#book.setup;
    const fee = this.#book.feeOf(order, units, price);
    const plain = units * price * (commission.unit(price) / price) + commission.fixed;
    return isClose(fee, plain) ? plain : fee;
  }
}

function byAsset(orders: readonly WorkingOrder[]): ReadonlyMap<number, readonly WorkingOrder[]> {
  const found = new Map<number, WorkingOrder[]>();
  for (const order of orders) {
    const own = found.get(order.asset);
    if (own === undefined) found.set(order.asset, [order]);
    else own.push(order);
  }
  return found;
}

function byKind(signals: readonly WorkingOrder[]): Signals {
  const entryOf = (side: number) => signals.find((order) => order.signal === "entry" && order.side === side) ?? null;
  return { longEntry: entryOf(1), shortEntry: entryOf(-1), exit: signals.find((o) => o.signal === "exit") ?? null };
}

function byValue(a: number, b: number): number {
  return Number.isNaN(a) ? Number(!Number.isNaN(b)) : Number.isNaN(b) ? -1 : a - b;
}
