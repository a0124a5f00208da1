import { type FillColumns, slippageOf } from "#domain/fill";
import type { TradeColumns } from "#domain/trade";
import type { Profile } from "./profile.ts";

const DUST = 1e-12;

/** Round trips as growing columns. */
class TradeLog implements TradeColumns {
  length = 0;
  asset: Int32Array;
  quantity: Float64Array;
  entryBar: Int32Array;
  exitBar: Int32Array;
  entryPrice: Float64Array;
  exitPrice: Float64Array;
  pnl: Float64Array;
  return: Float64Array;
  commission: Float64Array;
  slippage: Float64Array;
  entryOrder: Int32Array;
  exitOrder: Int32Array;

  constructor(size: number) {
    this.asset = new Int32Array(size);
    this.quantity = new Float64Array(size);
    this.entryBar = new Int32Array(size);
    this.exitBar = new Int32Array(size);
    this.entryPrice = new Float64Array(size);
    this.exitPrice = new Float64Array(size);
    this.pnl = new Float64Array(size);
    this.return = new Float64Array(size);
    this.commission = new Float64Array(size);
    this.slippage = new Float64Array(size);
    this.entryOrder = new Int32Array(size);
    this.exitOrder = new Int32Array(size);
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

/** The closed round trips that fills make. Fills never turn a position around in one row. */
export function matchTrades(fills: FillColumns, assets: number, rule: Profile["tradeMatching"]): TradeColumns {
  return rule === "flatToFlat" ? flatToFlat(fills, assets) : firstInFirstOut(fills, assets);
}

function flatToFlat(fills: FillColumns, assets: number): TradeColumns {
  const log = new TradeLog(fills.length >> 1);
  const trips = Array.from({ length: assets }, newTrip);
  for (let i = 0; i < fills.length; i++) {
    const trip = trips[fills.asset[i]!]!;
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
    } else {
      trip.exited -= quantity;
      trip.exitCash -= quantity * price;
      if (trip.position < DUST) {
        trip.position = 0;
        log.push(fills, trip.first, i, trip);
      }
    }
  }
  return log;
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

/** Each exit closes the oldest entries; every piece is a trade, with its share of both commissions. */
function firstInFirstOut(fills: FillColumns, assets: number): TradeColumns {
  const log = new TradeLog(fills.length);
  const queues: Lot[][] = Array.from({ length: assets }, () => []);
  for (let i = 0; i < fills.length; i++) {
    const queue = queues[fills.asset[i]!]!;
    const quantity = fills.quantity[i]!;
    const oldest = queue[0];
    if (oldest === undefined || fills.quantity[oldest.fill]! * quantity > 0) {
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
  return log;
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
