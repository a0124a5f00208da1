import type { ComparisonTarget, Target } from "#strategy/target";
import { type Changes, ComparisonChanges, changesOf } from "./crossings.ts";
import { AT_CLOSE, AT_OPEN } from "./moments.ts";
import { playRoundTrips } from "./round-trips.ts";
import type { TradeLog } from "./trade-matching.ts";
import type { Venue } from "./venue.ts";

/**
 * Plays a target of one asset over [from, to) without looking at the bars between its changes. The fills are those of
 * the event loop: one lone market order at a time, executed by the same function. Not for books in which an order may
 * rest longer than one bar (a volume cap). With `log`, round trips may be written there and their fills not kept.
 */
export function playTarget(venue: Venue, target: Target, from: number, to: number, log: TradeLog | null): void {
  const changes = changesOf(target);
  const { ledger, profile, recordOrders } = venue.setup;
  const isFused = !recordOrders && profile.leverage <= 1 && (log !== null || !ledger.recordsFills);
  if (changes !== null) {
    if (!isFused || !playRoundTrips(venue, changes, from, to, log)) playChanges(venue, changes, from, to);
  } else if (target instanceof Float64Array) playColumn(venue, target, from, to);
  else if (target.kind === "comparison") playSides(venue, target, from, to);
}

/** Whether a column holds nothing but 1, 0, −1 and NaN: then a change is an entry or an exit. */
export function isDirectional(target: Target): boolean {
  if (!(target instanceof Float64Array)) return true;
  for (let i = 0; i < target.length; i++) {
    const value = target[i]!;
    if (value === value && value !== 0 && value !== 1 && value !== -1) return false;
  }
  return true;
}

/** Long and flat in turn. */
function playChanges(venue: Venue, changes: Changes, from: number, to: number): void {
  let wanted = 0;
  let bar = from;
  while (bar < to) {
    bar = wanted === 0 ? changes.nextEntry(bar, to) : changes.nextExit(bar, to);
    if (bar >= to) return;
    wanted = 1 - wanted;
    if (!aimAt(venue, wanted, bar, to)) return;
    bar++;
  }
}

/** Any comparison: what is wanted above and below in turn, from whichever comes first. */
function playSides(venue: Venue, target: ComparisonTarget, from: number, to: number): void {
  const changes = new ComparisonChanges(target);
  const above = changes.nextEntry(from, to);
  const below = changes.nextExit(from, to);
  let isAbove = above < below;
  let bar = isAbove ? above : below;
  let wanted = 0;
  while (bar < to) {
    const before = wanted;
    wanted = isAbove ? target.whenAbove : target.whenBelow;
    if (wanted !== before && !aimAt(venue, wanted, bar, to)) return;
    bar = isAbove ? changes.nextExit(bar + 1, to) : changes.nextEntry(bar + 1, to);
    isAbove = !isAbove;
  }
}

function playColumn(venue: Venue, column: Float64Array, from: number, to: number): void {
  let wanted = 0;
  for (let bar = from; bar < to; bar++) {
    const value = column[bar]!;
    if (value !== value || value === wanted) continue;
    wanted = value;
    if (!aimAt(venue, wanted, bar, to)) return;
  }
}

/** One change of the target, decided at `bar`. False when the run ends with it. */
function aimAt(venue: Venue, wanted: number, bar: number, to: number): boolean {
  const { ledger, profile } = venue.setup;
  const atSignal = profile.fillAt === "signalClose";
  const fillBar = atSignal ? bar : bar + 1;
  const held = ledger.positions[0]!;
  if (wanted === 0 && held === 0) return true;
  if (venue.setup.recordOrders) return aimOnRecord(venue, wanted, bar, fillBar < to);
  if (fillBar >= to) return false;
  if (!ledger.beginBar(fillBar)) return false;
  const prices = (atSignal ? venue.closes : venue.opens)[0]!;
  const moment = atSignal ? AT_CLOSE : AT_OPEN;
  if (held * wanted <= 0 && held !== 0) ledger.closeAll(fillBar, prices, -1, moment);
  if (wanted !== 0) ledger.openShare(fillBar, wanted, venue.entryShare, prices, -1, moment);
  return true;
}

function aimOnRecord(venue: Venue, wanted: number, bar: number, isFilled: boolean): boolean {
  const { profile } = venue.setup;
  if (wanted === 0) venue.placeExit(0, bar);
  else venue.placeEntry(0, wanted, bar);
  if (profile.fillAt === "signalClose") return venue.stepAtSignal(bar);
  return isFilled && venue.step(bar + 1);
}
