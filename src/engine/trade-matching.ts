import { type FillColumns, slippageOf } from "#domain/fill";
import type { TradeColumns } from "#domain/trade";
import type { BookedSplit } from "#results/run-record";
import { inUnitsAtEnd, unitsAtEnd } from "./actions/units.ts";
import { DUST } from "./dust.ts";
import { grown } from "./grown.ts";
import type { Profile } from "./profile.ts";

/** Round trips as columns that are reused from run to run. */
export class TradeLog implements TradeColumns {
  length = 0;
  asset = new Int32Array(0);
  quantity = new Float64Array(0);
  entryBar = new Int32Array(0);
  exitBar = new Int32Array(0);
  entryPrice = new Float64Array(0);
  exitPrice = new Float64Array(0);
  pnl = new Float64Array(0);
  return = new Float64Array(0);
  commission = new Float64Array(0);
  slippage = new Float64Array(0);
  entryOrder = new Int32Array(0);
  exitOrder = new Int32Array(0);

  clear(): void {
    this.length = 0;
  }

  /** Makes room for `size` trades more. */
  reserve(size: number): void {
    if (this.length + size > this.asset.length) this.#grow(this.length + size);
  }

  /** Makes room for one more trade, whose fields the caller writes: its index. */
  next(): number {
    const i = this.length;
    if (i === this.asset.length) this.#grow(Math.max(64, 4 * i));
    this.length = i + 1;
    return i;
  }

  /** A round trip of two fills, which is nearly every one: the sums of `push` without their detour. */
  pushPair(fills: FillColumns, entry: number, exit: number): void {
    const i = this.length++;
    const quantity = fills.quantity[entry]!;
    const entryPrice = fills.price[entry]!;
    const exitPrice = fills.price[exit]!;
    const commission = fills.commission[entry]! + fills.commission[exit]!;
    const size = quantity < 0 ? -quantity : quantity;
    const pnl = quantity * (exitPrice - entryPrice) - commission;
    this.asset[i] = fills.asset[entry]!;
    this.quantity[i] = quantity;
    this.entryBar[i] = fills.bar[entry]!;
    this.exitBar[i] = fills.bar[exit]!;
    this.entryPrice[i] = entryPrice;
    this.exitPrice[i] = exitPrice;
    this.pnl[i] = pnl;
    this.return[i] = pnl / (entryPrice * size);
    this.commission[i] = commission;
    this.slippage[i] = quantity * (entryPrice - fills.reference[entry]! - (exitPrice - fills.reference[exit]!));
    this.entryOrder[i] = fills.order[entry]!;
    this.exitOrder[i] = fills.order[exit]!;
  }

  push(fills: FillColumns, entry: number, exit: number, trip: Trip): void {
    const i = this.length++;
    const entryPrice = trip.entryCash / trip.entered;
    const exitPrice = trip.exitCash / trip.exited;
    const pnl = trip.side * (trip.exitCash - trip.entryCash) - trip.commission;
    this.asset[i] = fills.asset[entry]!;
    this.quantity[i] = trip.side * trip.largest;
    this.entryBar[i] = fills.bar[entry]!;
    this.exitBar[i] = fills.bar[exit]!;
    this.entryPrice[i] = entryPrice;
    this.exitPrice[i] = exitPrice;
    this.pnl[i] = pnl;
    this.return[i] = pnl / (entryPrice * trip.largest);
    this.commission[i] = trip.commission;
    this.slippage[i] = trip.slippage;
    this.entryOrder[i] = fills.order[entry]!;
    this.exitOrder[i] = fills.order[exit]!;
  }

  #grow(size: number): void {
    this.asset = grown(this.asset, new Int32Array(size));
    this.quantity = grown(this.quantity, new Float64Array(size));
    this.entryBar = grown(this.entryBar, new Int32Array(size));
    this.exitBar = grown(this.exitBar, new Int32Array(size));
    this.entryPrice = grown(this.entryPrice, new Float64Array(size));
    this.exitPrice = grown(this.exitPrice, new Float64Array(size));
    this.pnl = grown(this.pnl, new Float64Array(size));
    this.return = grown(this.return, new Float64Array(size));
    this.commission = grown(this.commission, new Float64Array(size));
    this.slippage = grown(this.slippage, new Float64Array(size));
    this.entryOrder = grown(this.entryOrder, new Int32Array(size));
    this.exitOrder = grown(this.exitOrder, new Int32Array(size));
  }
}

/** Sums over the fills of a round trip that is open, or a piece of one. Quantities and cash are positive. */
interface Trip {
  side: number;
  first: number;
  position: number;
  largest: number;
  entered: number;
  exited: number;
  entryCash: number;
  exitCash: number;
  commission: number;
  slippage: number;
}

/**
 * The closed round trips that fills make across splits, added to `log`: each in the units in which it was entered, so that
 * 10 bought at 100, made 20 by a split and sold at 60 are 10 sold at 120.
 */
export function tradesAcross(
  fills: FillColumns,
  splits: readonly BookedSplit[],
  assets: number,
  rule: Profile["tradeMatching"],
  log = new TradeLog(),
): TradeLog {
  const before = log.length;
  matchTrades(inUnitsAtEnd(fills, splits), assets, rule, log);
  for (let i = splits.length === 0 ? log.length : before; i < log.length; i++) {
    const units = unitsAtEnd(splits, log.asset[i]!, log.entryBar[i]!);
    log.quantity[i]! /= units;
    log.entryPrice[i]! *= units;
    log.exitPrice[i]! *= units;
  }
  return log;
}

/** The closed round trips that fills make, added to `log`. Fills never turn a position around in one row. */
export function matchTrades(
  fills: FillColumns,
  assets: number,
  rule: Profile["tradeMatching"],
  log = new TradeLog(),
): TradeLog {
  if (rule === "fifo") firstInFirstOut(fills, assets, log);
  else if (rule === "average") atAverage(fills, assets, log);
  else flatToFlat(fills, assets, log);
  return log;
}

function flatToFlat(fills: FillColumns, assets: number, log: TradeLog): void {
  log.reserve(fills.length >> 1);
  const trips = Array.from({ length: assets }, newTrip);
  const { asset, quantity } = fills;
  const last = fills.length - 1;
  for (let i = 0; i <= last; i++) {
    const k = asset[i]!;
    const trip = trips[k]!;
    // vectorbt's rules can charge for a fill of nothing.
    if (quantity[i] === 0) continue;
    if (trip.position !== 0 || i === last || asset[i + 1] !== k || quantity[i + 1] !== -quantity[i]!) {
      addToTrip(fills, i, trip, log);
    } else {
      log.pushPair(fills, i, i + 1);
      i++;
    }
  }
}

function addToTrip(fills: FillColumns, i: number, trip: Trip, log: TradeLog): void {
  const signed = fills.quantity[i]!;
  if (trip.position === 0) open(trip, i, signed > 0 ? 1 : -1);
  const quantity = signed * trip.side;
  const price = fills.price[i]!;
  trip.commission += fills.commission[i]!;
  trip.slippage += slippageOf(fills, i);
  trip.position += quantity;
  if (quantity > 0) {
    trip.entered += quantity;
    trip.entryCash += quantity * price;
    if (trip.position > trip.largest) trip.largest = trip.position;
    return;
  }
  trip.exited -= quantity;
  trip.exitCash -= quantity * price;
  if (trip.position >= DUST) return;
  trip.position = 0;
  log.push(fills, trip.first, i, trip);
}

function newTrip(): Trip {
  const trip = { side: 1, first: 0, position: 0, largest: 0, entered: 0, exited: 0 };
  return { ...trip, entryCash: 0, exitCash: 0, commission: 0, slippage: 0 };
}

function open(trip: Trip, fill: number, side: number): void {
  trip.side = side;
  trip.first = fill;
  trip.largest = 0;
  trip.entered = 0;
  trip.exited = 0;
  trip.entryCash = 0;
  trip.exitCash = 0;
  trip.commission = 0;
  trip.slippage = 0;
}

/** An entry that is not wholly closed yet. */
interface Lot {
  readonly fill: number;
  left: number;
}

/** Each exit closes the entry that it names, else the oldest; every piece is a trade, with its share of both commissions. */
function firstInFirstOut(fills: FillColumns, assets: number, log: TradeLog): void {
  log.reserve(fills.length);
  const queues: Lot[][] = Array.from({ length: assets }, () => []);
  for (let i = 0; i < fills.length; i++) {
    const queue = queues[fills.asset[i]!]!;
    const quantity = fills.quantity[i]!;
    const closes = fills.closes?.[i] ?? -1;
    if (closes >= 0 && closes !== i) {
      closePiece(fills, i, queue, closes, log);
      continue;
    }
    const oldest = queue[0];
    if (closes === i || oldest === undefined || fills.quantity[oldest.fill]! * quantity > 0) {
      queue.push({ fill: i, left: Math.abs(quantity) });
      continue;
    }
    let left = Math.abs(quantity);
    while (left > DUST && queue.length > 0) {
      const lot = queue[0]!;
      const piece = Math.min(left, lot.left);
      log.push(fills, lot.fill, i, pieceOf(fills, lot.fill, i, piece));
      left -= piece;
      lot.left -= piece;
      if (lot.left <= DUST) queue.shift();
    }
  }
}

/** A fill that says which entry it closes. */
function closePiece(fills: FillColumns, exit: number, queue: Lot[], entry: number, log: TradeLog): void {
  const at = queue.findIndex((lot) => lot.fill === entry);
  const lot = queue[at];
  // Beyond 2^53 units a position is the sum of its fills no more: what rounding left over has closed the entry already.
  if (lot === undefined) return;
  const piece = Math.min(Math.abs(fills.quantity[exit]!), lot.left);
  log.push(fills, entry, exit, pieceOf(fills, entry, exit, piece));
  lot.left -= piece;
  if (lot.left <= DUST) queue.splice(at, 1);
}

function pieceOf(fills: FillColumns, entry: number, exit: number, quantity: number): Trip {
  const ofEntry = quantity / Math.abs(fills.quantity[entry]!);
  const ofExit = quantity / Math.abs(fills.quantity[exit]!);
  return {
    side: Math.sign(fills.quantity[entry]!),
    first: entry,
    position: 0,
    largest: quantity,
    entered: quantity,
    exited: quantity,
    entryCash: quantity * fills.price[entry]!,
    exitCash: quantity * fills.price[exit]!,
    commission: ofEntry * fills.commission[entry]! + ofExit * fills.commission[exit]!,
    slippage: ofEntry * slippageOf(fills, entry) + ofExit * slippageOf(fills, exit),
  };
}

/** Each exit is a trade against the average of all entries that are open, with its share of their commissions. */
function atAverage(fills: FillColumns, assets: number, log: TradeLog): void {
  log.reserve(fills.length);
  const trips = Array.from({ length: assets }, newTrip);
  for (let i = 0; i < fills.length; i++) {
    const trip = trips[fills.asset[i]!]!;
    const signed = fills.quantity[i]!;
    if (signed === 0) continue;
    if (trip.entered === 0) open(trip, i, Math.sign(signed));
    const quantity = Math.abs(signed);
    if (signed * trip.side > 0) {
      trip.entered += quantity;
      trip.entryCash += quantity * fills.price[i]!;
      trip.commission += fills.commission[i]!;
      trip.slippage += slippageOf(fills, i);
      continue;
    }
    const isLast = trip.entered - quantity <= DUST * trip.entered;
    const share = isLast ? 1 : quantity / trip.entered;
    log.push(fills, trip.first, i, averagePiece(trip, share, fills, i));
    for (const sum of ["entered", "entryCash", "commission", "slippage"] as const) {
      trip[sum] = isLast ? 0 : trip[sum] * (1 - share);
    }
  }
}

function averagePiece(trip: Trip, share: number, fills: FillColumns, exit: number): Trip {
  const quantity = share * trip.entered;
  return {
    ...trip,
    largest: quantity,
    entered: quantity,
    exited: quantity,
    entryCash: share * trip.entryCash,
    exitCash: quantity * fills.price[exit]!,
    commission: share * trip.commission + fills.commission[exit]!,
    slippage: share * trip.slippage + slippageOf(fills, exit),
  };
}
