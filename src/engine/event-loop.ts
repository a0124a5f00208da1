import type { Context } from "#strategy/context";
import { CURSOR } from "#strategy/present";
import { endingOf } from "./actions/ending.ts";
import { MarginDesk } from "./margin-call.ts";
import { AT_CLOSE, AT_OPEN } from "./moments.ts";
import { liquidateRuin } from "./ruin.ts";
import type { Venue } from "./venue.ts";

/** What decides after each close: a strategy, or something that stands in for one. */
export interface Decider {
  onBar?(context: Context, now: unknown, state: unknown): void;
}

/** What the loop needs to know of a run, apart from its strategy. */
interface Playing {
  readonly venue: Venue;
  /** Market orders fill at the close of the bar that gave the signal. */
  readonly atSignal: boolean;
  /** The bar on which everything is closed; -1: none. */
  readonly last: number;
  /** Whether that happens at its open, after the strategy has seen it. */
  readonly finishes: boolean;
  /** The moment of that bar at which it happens otherwise; -1: it does not. */
  readonly leavesAt: number;
  /** The last bar of each asset, where one ends early. */
  readonly endings: Int32Array | null;
  /** Up to here nothing happens on a bar on which nothing rests and marking may wait, but for corporate actions. */
  readonly calmEnd: number;
  /** The same, up to the next split or dividend. */
  quietEnd: number;
  mayLag: boolean;
  /** Who looks whether equity covers what is held; null: nobody. */
  readonly margin: MarginDesk | null;
}

/**
 * Plays the bars [from, to): resting orders meet the bar, the close is marked, then the strategy sees it. Marking may
 * lag behind (Ledger.mayLag); a ruin found later ends the run at its bar all the same.
 */
export function playBars(
  venue: Venue,
  decider: Decider,
  context: Context,
  now: unknown,
  state: unknown,
  from: number,
  to: number,
): void {
  const playing = playingOf(venue, from, to);
  const { orders } = venue;
  for (let bar = from; bar < to; bar++) {
    const isQuiet = orders.length === 0 && playing.mayLag && bar < playing.quietEnd;
    if (!isQuiet && !beforeDecision(playing, bar)) return;
    if (!isQuiet && isCalm(playing) && venue.watches()) {
      bar = decideUnderWatch(venue, decider, context, now, state, bar, playing.quietEnd);
    } else bar = decide(orders, decider, context, now, state, bar, isQuiet ? playing.quietEnd : bar + 1);
    if (playing.atSignal && !afterDecision(playing, bar)) return;
    if (bar === playing.last && playing.finishes && !venue.finish(bar)) return;
  }
}

/**
 * Lets the strategy decide on the bars [from, to), up to the first on which it places an order: the bar it ended with.
 * Nearly all of a sweep is spent here. The strategy is called by its own name, not through a closure, and at this place
 * only, so that its code is compiled into this loop (1.4 times the speed of a loop that does the rest as well).
 */
function decide(
  orders: readonly unknown[],
  decider: Decider,
  context: Context,
  now: unknown,
  state: unknown,
  from: number,
  to: number,
): number {
  let bar = from;
  for (;;) {
    CURSOR.bar = bar;
    decider.onBar!(context, now, state);
    if (orders.length > 0 || bar + 1 >= to) return bar;
    bar++;
  }
}

/** Whether orders rest that only prices can bring to life, in a book whose marking may wait. */
function isCalm({ venue, mayLag, margin, atSignal }: Playing): boolean {
  return mayLag && margin === null && !atSignal && venue.orders.length > 0;
}

/**
 * Lets the strategy decide on the bars [from, to) while orders rest, up to the first on which it places, changes or cancels
 * one, or before whose next bar's range one may be met: the bar it ended with.
 */
function decideUnderWatch(
  venue: Venue,
  decider: Decider,
  context: Context,
  now: unknown,
  state: unknown,
  from: number,
  to: number,
): number {
  const { low, high } = venue.market.assets[0]!;
  const { floor, ceiling, version } = venue;
  let bar = from;
  for (;;) {
    CURSOR.bar = bar;
    decider.onBar!(context, now, state);
    const next = bar + 1;
    if (venue.version !== version || next >= to || low[next]! <= floor || high[next]! >= ceiling) return bar;
    bar = next;
  }
}

function playingOf(venue: Venue, from: number, to: number): Playing {
  const { lastBar, delisting, maintenanceMargin } = venue.setup.profile;
  const endings = delisting === "hold" ? null : endingsBefore(venue, to);
  const last = lastBar === "stayOpen" ? -1 : to - 1;
  const calmEnd = endings !== null ? from : last >= 0 ? last : to;
  const quietEnd = Math.min(calmEnd, venue.setup.ledger.nextAction);
  const { finishes, atSignal } = venue;
  const leavesAt = last < 0 || finishes ? -1 : lastBar === "liquidateAtOpen" ? AT_OPEN : AT_CLOSE;
  const margin = maintenanceMargin === 0 ? null : new MarginDesk(venue);
  return { venue, atSignal, last, finishes, leavesAt, endings, calmEnd, quietEnd, mayLag: true, margin };
}

/** The bar up to its close: orders, endings, marking. False when the run is ruined. */
function beforeDecision(playing: Playing, bar: number): boolean {
  const { venue, endings } = playing;
  const { ledger } = venue.setup;
  if (bar === playing.last && playing.leavesAt === AT_OPEN) leaveAtOpen(venue, bar);
  if (venue.orders.length > 0) {
    if (!venue.step(bar)) return false;
    playing.mayLag = ledger.mayLag;
  }
  if (ledger.nextAction <= bar && !ledger.beginBar(bar)) return false;
  if (bar >= playing.quietEnd && playing.quietEnd < playing.calmEnd) {
    playing.mayLag = ledger.mayLag;
    playing.quietEnd = Math.min(playing.calmEnd, ledger.nextAction);
  }
  if (bar === playing.last && playing.leavesAt === AT_CLOSE) liquidate(venue, bar, AT_CLOSE);
  if (endings !== null) closeEnding(venue, endings, bar);
  const isFinished = bar !== playing.last || !playing.finishes || ledger.valueAt(bar) <= ledger.ruinLevel;
  if (!playing.mayLag && !playing.atSignal && isFinished) {
    ledger.markTo(bar);
    if (ledger.ruinedAt >= 0) return false;
  }
  if (venue.orders.length > 0) venue.afterClose(bar);
  // Where marking may wait, all is paid for.
  if (playing.margin !== null && !playing.mayLag && !playing.atSignal) playing.margin.look(bar);
  return true;
}

/** Where orders fill at the signal's close: they do, and then the bar is marked. False when the run is ruined. */
function afterDecision(playing: Playing, bar: number): boolean {
  const { venue } = playing;
  const { ledger } = venue.setup;
  if (venue.orders.length > 0 && bar !== playing.last) {
    if (!venue.stepAtSignal(bar)) return false;
    playing.mayLag = ledger.mayLag;
  }
  if (playing.mayLag) return true;
  ledger.markTo(bar);
  if (ledger.ruinedAt >= 0) return false;
  playing.margin?.look(bar);
  return true;
}

/** Marks to the end, and ends what still rests. Returns one past the last bar of the run. */
export function finishRun(venue: Venue, to: number): number {
  const { ledger } = venue.setup;
  ledger.markTo(to - 1);
  if (ledger.ruinedAt < 0) {
    // Bars on which nothing happens to what rests did not come to the venue.
    venue.bar = to - 1;
    venue.endAll("expired", "the data ended");
    return to;
  }
  const ruinedAt = ledger.ruinedAt;
  venue.bar = ruinedAt;
  venue.endAll("cancelled", "ruin");
  while (venue.records.length > 0 && venue.records[venue.records.length - 1]!.placedAt >= ruinedAt) venue.records.pop();
  if (venue.setup.profile.ruin === "zero") venue.ruinToZero(ruinedAt);
  else liquidateRuin(ledger);
  return ruinedAt + 1;
}

/** Closes all at the open of the last bar. Orders that rest end before: what they open inside of it could not be closed at its open. */
function leaveAtOpen(venue: Venue, bar: number): void {
  venue.bar = bar;
  venue.endAll("expired", "all is closed at the last open");
  liquidate(venue, bar, AT_OPEN);
}

/** Closes every position at the open or the close of the bar, at the usual costs. */
function liquidate(venue: Venue, bar: number, moment: number): void {
  const { ledger, market } = venue.setup;
  if (!ledger.beginBar(bar)) return;
  venue.bar = bar;
  for (let k = 0; k < market.assets.length; k++) {
    const reference = (moment === AT_OPEN ? venue.opens : venue.closes)[k]![bar]!;
    if (ledger.positions[k] === 0 || reference !== reference) continue;
    venue.closeByItself(k, venue.slippedExit(k, reference), reference, moment);
  }
}

/** For each asset whose prices end before the market does, or which is delisted, its last bar; −1 of others. Null: all last. */
export function endingsBefore(venue: Venue, to: number): Int32Array | null {
  const endings = Int32Array.from(venue.market.assets, (asset) => {
    const bar = endingOf(asset);
    return bar === null || bar >= to ? -1 : bar;
  });
  return endings.some((bar) => bar >= 0) ? endings : null;
}

/** An asset whose data end here is closed at its last close, at the usual costs. */
export function closeEnding(venue: Venue, endings: Int32Array, bar: number): void {
  const { ledger, market, profile } = venue.setup;
  for (let k = 0; k < endings.length; k++) {
    if (endings[k] !== bar) continue;
    for (const order of venue.orders) if (order.asset === k) venue.end(order, "expired", "the asset's data ended");
    const held = ledger.positions[k]!;
    if (held === 0) continue;
    ledger.beginBar(bar);
    const reference = market.assets[k]!.close[bar]!;
    venue.bar = bar;
    if (profile.delisting === "free") ledger.fill(bar, k, -held, reference, reference, 0, -1, AT_CLOSE);
    else venue.closeByItself(k, venue.slippedExit(k, reference), reference, AT_CLOSE);
  }
}
