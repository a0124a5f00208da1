import { StrategyError } from "#base/errors";
import type { MarketAsset } from "#domain/market";
import type { OrderRequest, Side } from "#domain/order";
import { approveOrder } from "#risk/approve-order";
import { reviewExitOptions, reviewOptions, wrongConfidence } from "#risk/order-options";
import { type Objection, reviewOrder } from "#risk/review-order";
import { contradiction, offTick, passedAlready } from "#risk/wrong-side";
import type { AssetNow, EntryOptions, OrderId, OrderOptions } from "#strategy/context";
import { CURSOR } from "#strategy/present";
import { endingOf } from "./actions/ending.ts";
import { IdleSignals } from "./idle-signals.ts";
import { requestOf } from "./order-request.ts";
import type { PlacedOrders, Remembered } from "./placed-orders.ts";
import type { PlacedOrder, VenuePort } from "./venue-port.ts";

/** What the handles of a run share: the group that is being placed, and the orders by their id. */
export interface Placing {
  group: string | null;
  readonly orders: PlacedOrders;
}

type Act = (handle: AssetHandle, options: EntryOptions | undefined) => void;

const ENTER_LONG = 0;
const ENTER_SHORT = 1;
const EXIT = 2;

/** One asset as the strategy trades it. Orders are placed after the close of the cursor's bar. */
export class AssetHandle implements AssetNow {
  readonly #asset: MarketAsset;
  readonly #index: number;
  readonly #positions: Float64Array;
  readonly #venue: VenuePort;
  readonly #placing: Placing;
  readonly #entry: Remembered = { order: null, number: 0 };
  readonly #closing: Remembered = { order: null, number: 0 };
  /** Its last bar, where it ends before the market does or is delisted: no order placed from there on can fill. */
  readonly #ending: number;
  readonly #signals = new IdleSignals();
  readonly #acts: readonly Act[];

  /**
   * What entering and leaving do, behind one call whose target varies: such a call stays a call, so that `onBar` is small
   * enough to be compiled into the loop over the bars. Without it a sweep of onBar takes 1 to 1.4 times as long, as it falls.
   */
  static readonly #ORDERS: readonly Act[] = [
    (handle, options) => handle.#enter(1, options),
    (handle, options) => handle.#enter(-1, options),
    (handle, options) => handle.#exit(options),
  ];

  /** The same where they are signals. */
  static readonly #SIGNALS: readonly Act[] = [
    (handle, options) => handle.#signalEntry(1, options ?? {}),
    (handle, options) => handle.#signalEntry(-1, options ?? {}),
    (handle, options) => handle.#signalExit(options ?? {}),
  ];

  static #act(handle: AssetHandle, act: number, options: EntryOptions | undefined): void {
    handle.#acts[act]!(handle, options);
  }

  constructor(index: number, venue: VenuePort, placing: Placing) {
    this.#asset = venue.market.assets[index]!;
    this.#index = index;
    this.#positions = venue.positions;
    this.#venue = venue;
    this.#placing = placing;
    this.#acts = venue.takesSignals ? AssetHandle.#SIGNALS : AssetHandle.#ORDERS;
    // What fills at the close of its own bar can still trade there.
    const last = (endingOf(this.#asset) ?? this.#asset.close.length) + (venue.fillsAtSignal ? 1 : 0);
    // Signals are judged even so.
    this.#ending = venue.takesSignals ? Number.POSITIVE_INFINITY : last;
  }

  /** Forgets what an earlier run of a sweep left. */
  reset(): void {
    this.#signals.reset();
  }

  get symbol(): string {
    return this.#asset.symbol;
  }

  get open(): number {
    return this.#asset.open[CURSOR.bar]!;
  }

  get high(): number {
    return this.#asset.high[CURSOR.bar]!;
  }

  get low(): number {
    return this.#asset.low[CURSOR.bar]!;
  }

  get close(): number {
    return this.#asset.close[CURSOR.bar]!;
  }

  get volume(): number {
    return this.#asset.volume === null ? Number.NaN : this.#asset.volume[CURSOR.bar]!;
  }

  get position(): number {
    return this.#positions[this.#index]!;
  }

  enterLong(options?: EntryOptions): void {
    AssetHandle.#act(this, ENTER_LONG, options);
  }

  enterShort(options?: EntryOptions): void {
    AssetHandle.#act(this, ENTER_SHORT, options);
  }

  exit(options?: { readonly tag?: string }): void {
    AssetHandle.#act(this, EXIT, options);
  }

  buy(options: OrderOptions): OrderId {
    return this.#order("buy", options);
  }

  sell(options: OrderOptions): OrderId {
    return this.#order("sell", options);
  }

  /** Moves towards a target of a target column: 1, 0, −1, or a share of equity between. */
  aim(weight: number): void {
    const held = this.position;
    const act = weight === 0 ? EXIT : weight > 0 ? ENTER_LONG : ENTER_SHORT;
    if (weight === 0 || Math.abs(weight) === 1) AssetHandle.#act(this, act, undefined);
    else if (this.#venue.takesSignals || held * weight > 0) this.#adjust(weight, held);
    else AssetHandle.#act(this, act, { fraction: Math.abs(weight) });
  }

  /** Changes the size of a position on the side it has; the difference is worked out at this close. */
  #adjust(weight: number, held: number): void {
    const closing = alive(this.#closing);
    if (closing !== null) this.#cancel(closing, "the strategy changed its mind");
    const value = this.#venue.valueAt(CURSOR.bar);
    // A share of nothing is no size. Only where a run outlives its ruin.
    if (!(value > 0)) return;
    const money = weight * this.#venue.usableEquity * value;
    const wanted = money / this.close;
    const distance = Math.abs(wanted - held);
    // Here it fills at this close, as so much money: equal weights are worth the same, to the last digit.
    if (held === 0 && distance > 0 && this.#venue.takesSignals && this.#venue.fillsAtSignal) {
      this.#approve(money > 0 ? "buy" : "sell", { cash: Math.abs(money) });
      return;
    }
    const difference = this.#venue.takesSignals ? distance : this.#venue.floorToLot(distance, this.#index);
    if (!(difference > 0)) return;
    this.#approve(wanted > held ? "buy" : "sell", { quantity: difference });
  }

  #enter(direction: number, options: EntryOptions | undefined): void {
    const closing = alive(this.#closing);
    if (this.position * direction > 0) {
      if (closing !== null) this.#cancel(closing, "the strategy changed its mind");
      return;
    }
    const entry = alive(this.#entry);
    if (entry !== null) {
      if (entry.side === direction) return;
      this.#cancel(entry, "the strategy changed its mind");
    }
    if (closing !== null) this.#cancel(closing, "the strategy turns the position around");
    const { risk } = this.#venue;
    const isBare = options === undefined && this.#placing.group === null && CURSOR.bar < this.#ending;
    const isPlain = isBare && (risk === null || risk.passesEntry());
    const order = isPlain
      ? this.#venue.placeEntry(this.#index, direction, CURSOR.bar)
      : this.#approve(direction > 0 ? "buy" : "sell", options ?? {});
    remember(this.#entry, order);
  }

  #exit(options: { readonly tag?: string } | undefined): void {
    const entry = alive(this.#entry);
    if (entry !== null) this.#cancel(entry, "the strategy left before it filled");
    if (options !== undefined) this.#refuse(reviewExitOptions(options));
    const held = this.position;
    if (held === 0 || alive(this.#closing) !== null) return;
    const isPlain = this.#placing.group === null && options?.tag === undefined;
    const order = isPlain
      ? this.#venue.placeExit(this.#index, CURSOR.bar)
      : this.#place({
          ...this.#request(held > 0 ? "sell" : "buy", { quantity: Math.abs(held), ...options }),
          reduceOnly: true,
        });
    remember(this.#closing, order);
  }

  #cancel(order: PlacedOrder, reason: string): void {
    this.#venue.bar = CURSOR.bar;
    this.#venue.cancel(order, reason);
  }

  #signalEntry(direction: number, options: OrderOptions): void {
    const isHeld = this.position * direction > 0 && !this.#venue.addsToPositions;
    this.#signals.take(CURSOR.bar, isHeld && options.timeInForce === undefined, () => {
      this.#approve(direction > 0 ? "buy" : "sell", options, { signal: "entry" });
    });
  }

  #signalExit(options: { readonly tag?: string }): void {
    this.#refuse(reviewExitOptions(options));
    const held = this.position;
    this.#signals.take(CURSOR.bar, held === 0, () => {
      const request = this.#request(held > 0 ? "sell" : "buy", { fraction: 0, ...options });
      this.#place({ ...request, reduceOnly: true, signal: "exit" });
    });
  }

  #order(side: Side, options: OrderOptions): OrderId {
    const order =
      options?.closes === undefined
        ? this.#approve(side, options, { nets: this.#venue.keepsEntries })
        : this.#closeEntry(side, options, options.closes);
    return this.#placing.orders.remember(order, this.#index);
  }

  /** Closes what one order entered, or protects it: it cannot open anything, and no size is asked of risk. */
  #closeEntry(side: Side, options: OrderOptions, entry: OrderId): PlacedOrder {
    const request = this.#request(side, options);
    const entered = this.#placing.orders.find(entry);
    if (entered === null) throw new RangeError(`there is no order "${entry}" to close: buy and sell return the id`);
    if (entered.asset !== this.#index) this.#refuse(ofAnotherAsset(entry, this.#venue.market.assets[entered.asset]!));
    return this.#place({ ...request, reduceOnly: true, closes: entered.number });
  }

  #request(side: Side, options: OrderOptions) {
    this.#refuse(reviewOptions(options));
    return requestOf(options, {
      asset: this.#index,
      side,
      allEquity: this.#venue.allEquity,
      group: this.#placing.group,
    });
  }

  /** Places an order as risk approves it: sized where it had no size, smaller, or not at all. */
  #approve(side: Side, options: OrderOptions, as: Pick<OrderRequest, "nets" | "signal"> = {}): PlacedOrder {
    const asked = this.#request(side, options);
    if (as.nets !== undefined) asked.nets = as.nets;
    if (as.signal !== undefined) asked.signal = as.signal;
    const { confidence = 1, quantity, cash, fraction } = options;
    const { risk } = this.#venue;
    const isSized = quantity !== undefined || cash !== undefined || fraction !== undefined;
    if (confidence === 1 && risk === null) return this.#place(asked);
    if (confidence === 1 && isSized && risk?.isStopped === false) {
      risk.sizer.passBy();
      return this.#place(asked);
    }
    this.#refuse(wrongConfidence(confidence));
    this.#review(asked);
    const floorToLot = (units: number) => this.#venue.floorToLot(units, this.#index);
    const facts = { isSized, confidence, held: this.position, floorToLot };
    const { request, reason, isRefused } = approveOrder(asked, facts, risk, CURSOR.bar);
    if (reason !== null) risk?.count(reason, "refused");
    if (!isRefused) return this.#place(request, reason ?? "");
    return this.#venue.refuse(asked, CURSOR.bar, reason!);
  }

  #place(request: OrderRequest, note = ""): PlacedOrder {
    const { series } = this.#asset;
    const bar = CURSOR.bar;
    this.#review(request);
    if (bar >= this.#ending) return this.#venue.refuse(request, bar, "its prices end here");
    if (!series.adjusted) this.#refuse(offTick(request, this.#venue.tick));
    if (!this.#venue.refusesWrongSide) return this.#venue.place(request, bar, note);
    const facts = { close: this.close, position: this.position };
    this.#refuse(contradiction(request));
    const passed = passedAlready(request, facts);
    return passed === null ? this.#venue.place(request, bar, note) : this.#venue.refuse(request, bar, passed);
  }

  #review(request: OrderRequest): void {
    const { symbol, series } = this.#asset;
    const { closeOnly, boundsOnly = false } = series;
    this.#refuse(reviewOrder(request, { symbol, closeOnly, boundsOnly, close: this.close }));
  }

  #refuse(objection: Objection | null): void {
    if (objection !== null) throw new StrategyError({ ...objection, where: { symbol: this.#asset.symbol } });
  }
}

/** The order, if it still is the one that was remembered, and works. */
export function alive(remembered: Remembered): PlacedOrder | null {
  const { order, number } = remembered;
  return order?.alive && order.number === number ? order : null;
}

/** What an order of one asset cannot close. */
function ofAnotherAsset(entry: OrderId, { symbol }: MarketAsset): Objection {
  return {
    code: "order-option",
    message: `An order closes ${entry}, which is one of ${symbol}.`,
    help: `Place it on the asset whose entry it closes: market.asset("${symbol}").`,
  };
}

function remember(remembered: Remembered, order: PlacedOrder): void {
  remembered.order = order;
  remembered.number = order.number;
}
