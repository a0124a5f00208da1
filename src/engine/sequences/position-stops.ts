import { AT_OPEN, INSIDE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import { LIMIT, STOP, TRAILING, WorkingOrder } from "../working-order.ts";
import { levelOf } from "./bracket-level.ts";

/** A stop or target that a bar has met: at which price, and whether at the open already. */
export interface StopHit {
  readonly order: WorkingOrder;
  readonly price: number;
  readonly moment: number;
}

/** What a fill was made at: what distances are measured from is one of these. */
export interface FillPrices {
  readonly fill: number;
  readonly reference: number;
  readonly close: number;
}

/**
 * The stop and target of each position: one of each, of the whole position, however many fills have made it. They are
 * looked at from the bar after the fill on; a trailing stop follows the best price of a bar after it was checked.
 */
export class PositionStops {
  readonly #book: OrderBook;
  /** The stops and targets of each asset; some may have ended. */
  readonly #own: readonly WorkingOrder[][];

  constructor(book: OrderBook) {
    this.#book = book;
    this.#own = book.market.assets.map(() => []);
  }

  /** Starts a run. */
  reset(): void {
    for (const own of this.#own) own.length = 0;
  }

  /** What the bar meets of each asset: its stop, or else its target. Moves trailing stops on. */
  check(bar: number): StopHit[] {
    const book = this.#book;
    const hits: StopHit[] = [];
    const met = new Set<number>();
    // A later entry may have brought a new stop beside the old target: stops first.
    const children = book.orders.filter((order) => order.parent !== null && order.alive);
    const isTarget = (order: WorkingOrder) => Number(order.kind === LIMIT);
    for (const order of children.sort((a, b) => isTarget(a) - isTarget(b))) {
      if (book.setup.ledger.positions[order.asset] === 0) {
        book.end(order, "cancelled", "the position was closed");
        continue;
      }
      const hit = book.hasBar(order.asset, bar) ? this.#meets(order, bar) : null;
      if (hit !== null && met.has(order.asset)) book.ambiguous++;
      if (hit !== null && !met.has(order.asset)) {
        hits.push(hit);
        met.add(order.asset);
      }
      if (order.kind === TRAILING) this.#ratchet(order, bar);
    }
    return hits;
  }

  /** After a fill of `order`: what becomes of the stop and target of its asset, of which `before`, now `after`, units are held. */
  follow(order: WorkingOrder, before: number, after: number, prices: FillPrices): void {
    const { stopUpdate, stopBase } = this.#book.setup.profile;
    const opens = after !== 0 && before * after <= 0;
    if (after === 0 || opens) this.#drop(order.asset, "stop", "the position was closed");
    if (after === 0 || opens) this.#drop(order.asset, "target", "the position was closed");
    const adds = !opens && Math.abs(after) > Math.abs(before);
    if (!opens && !adds) return;
    const entry = order.parent ?? order;
    // "placed" is refused for this sequence (sequences.ts).
    const base = stopBase === "placed" ? prices.reference : prices[stopBase];
    for (const leg of ["stop", "target"] as const) {
      const isGiven = entry.bracket?.[leg] !== undefined;
      if (adds && (stopUpdate === "keep" || (stopUpdate === "override" && !isGiven))) continue;
      if (adds) this.#drop(order.asset, leg, "a later entry replaced it");
      if (isGiven) this.#adopt(entry, leg, Math.sign(after), Math.abs(after), base);
    }
  }

  #drop(asset: number, leg: "stop" | "target", reason: string): void {
    const own = this.#own[asset]!;
    let kept = 0;
    for (const order of own) {
      if ((order.kind === LIMIT) === (leg === "target")) this.#book.end(order, "cancelled", reason);
      if (order.alive) own[kept++] = order;
    }
    own.length = kept;
  }

  #adopt(entry: WorkingOrder, leg: "stop" | "target", held: number, quantity: number, base: number): void {
    const order = new WorkingOrder();
    order.alive = true;
    order.asset = entry.asset;
    order.side = -held;
    order.quantity = quantity;
    order.reduceOnly = true;
    order.parent = entry;
    order.placedAt = entry.placedAt;
    const { stop, target } = entry.bracket!;
    if (leg === "target") {
      order.kind = LIMIT;
      order.type = "limit";
      order.limit = levelOf(target!, base, held);
      entry.entries++;
    } else if ("trail" in stop!) {
      order.kind = TRAILING;
      order.type = "trailing";
      order.best = base;
      if ("amount" in stop.trail) order.trailAmount = stop.trail.amount;
      else order.trailFraction = stop.trail.fraction;
    } else {
      order.kind = STOP;
      order.type = "stop";
      order.stop = levelOf(stop!, base, -held);
    }
    const taken = this.#book.orders.filter((other) => other.parent === entry && other.type === order.type).length;
    const again = taken > 0 ? `/${taken + 1}` : "";
    this.#book.adopt(order, `/${leg}${again}`);
    this.#own[entry.asset]!.push(order);
  }

  #meets(order: WorkingOrder, bar: number): StopHit | null {
    const { market } = this.#book.setup;
    const asset = market.assets[order.asset]!;
    const open = asset.open[bar]!;
    const level = order.kind === LIMIT ? order.limit : order.kind === TRAILING ? trailOf(order) : order.stop;
    // Stops of longs and targets of shorts lie below the market, the others above.
    const beyond = (order.kind === LIMIT) === order.side > 0 ? level - open : open - level;
    if (beyond >= 0) return { order, price: open, moment: AT_OPEN };
    return asset.low[bar]! <= level && level <= asset.high[bar]! ? { order, price: level, moment: INSIDE } : null;
  }

  #ratchet(order: WorkingOrder, bar: number): void {
    const asset = this.#book.setup.market.assets[order.asset]!;
    if (order.side < 0 && asset.high[bar]! > order.best) order.best = asset.high[bar]!;
    if (order.side > 0 && asset.low[bar]! < order.best) order.best = asset.low[bar]!;
  }
}

function trailOf({ best, side, trailAmount, trailFraction }: WorkingOrder): number {
  return trailAmount === trailAmount ? best + side * trailAmount : best * (1 + side * trailFraction);
}
