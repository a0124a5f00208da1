import { StrategyError } from "#base/errors";
import type { BracketLeg, OrderRequest } from "#domain/order";
import type { Objection } from "#risk/review-order";
import { OrderSplits } from "./actions/split-order.ts";
import type { BookSetup } from "./book-setup.ts";
import { LoneDesk } from "./lone-desk.ts";
import { executeLone, isLone } from "./lone-order.ts";
import { AT_CLOSE, AT_OPEN } from "./moments.ts";
import { OrderBook } from "./order-book.ts";
import { liquidateRuin, writeOff } from "./ruin.ts";
import type { Sequence } from "./sequence.ts";
import { SoloBars } from "./sequences/solo-bars.ts";
import { endIdle } from "./sequences/time-in-force.ts";
import { sequenceOf } from "./sequences.ts";
import { isMet } from "./triggers.ts";
import type { PlacedOrder } from "./venue-port.ts";
import { LIMIT, MARKET, STOP, type WorkingOrder } from "./working-order.ts";

/** The simulated venue: works the orders that rest against each bar, by the sequence of its profile, and books what they execute. */
export class Venue extends OrderBook {
  readonly #sequence: Sequence;
  /** Whether an order that is alone is left to the ledger. */
  readonly leavesLone: boolean;
  override readonly keepsEntries: boolean;
  readonly takesSignals: boolean;
  /** Whether the last bar is played once more, by `finish`. */
  readonly finishes: boolean;
  /** Whether orders fill after the decision, at the close that gave the signal. */
  readonly atSignal: boolean;
  readonly #splits: OrderSplits | null;
  /** Who plays bars with a bracket and little else, without planning; null: nobody. */
  readonly #soloBars: SoloBars | null;
  /** The last bar that was played without planning; −1: none was. */
  #soloBar = -1;
  /** What `watches` has found. */
  floor = 0;
  ceiling = 0;

  constructor(setup: BookSetup) {
    super(setup);
    this.#splits = setup.actions ? new OrderSplits(setup.actions, setup.profile.splitRounding) : null;
    this.#sequence = sequenceOf(this);
    setup.ledger.desk = this.#loneDesk();
    this.leavesLone = this.#sequence.leavesLone && (this.risk === null || setup.ledger.desk !== null);
    this.#soloBars = this.leavesLone ? SoloBars.of(this) : null;
    this.recycles = this.#soloBars !== null && !setup.recordOrders;
    this.keepsEntries = this.#sequence.keepsEntries === true;
    this.atSignal = setup.profile.fillAt === "signalClose" && this.#sequence.booksLater !== true;
    this.finishes = this.#sequence.finish !== undefined;
    this.takesSignals = this.#sequence.takesSignals === true;
  }

  /** Who sizes what lone orders open under limits; null: nothing is limited, or orders are planned together. */
  #loneDesk(): LoneDesk | null {
    const { terms } = this.setup.ledger;
    if (this.risk === null || !this.isSolo || !this.#sequence.leavesLone) return null;
    const limits = this.risk.soleLimits(terms.lot, terms.lotSlack);
    return limits === null ? null : new LoneDesk(limits, this.risk.sizer, terms);
  }

  override reset(): void {
    super.reset();
    this.#soloBar = -1;
    this.#sequence.reset();
    this.#splits?.reset();
  }

  /** Throws StrategyError for an order that the sequence of the profile cannot play. */
  override place(request: OrderRequest, bar: number, note = ""): WorkingOrder {
    const objection = this.#sequence.refuses?.(request, bar) ?? this.#withoutEntries(request);
    if (objection !== null) {
      throw new StrategyError({ ...objection, where: { symbol: this.market.assets[request.asset]!.symbol } });
    }
    return super.place(request, bar, note);
  }

  #withoutEntries({ closes }: OrderRequest): Objection | null {
    if (closes === undefined || this.keepsEntries) return null;
    return {
      code: "not-in-profile",
      message: `The profile ${this.setup.profile.name} does not keep entries apart, so that no order can close one of them.`,
      help: "Leave closes out: a sale closes what is held, whichever entry it came from. --profile backtesting-py keeps entries apart.",
    };
  }

  override cancel(order: PlacedOrder, reason?: string, leg?: BracketLeg | null): void {
    if (this.#sequence.mayCancel?.(order) === false) return;
    super.cancel(order, reason, leg);
    this.#sequence.afterCancel?.();
    this.compact();
  }

  protected override unitsAtDecision(order: WorkingOrder, bar: number): number {
    return this.#sequence.unitsAtDecision?.(order, bar) ?? super.unitsAtDecision(order, bar);
  }

  /** Bar `bar` meets the orders that rest. False when the run was ruined before it. */
  step(bar: number): boolean {
    const { orders } = this;
    if (orders.length === 0) return true;
    this.bar = bar;
    this.cashBefore = this.setup.ledger.cash;
    if (!this.setup.ledger.beginBar(bar)) return false;
    if (this.#splits !== null) {
      this.#splitOrders(this.#splits, bar);
      if (orders.length === 0) return true;
    }
    const first = orders[0]!;
    const isShort = this.#takesShortWays;
    if (isShort && orders.length === 1 && first.placedAt < bar && isLone(this, first, bar, AT_OPEN)) {
      executeLone(this, first, bar, AT_OPEN);
    } else if (isShort && this.#soloBars?.fits(bar)) {
      this.#soloBars.play(bar);
      this.#soloBar = bar;
    } else if (this.#sequence.leavesLone && !this.#anyMet(bar)) this.#markSeen(bar);
    else this.#stepAll(bar);
    this.compact();
    return true;
  }

  /** Whether orders may go by ways that are shorter than the plan. While the desk lets nothing open, the plan refuses them. */
  get #takesShortWays(): boolean {
    return this.leavesLone && this.risk?.isStopped !== true;
  }

  #splitOrders(splits: OrderSplits, bar: number): void {
    if (this.setup.profile.splitRounding === "toTheCent") {
      for (const order of this.orders) order.quantity = this.floorToLot(order.quantity, order.asset);
    }
    splits.meet(this, bar);
    for (const order of this.orders) {
      if (order.quantity === 0) this.end(order, "cancelled", "the split left nothing of it");
    }
    this.compact();
  }

  /**
   * The prices between which nothing happens to what rests, as long as nothing else comes: below and above them some order
   * may be met. False where that cannot be said.
   */
  watches(): boolean {
    if (this.#soloBars === null) return false;
    let floor = Number.NEGATIVE_INFINITY;
    let ceiling = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.orders.length; i++) {
      const { kind, side, stop, limit, timeInForce, group } = this.orders[i]!;
      if ((kind !== STOP && kind !== LIMIT) || timeInForce !== "gtc" || group !== null) return false;
      const level = kind === STOP ? stop : limit;
      // A purchase at a stop and a sale at a limit are met from below.
      if (side > 0 === (kind === STOP)) ceiling = Math.min(ceiling, level);
      else floor = Math.max(floor, level);
    }
    this.floor = floor;
    this.ceiling = ceiling;
    return true;
  }

  /** Profiles that fill at the close of the signal: the orders just placed execute now. False as of `step`. */
  stepAtSignal(bar: number): boolean {
    if (this.orders.length === 0) return true;
    this.bar = bar;
    if (!this.setup.ledger.beginBar(bar)) return false;
    const first = this.orders[0]!;
    const isShort = this.#takesShortWays;
    if (isShort && this.orders.length === 1 && isLone(this, first, bar, AT_CLOSE)) {
      executeLone(this, first, bar, AT_CLOSE);
    } else if (isShort && this.#soloBars?.fitsClose()) {
      this.#soloBars.playClose(bar);
    } else {
      this.openRoom(bar);
      const live = this.orders.filter((o) => o.kind === MARKET && this.hasBar(o.asset, bar));
      this.#sequence.atSignal(bar, live);
    }
    this.compact();
    return true;
  }

  /** After the close: trailing stops follow, children of a closed position and orders past their time end. */
  afterClose(bar: number): void {
    if (this.orders.length === 0) return;
    this.bar = bar;
    // Nothing on such a bar follows the price or has a time.
    if (bar === this.#soloBar) endIdle(this);
    else this.#sequence.afterClose(bar);
    this.compact();
  }

  /** Closes all that is held at the open of the last bar. False as of `step`. */
  finish(bar: number): boolean {
    this.bar = bar;
    if (!this.setup.ledger.beginBar(bar)) return false;
    this.openRoom(bar);
    this.#sequence.finish!(bar);
    this.compact();
    return true;
  }

  /** Equity has ended and the profile sets it to zero: what is closed is closed, and the books are brought to zero. */
  ruinToZero(bar: number): void {
    const { ledger } = this.setup;
    this.bar = bar;
    if (this.#sequence.ruin === undefined) liquidateRuin(ledger);
    else this.#sequence.ruin(bar);
    writeOff(ledger);
  }

  #anyMet(bar: number): boolean {
    for (const order of this.orders) {
      if (order.group !== null) return true;
      if (order.placedAt < bar && this.hasBar(order.asset, bar) && isMet(this, order, bar)) return true;
    }
    return false;
  }

  #markSeen(bar: number): void {
    for (const order of this.orders) if (order.placedAt < bar && this.hasBar(order.asset, bar)) order.seen = true;
  }

  #stepAll(bar: number): void {
    this.openRoom(bar);
    this.#endPastDue(bar);
    this.#checkGroups(bar);
    const live = this.orders.filter((o) => o.alive && o.placedAt < bar && this.hasBar(o.asset, bar));
    for (const order of live) order.seen = true;
    this.#sequence.meet(bar, live);
  }

  /** An order whose last time has come between two bars meets none after it. backtrader looks in the order's own turn. */
  #endPastDue(bar: number): void {
    if (this.setup.profile.sequence === "insertion") return;
    const time = this.market.clock[bar]!;
    for (const order of this.orders) {
      if (order.timeInForce === "gtd" && order.until < time) this.end(order, "expired", "time in force");
    }
  }

  /** A group lives or dies at the first clock time after it was placed. */
  #checkGroups(bar: number): void {
    const incomplete = new Set<string>();
    for (const order of this.orders) {
      if (order.group !== null && order.placedAt < bar && !this.hasBar(order.asset, bar)) incomplete.add(order.group);
    }
    if (incomplete.size === 0) return;
    for (const order of this.orders) {
      if (order.group !== null && incomplete.has(order.group)) this.end(order, "cancelled", "a leg has no bar");
    }
  }
}
