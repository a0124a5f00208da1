import type { Context } from "#strategy/context";
import type { Cursor } from "#strategy/present";
import { AT_CLOSE, AT_OPEN } from "./moments.ts";
import type { Venue } from "./venue.ts";

/** What decides after each close: a strategy, or something that stands in for one. */
export interface Decider {
  onBar?(context: Context, now: unknown, state: unknown): void;
}

/**
 * Plays the bars [from, to): resting orders meet the bar, the close is marked, then the strategy sees it. Marking may
 * lag behind (Ledger.mayLag); a ruin found later ends the run at its bar all the same. The strategy is called by its own
 * name, not through a closure, so that its code can be compiled into this loop.
 */
export function playBars(
  venue: Venue,
  cursor: Cursor,
  decider: Decider,
  context: Context,
  now: unknown,
  state: unknown,
  from: number,
  to: number,
): void {
  const { ledger, profile } = venue.setup;
  const { orders } = venue;
  const atSignal = profile.fillAt === "signalClose";
  const endings = endingsBefore(venue, to);
  const last = profile.lastBar === "liquidateAtOpen" ? to - 1 : -1;
  const quietEnd = endings !== null ? from : last >= 0 ? last : to;
  let mayLag = true;
  for (let bar = from; bar < to; bar++) {
    if (bar < quietEnd && mayLag && orders.length === 0) {
      bar = playQuietly(orders, cursor, decider, context, now, state, bar, quietEnd);
    } else {
      if (orders.length > 0) {
        if (!venue.step(bar)) return;
        mayLag = ledger.mayLag;
      }
      if (bar === last) liquidateAtOpen(venue, bar);
      if (endings !== null) closeEnding(venue, endings, bar);
      if (!mayLag && !atSignal) {
        ledger.markTo(bar);
        if (ledger.ruinedAt >= 0) return;
      }
      if (orders.length > 0) venue.afterClose(bar);
      cursor.bar = bar;
      decider.onBar!(context, now, state);
    }
    if (!atSignal) continue;
    if (orders.length > 0 && bar !== last) {
      if (!venue.stepAtSignal(bar)) return;
      mayLag = ledger.mayLag;
    }
    if (!mayLag) {
      ledger.markTo(bar);
      if (ledger.ruinedAt >= 0) return;
    }
  }
}

/**
 * Plays bars on which nothing rests, up to the first that places an order: the bar it ended with. Nearly all bars of a
 * sweep pass here, and the loop is small so that the strategy's code is compiled into it (1.6 times the speed).
 */
function playQuietly(
  orders: readonly unknown[],
  cursor: Cursor,
  decider: Decider,
  context: Context,
  now: unknown,
  state: unknown,
  from: number,
  to: number,
): number {
  let bar = from;
  for (;;) {
    cursor.bar = bar;
    decider.onBar!(context, now, state);
    if (orders.length > 0 || bar + 1 >= to) return bar;
    bar++;
  }
}

/** Marks to the end, and ends what still rests. Returns one past the last bar of the run. */
export function finishRun(venue: Venue, to: number): number {
  const { ledger } = venue.setup;
  ledger.markTo(to - 1);
  if (ledger.ruinedAt < 0) {
    venue.endAll("expired", "the data ended");
    return to;
  }
  const ruinedAt = ledger.ruinedAt;
  venue.bar = ruinedAt;
  venue.endAll("cancelled", "ruin");
  while (venue.records.length > 0 && venue.records[venue.records.length - 1]!.placedAt >= ruinedAt) venue.records.pop();
  ledger.liquidateRuin();
  return ruinedAt + 1;
}

/** Closes every position at the open of the bar, with commission and without slippage. */
export function liquidateAtOpen(venue: Venue, bar: number): void {
  const { ledger, commission, market } = venue.setup;
  if (!ledger.beginBar(bar)) return;
  for (let k = 0; k < market.assets.length; k++) {
    const held = ledger.positions[k]!;
    const price = market.assets[k]!.open[bar]!;
    if (held === 0 || price !== price) continue;
    ledger.fill(bar, k, -held, price, price, commission.charge(Math.abs(held), price), -1, AT_OPEN);
  }
}

/** For each asset whose data end before `to − 1`: its last bar. Null when all last to the end. */
function endingsBefore(venue: Venue, to: number): Int32Array | null {
  const { market } = venue.setup;
  if (market.assets.length === 1) return null;
  const endings = Int32Array.from(market.assets, (asset) => {
    let bar = to - 1;
    while (bar > 0 && Number.isNaN(asset.close[bar]!)) bar--;
    return bar;
  });
  return endings.some((bar) => bar < to - 1) ? endings : null;
}

/** An asset whose data end here is closed at its last close, at the usual costs. */
function closeEnding(venue: Venue, endings: Int32Array, bar: number): void {
  const { ledger, commission, slippage, market } = venue.setup;
  for (let k = 0; k < endings.length; k++) {
    if (endings[k] !== bar || bar === market.clock.length - 1) continue;
    for (const order of venue.orders) if (order.asset === k) venue.end(order, "expired", "the asset's data ended");
    const held = ledger.positions[k]!;
    if (held === 0) continue;
    ledger.beginBar(bar);
    const reference = market.assets[k]!.close[bar]!;
    const price = slippage.slipped(reference, -Math.sign(held));
    ledger.fill(bar, k, -held, price, reference, commission.charge(Math.abs(held), price), -1, AT_CLOSE);
  }
}
