import type { FillColumns } from "./fill-columns.ts";

/** What orders meet at one moment. */
interface Orders {
  /** Units still to be traded of each asset, signed; 0: no order. */
  readonly pending: Float64Array;
  readonly positions: Float64Array;
  /** Rows of bars × assets, NaN before an asset's first bar. */
  readonly prices: Float64Array;
}

/** What `tellApart` finds beside the fills. */
export class Parts {
  /** Fills that close and that open. */
  closings = 0;
  openings = 0;
  /** Of those that open, how many are worth next to nothing. */
  dusty = 0;
  /** What is held after the closings is worth, and the sizes of it. */
  value = 0;
  gross = 0;
}

/**
 * Makes what tells apart the parts of orders that close and that open, at the prices of a bar.
 *
 * Half of the orders buy and half sell, in no order: a loop that branched on it, or took the smaller of two, would be guessed
 * wrong by the processor every other time (5 ns). So they are told apart once, by arithmetic, and listed.
 */
export function apartOf(orders: Orders, fills: FillColumns, parts: Parts): (bar: number) => void {
  return (bar) => {
    const { pending, positions, prices } = orders;
    const { assets, units, openings: first } = fills;
    const count = positions.length;
    const row = bar * count;
    let closings = 0;
    let openings = first;
    let value = 0;
    let gross = 0;
    for (let k = 0; k < count; k++) {
      const held = positions[k]!;
      const quantity = pending[k]!;
      const all = -held;
      let closes = quantity * Number(held * quantity < 0);
      if (Math.abs(closes) > Math.abs(held)) closes = all;
      const opens = quantity - closes;
      assets[closings] = k;
      units[closings] = closes;
      closings += Number(closes !== 0);
      assets[openings] = k;
      units[openings] = opens;
      openings += Number(opens !== 0);
      const after = held + closes;
      if (after !== 0) {
        const worth = after * prices[row + k]!;
        value += worth;
        gross += Math.abs(worth);
      }
    }
    parts.closings = closings;
    parts.openings = openings - first;
    parts.value = value;
    parts.gross = gross;
  };
}

/**
 * The same where the volume of the bar is too small for some of the orders: what closes takes of it first.
 *
 * @param rooms the most that may be filled, as rows of bars × assets
 */
export function apartWithin(
  orders: Orders,
  rooms: Float64Array,
  fills: FillColumns,
  parts: Parts,
): (bar: number) => void {
  return (bar) => {
    const { pending, positions, prices } = orders;
    const { assets, units, openings: first } = fills;
    const count = positions.length;
    const row = bar * count;
    let closings = 0;
    let openings = first;
    let value = 0;
    let gross = 0;
    for (let k = 0; k < count; k++) {
      const held = positions[k]!;
      const quantity = pending[k]!;
      const side = quantity < 0 ? -1 : 1;
      const size = Math.abs(quantity);
      const room = rooms[row + k]!;
      const closable = held * quantity < 0 ? Math.min(Math.abs(held), size) : 0;
      const closes = Math.min(closable, room);
      const opens = Math.min(size - closes, room - closes);
      assets[closings] = k;
      units[closings] = side * closes;
      closings += Number(closes > 0);
      assets[openings] = k;
      units[openings] = side * opens;
      openings += Number(opens > 0);
      const after = held + side * closes;
      if (after !== 0) {
        const worth = after * prices[row + k]!;
        value += worth;
        gross += Math.abs(worth);
      }
    }
    parts.closings = closings;
    parts.openings = openings - first;
    parts.value = value;
    parts.gross = gross;
  };
}
