import {
  type BracketLeg,
  type OrderChanges,
  type OrderRecord,
  type OrderRequest,
  type OrderState,
  REPLACED_BY_LESS,
} from "#domain/order";
import type { RiskDesk } from "#risk/risk-desk";
import type { BookSetup } from "./book-setup.ts";
import { FillPricing } from "./fill-pricing.ts";
import { FinerPaths } from "./finer-paths.ts";
import { bringToTick } from "./level-tick.ts";
import { recordOf } from "./order-record.ts";
import { applyChanges, refuseStop } from "./replace.ts";
import { unitsAtClose } from "./units-at-close.ts";
import type { PlacedOrder, VenuePort } from "./venue-port.ts";
import { isPlain, KIND_OF, LIMIT, MARKET, plainOrder, WorkingOrder } from "./working-order.ts";

/**
 * The orders that rest, and what a fill does to them and to the books. The phases of a bar (open, inside, close) decide
 * what executes; they all book through here.
 */
export abstract class OrderBook extends FillPricing implements VenuePort {
  abstract readonly takesSignals: boolean;
  readonly allEquity: number;
  /** Share of equity that sizes given as a share of it may use. */
  readonly usableEquity: number;
  /** Share of equity that an entry without a size takes; NaN: it takes money. */
  readonly entryShare: number;
  /** The same before what is never used. */
  readonly #entryFraction: number;
  readonly tick: number;
  readonly refusesWrongSide: boolean;
  readonly risk: RiskDesk | null;
  readonly positions: Float64Array;
  readonly records: OrderRecord[] = [];
  /** Alive orders, in the order of placing; ended ones leave at the end of the step. */
  readonly orders: WorkingOrder[] = [];
  /** Volume left in the bar for each asset; infinite where there is no cap. */
  readonly room: Float64Array;
  /** What increasing orders may still spend in this bar. */
  budget = 0;
  /** Bars at which both the stop and the target of a bracket could have filled. */
  ambiguous = 0;
  /** Such bars of which finer ones told what came first. */
  decided = 0;
  /** Entries inside of a bar that also holds an exit of theirs, which may have come before them. */
  uncertain = 0;
  /** Groups whose legs opened in other proportions than were asked for. */
  readonly legsOff = { groups: 0, worst: 0, bar: -1 };
  /** The bar on which each asset's position was last left; −1: never. */
  readonly leftAt: Int32Array;
  /** What finer bars tell of the order of prices within a bar; null: there are none. */
  readonly finer: FinerPaths | null;
  /** Cash at the close before it, before what the start of the bar charges. */
  cashBefore = 0;
  /** Ended orders are used again, whatever they were: where nobody but this book knows them. */
  protected recycles = false;
  /** Grows with every order that comes, goes or is changed. */
  version = 0;
  readonly hasCap: boolean;
  readonly keepsEntries: boolean = false;
  /** One asset, plain costs: an order that is alone, and not cut by volume, can be left to the ledger. */
  readonly isSolo: boolean;
  /** Sizes given as a share of equity, or as cash, are worked out when an order is placed. */
  readonly #sizesNow: boolean;
  readonly #pool: WorkingOrder[] = [];
  /** Where no records are kept and one plain order follows the other, they are all this one. */
  #spare = plainOrder();
  /** Orders and children so far: what decides who comes first. */
  #number = 0;
  /** Orders so far, without children: what names them. */
  #placed = 0;
  #ended = 0;
  #pairs = 0;
  /** The group of which a leg was refused last. */
  #brokenGroup: string | null = null;

  constructor(setup: BookSetup) {
    super(setup);
    this.positions = setup.ledger.positions;
    this.allEquity = setup.profile.allEquity;
    this.usableEquity = 1 - setup.profile.freeEquity;
    this.#entryFraction = setup.risk?.sizer.share ?? this.allEquity;
    this.entryShare = setup.risk?.sizer.money ? Number.NaN : this.#entryFraction * this.usableEquity;
    this.tick = setup.profile.tick;
    this.refusesWrongSide = setup.profile.wrongSide === "refused";
    this.#sizesNow = setup.profile.sizing === "decision";
    this.risk = setup.risk ?? null;
    this.room = new Float64Array(setup.market.assets.length).fill(Number.POSITIVE_INFINITY);
    this.hasCap = setup.participation.some((share) => share < Number.POSITIVE_INFINITY);
    this.isSolo = setup.market.assets.length === 1 && this.charging === null && setup.plansAll !== true;
    this.leftAt = new Int32Array(setup.market.assets.length).fill(-1);
    this.finer = FinerPaths.of(setup.market, setup.profile.limitFill);
  }

  reset(): void {
    // Setting a length costs, and in a sweep there is mostly nothing to drop: only a run that failed leaves orders that work.
    if (this.orders.length > 0) {
      for (const order of this.orders) order.alive = false;
      this.orders.length = 0;
    }
    if (this.records.length > 0) this.records.length = 0;
    if (!this.#spare.plain) this.#spare = plainOrder();
    this.#spare.alive = false;
    this.ambiguous = 0;
    this.decided = 0;
    this.uncertain = 0;
    this.legsOff.groups = 0;
    this.legsOff.worst = 0;
    this.legsOff.bar = -1;
    this.leftAt.fill(-1);
    this.bar = 0;
    this.charging?.reset();
    this.#number = 0;
    this.#placed = 0;
    this.#ended = 0;
    this.#brokenGroup = null;
  }

  get fillsAtSignal(): boolean {
    return this.setup.profile.fillAt === "signalClose";
  }

  get addsToPositions(): boolean {
    const { accumulate } = this.setup.profile;
    return accumulate === "both" || accumulate === "addOnly";
  }

  get cash(): number {
    return this.setup.ledger.cash;
  }

  valueAt(bar: number): number {
    return this.setup.ledger.valueAt(bar);
  }

  /** Takes an order after the close of `bar`; it is eligible from the next bar on. `note`: why it is smaller than asked for. */
  place(request: OrderRequest, bar: number, note = ""): WorkingOrder {
    if (request.group !== undefined && request.group === this.#brokenGroup) {
      return this.refuse(request, bar, "another leg of the group was refused");
    }
    const order = this.#take(request, bar);
    if (note !== "" && order.record !== null) order.record.notes = [{ bar, state: "approved", reason: note }];
    this.orders.push(order);
    if (order.quantity === 0) {
      this.bar = bar;
      this.end(order, "cancelled", "size is zero");
    }
    return order;
  }

  /** Keeps an order that may not be placed: it has a row in the list of orders, with the reason, and never works. */
  refuse(request: OrderRequest, bar: number, reason: string): WorkingOrder {
    const order = this.#take(request, bar);
    order.alive = false;
    const { record } = order;
    if (record !== null) {
      record.state = "refused";
      record.reason = reason;
      record.endedAt = bar;
    }
    if (request.group === undefined) return order;
    this.#brokenGroup = request.group;
    for (const other of this.orders) {
      if (other.group === request.group) this.end(other, "cancelled", "another leg of the group was refused");
    }
    this.compact();
    return order;
  }

  #take(request: OrderRequest, bar: number): WorkingOrder {
    const order = this.#fresh();
    order.type = request.type;
    order.asset = request.asset;
    order.side = request.side === "buy" ? 1 : -1;
    order.kind = KIND_OF[request.type];
    order.quantity = request.quantity ?? Number.NaN;
    order.fraction = (request.fraction ?? Number.NaN) * this.usableEquity;
    order.cash = request.cash ?? Number.NaN;
    order.unitValue = request.unitValue ?? Number.NaN;
    order.limit = request.limit ?? Number.NaN;
    order.stop = request.stop ?? Number.NaN;
    order.trailAmount = Number.NaN;
    order.trailFraction = Number.NaN;
    if (request.trail !== undefined) {
      if ("amount" in request.trail) order.trailAmount = request.trail.amount;
      else order.trailFraction = request.trail.fraction;
      order.best = this.lastClose(request.asset, bar);
      order.limitOffset = request.limitOffset ?? 0;
    }
    order.timeInForce = request.timeInForce ?? "gtc";
    order.until = request.until ?? Number.NaN;
    order.group = request.group ?? null;
    order.oco = request.oco ?? null;
    order.bracket = request.bracket ?? null;
    order.reduceOnly = request.reduceOnly ?? false;
    order.closes = request.closes ?? 0;
    order.nets = this.keepsEntries && request.nets === true;
    order.signal = request.signal ?? null;
    order.placedAt = bar;
    order.plain = order.isShare && !order.nets && isPlain(order);
    bringToTick(order, this.setup.profile.levelTick);
    if (this.#sizesNow && order.isShare) this.#sizeNow(order, bar);
    if (this.setup.recordOrders) this.record(order, `o${order.ordinal}`, request.tag ?? "");
    return order;
  }

  /**
   * A share of equity or cash becomes units at the close of the signal, with what stands against it. An ordinary order from
   * then on: it lives until it is filled.
   */
  #sizeNow(order: WorkingOrder, bar: number): void {
    order.quantity = this.unitsAtDecision(order, bar);
    order.plain = false;
  }

  /** Units of an order that is sized by cash or by a share of equity, at the close of `bar`, at which it is placed. */
  protected unitsAtDecision(order: WorkingOrder, bar: number): number {
    return unitsAtClose(this, order, bar);
  }

  /** Takes the common market order, all of equity on one side. No fraction crosses this call: it would be allocated. */
  placeEntry(asset: number, side: number, bar: number): WorkingOrder {
    if (this.#sizesNow) {
      return this.place({ asset, side: side > 0 ? "buy" : "sell", type: "market", fraction: this.#entryFraction }, bar);
    }
    const order = this.#fresh();
    order.asset = asset;
    order.side = side;
    order.kind = MARKET;
    order.quantity = Number.NaN;
    order.fraction = this.entryShare;
    order.reduceOnly = false;
    order.placedAt = bar;
    order.plain = true;
    if (this.setup.recordOrders) this.record(order, `o${order.ordinal}`, "");
    this.orders.push(order);
    return order;
  }

  /** Takes the market order that closes all that is held. */
  placeExit(asset: number, bar: number): WorkingOrder {
    const held = this.setup.ledger.positions[asset]!;
    const order = this.#fresh();
    order.asset = asset;
    order.side = held > 0 ? -1 : 1;
    order.kind = MARKET;
    order.quantity = Math.abs(held);
    order.fraction = Number.NaN;
    order.reduceOnly = true;
    order.placedAt = bar;
    order.plain = true;
    if (this.setup.recordOrders) this.record(order, `o${order.ordinal}`, "");
    this.orders.push(order);
    return order;
  }

  /**
   * Adds a child to the book: it follows its entry and is seen from the bar on which it came to life. `suffix` follows the
   * entry's name: "/stop".
   */
  adopt(order: WorkingOrder, suffix: string): void {
    order.number = ++this.#number;
    bringToTick(order, this.setup.profile.levelTick);
    this.version++;
    if (order.parent !== null) order.parent.living++;
    const entry = order.parent?.record ?? null;
    if (this.setup.recordOrders) this.record(order, `${entry?.id ?? order.parent!.number}${suffix}`, entry?.tag ?? "");
    this.orders.push(order);
  }

  /** What the stop and the target of one fill share. */
  nextPair(): number {
    return ++this.#pairs;
  }

  /** Opens the order's row in the list of orders. */
  record(order: WorkingOrder, id: string, tag: string): void {
    const createdAt = order.parent === null ? order.placedAt : this.bar;
    order.index = this.records.length;
    order.record = recordOf(order, { id, tag, createdAt, symbol: this.market.assets[order.asset]!.symbol });
    this.records.push(order.record);
  }

  working(number: number): WorkingOrder | null {
    for (const order of this.orders) {
      if (order.number === number) return order;
      if (order.parent?.number === number) return order.parent;
    }
    return null;
  }

  /** Cancels an order and, of an entry, its children; with `leg`, only that leg of its bracket. */
  cancel(order: PlacedOrder, reason = "cancelled by the strategy", leg: BracketLeg | null = null): void {
    for (const other of this.orders) {
      if (!other.alive || !isMeant(other, order, leg, true)) continue;
      other.changed = ++this.#number;
      this.end(other, "cancelled", reason);
    }
    this.compact();
  }

  /** Changes an order, or a leg of its bracket, from the next bar on. False when none works that could be changed. */
  replace(order: PlacedOrder, changes: OrderChanges, leg: BracketLeg | null = null): boolean {
    let isChanged = false;
    for (const other of this.orders) {
      const bar = Math.max(this.bar, other.placedAt);
      if (!other.alive || !isMeant(other, order, leg, false) || this.#refusesStop(other, changes, bar)) continue;
      if (!applyChanges(other, changes, bar)) continue;
      isChanged = true;
      bringToTick(other, this.setup.profile.levelTick);
      this.version++;
      other.changed = ++this.#number;
      if (other.quantity <= 1e-12) this.end(other, "filled", REPLACED_BY_LESS);
    }
    this.compact();
    return isChanged;
  }

  /** Whether the price has passed the stop that an order should have from now on, where such a stop is refused. */
  #refusesStop(order: WorkingOrder, { stop }: OrderChanges, bar: number): boolean {
    if (stop === undefined || !this.refusesWrongSide) return false;
    const held = this.setup.ledger.positions[order.asset]!;
    return refuseStop(order, stop, { close: this.lastClose(order.asset, bar), held, bar });
  }

  /** Ends an order, with the reason that its record keeps. */
  end(order: WorkingOrder, state: OrderState, reason: string): void {
    if (!order.alive) return;
    order.alive = false;
    this.#ended++;
    this.version++;
    if (order.record !== null) {
      order.record.state = state;
      order.record.reason = reason;
      order.record.endedAt = Math.max(this.bar, order.placedAt);
    }
  }

  /** Ends all that still rests, at the end of the data or of the money. */
  endAll(state: OrderState, reason: string): void {
    for (const order of this.orders) this.end(order, state, reason);
    this.compact();
  }

  /** Units held against the order: what it would close before it opens. */
  standingAgainst(order: WorkingOrder): number {
    const standing = -order.side * this.setup.ledger.positions[order.asset]!;
    return standing > 0 ? standing : 0;
  }

  /** Books `quantity` (positive) units of the order, for its commission unless another one is due. Returns it. */
  book(
    order: WorkingOrder,
    quantity: number,
    price: number,
    reference: number,
    moment: number,
    fee = this.feeOf(order, quantity, price),
  ): number {
    const { asset, side, number } = order;
    this.setup.ledger.fill(this.bar, asset, side * quantity, price, reference, fee, order.index, moment);
    this.charging?.note({ bar: this.bar, asset, side, quantity, order: number }, price, fee);
    if (this.setup.ledger.positions[asset] === 0) this.leftAt[asset] = this.bar;
    this.room[order.asset]! -= quantity;
    order.filled += quantity;
    if (order.record !== null) {
      order.record.filled += quantity;
      order.record.state = "partiallyFilled";
    }
    return fee;
  }

  /** Closes the position of the asset without an order, at the usual commission. */
  closeByItself(asset: number, price: number, reference: number, moment: number): void {
    const { bar, charging } = this;
    const held = this.positions[asset]!;
    const fill = { bar, asset, side: held > 0 ? -1 : 1, quantity: Math.abs(held), order: -1 };
    const fee = charging?.fee(fill, price) ?? this.setup.commission.charge(fill.quantity, price);
    this.setup.ledger.fill(bar, asset, -held, price, reference, fee, -1, moment);
    charging?.note(fill, price, fee);
  }

  /** After a fill: the siblings of an OCO pair shrink with it and end when it is complete; so does the order. */
  afterFill(order: WorkingOrder, quantity: number, isComplete: boolean): void {
    if (order.oco !== null) {
      for (const other of this.orders) {
        if (!other.alive || other === order || other.oco !== order.oco) continue;
        if (isComplete) this.end(other, "cancelled", "the other side filled");
        else other.quantity -= quantity;
      }
    }
    if (isComplete) this.end(order, "filled", "");
    else if (!order.isShare) order.quantity -= quantity;
  }

  /**
   * Whether `rest`, what is not filled of the order, can never fill: nothing, or less than a lot of what it would open. Left in
   * the book it would rest for ever.
   */
  isSpent(order: WorkingOrder, rest: number): boolean {
    if (rest <= 1e-12) return true;
    return !(this.floorToLot(rest, order.asset) > 0) && this.standingAgainst(order) === 0;
  }

  /** Units of the asset that the cap lets fill in this bar. */
  roomOf(asset: number, bar: number): number {
    const { participation, market } = this.setup;
    const share = participation[asset]!;
    if (share === Number.POSITIVE_INFINITY) return share;
    const volume = market.assets[asset]!.volume![bar]!;
    return volume === volume ? this.floorToLot(share * volume, asset) : 0;
  }

  /** Starts the bar's allotment of volume. */
  openRoom(bar: number): void {
    if (this.hasCap) for (let k = 0; k < this.room.length; k++) this.room[k] = this.roomOf(k, bar);
  }

  /** An order to fill in: a plain one as it is, any other made as new when it ended. */
  #fresh(): WorkingOrder {
    this.version++;
    let order = this.#spare;
    if (this.setup.recordOrders) order = new WorkingOrder();
    else if (order.alive || !order.plain) order = this.unused();
    order.number = ++this.#number;
    order.ordinal = ++this.#placed;
    order.alive = true;
    order.seen = false;
    order.filled = 0;
    return order;
  }

  /** Lets the only order go, done: what `end` and `compact` come to for nearly every order of a sweep. */
  dropLone(order: WorkingOrder): void {
    order.alive = false;
    this.version++;
    this.orders.pop();
    if (order !== this.#spare) this.#pool.push(order);
  }

  /** An order that nobody holds, as new. */
  unused(): WorkingOrder {
    const order = this.#pool.pop();
    if (order === undefined) return new WorkingOrder();
    // A plain one was kept as it was.
    if (order.plain) order.renew();
    return order;
  }

  /** Keeps an ended order for another one. An entry is known by its children, and goes with the last of them. */
  #recycle(order: WorkingOrder): void {
    const { parent } = order;
    if (order.living > 0) return;
    order.renew();
    this.#pool.push(order);
    if (parent === null || --parent.living > 0 || parent.alive) return;
    parent.renew();
    this.#pool.push(parent);
  }

  /** Lets ended orders go. */
  compact(): void {
    if (this.#ended === 0) return;
    this.#ended = 0;
    const { orders } = this;
    let kept = 0;
    for (let i = 0; i < orders.length; i++) {
      const order = orders[i]!;
      if (order.alive) orders[kept++] = order;
      else if (order.plain) {
        if (!this.setup.recordOrders && order !== this.#spare) this.#pool.push(order);
      } else if (this.recycles) this.#recycle(order);
    }
    // Dropping one by one: setting the length is a slow call, and there is mostly one to drop.
    while (orders.length > kept) orders.pop();
  }
}

/** Whether an order is the one that is meant, or the leg of its bracket; with `children`, both of its legs too. */
function isMeant(order: WorkingOrder, meant: PlacedOrder, leg: BracketLeg | null, children: boolean): boolean {
  if (leg === null) return order === meant || (children && order.parent === meant);
  return order.parent === meant && (order.kind === LIMIT) === (leg === "target");
}
