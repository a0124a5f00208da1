import { StrategyError } from "#base/errors";
import type { BracketLeg, OrderChanges } from "#domain/order";
import { reviewChanges } from "#risk/review-changes";
import { offTick } from "#risk/wrong-side";
import type { Context, EntryOptions, OrderId, OrderOptions } from "#strategy/context";
import { CURSOR } from "#strategy/present";
import { AssetHandle, type Placing } from "./asset-handle.ts";
import { PlacedOrders } from "./placed-orders.ts";
import type { PlacedOrder, VenuePort } from "./venue-port.ts";

/** What may be changed of the legs of a bracket: they follow their entry in size and time. */
const LEGS = { stop: { type: "bracket stop" }, target: { type: "bracket target" } } as const;

/** What cannot be kept in a column: mostly a column itself, whose value now was meant. */
function noRecord(name: unknown, value: unknown): StrategyError {
  const isName = typeof name !== "string";
  return new StrategyError({
    code: "record-value",
    message: isName ? "record is given a name that is no word." : `record is given no number for "${name}".`,
    where: { expected: isName ? "a word" : "a number", received: typeof (isName ? name : value) },
    help: 'Give a name and a number: record("spread", spread.now). NaN where there is none.',
  });
}

/** What `onBar` gets as its context: the run's first asset, the account, and what the run records. */
export class RunContext implements Context {
  /** In the order of the market's assets. */
  readonly handles: readonly AssetHandle[];
  readonly records = new Map<string, Float64Array>();
  readonly #venue: VenuePort;
  readonly #first: AssetHandle;
  /** The first asset's place among all, and what is held of each: most strategies ask on every bar. */
  readonly #index: number;
  readonly #positions: Float64Array;
  readonly #placing: Placing = { group: null, orders: new PlacedOrders() };
  readonly #keeps: boolean;
  #groups = 0;

  constructor(venue: VenuePort, keepRecords: boolean) {
    this.#venue = venue;
    this.#keeps = keepRecords;
    const { market } = venue;
    this.handles = market.assets.map((_, index) => new AssetHandle(index, venue, this.#placing));
    this.#index = market.asked[0]!;
    this.#first = this.handles[this.#index]!;
    this.#positions = venue.positions;
  }

  get time(): number {
    return this.#venue.market.clock[CURSOR.bar]!;
  }

  get bar(): number {
    return CURSOR.bar;
  }

  get equity(): number {
    return this.#venue.valueAt(CURSOR.bar);
  }

  get cash(): number {
    return this.#venue.cash;
  }

  get position(): number {
    return this.#positions[this.#index]!;
  }

  enterLong(options?: EntryOptions): void {
    this.#first.enterLong(options);
  }

  enterShort(options?: EntryOptions): void {
    this.#first.enterShort(options);
  }

  exit(options?: { readonly tag?: string }): void {
    this.#first.exit(options);
  }

  buy(options: OrderOptions): OrderId {
    return this.#first.buy(options);
  }

  sell(options: OrderOptions): OrderId {
    return this.#first.sell(options);
  }

  together(place: () => void): void {
    const outer = this.#placing.group;
    this.#placing.group = outer ?? `g${++this.#groups}`;
    try {
      const answer: unknown = place();
      if (answer instanceof Promise) throw new TypeError("together does not wait: what it places must not be async");
    } finally {
      this.#placing.group = outer;
    }
  }

  cancel(id: OrderId): void {
    const { order, leg } = this.#placed(id, "cancel");
    if (order === null) return;
    this.#venue.bar = CURSOR.bar;
    this.#venue.cancel(order, undefined, leg);
  }

  replace(id: OrderId, changes: OrderChanges): boolean {
    const { order, leg, asset } = this.#placed(id, "replace");
    const objection = reviewChanges(changes, leg === null ? order : LEGS[leg]) ?? offTick(changes, this.#tickOf(asset));
    if (objection !== null) throw new StrategyError({ ...objection, where: { key: id } });
    if (order === null) return false;
    this.#venue.bar = CURSOR.bar;
    return this.#venue.replace(order, changes, leg);
  }

  /** The price step off which no level of an asset may lie; 0: none is known, or any may. */
  #tickOf(asset: number): number {
    const { market, tick, refusesWrongSide } = this.#venue;
    return refusesWrongSide && !market.assets[asset]!.series.adjusted ? tick : 0;
  }

  /** The order of that id; null where it and its children have ended. */
  #placed(id: OrderId, act: string): { order: PlacedOrder | null; leg: BracketLeg | null; asset: number } {
    const [name, leg] = String(id).split("/");
    const placed = this.#placing.orders.find(name!);
    if (placed === null || (leg !== undefined && leg !== "stop" && leg !== "target")) {
      throw new RangeError(`there is no order "${id}" to ${act}: buy and sell return the id`);
    }
    return { order: this.#venue.working(placed.number), leg: leg ?? null, asset: placed.asset };
  }

  record(name: string, value: number): void {
    if (!this.#keeps) return;
    if (typeof value !== "number" || typeof name !== "string") throw noRecord(name, value);
    let column = this.records.get(name);
    if (column === undefined) {
      column = new Float64Array(this.#venue.market.clock.length).fill(Number.NaN);
      this.records.set(name, column);
    }
    column[CURSOR.bar] = value;
  }

  /** Forgets what an earlier run of a sweep left. */
  reset(): void {
    this.#placing.group = null;
    for (const handle of this.handles) handle.reset();
    this.#placing.orders.clear();
    this.#groups = 0;
    if (this.records.size > 0) this.records.clear();
  }
}
