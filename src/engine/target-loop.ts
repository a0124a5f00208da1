import type { ComparisonTarget, SignalTarget, Target } from "#strategy/target";
import { extremesOf, nextAbove } from "./crossings.ts";
import { AT_CLOSE, AT_OPEN } from "./moments.ts";
import type { Venue } from "./venue.ts";

/**
 * Plays a target of one asset over [from, to) without looking at the bars between its changes. The fills are those of
 * the event loop: one lone market order at a time, executed by the same function. Not for books in which an order may
 * rest longer than one bar (a volume cap).
 */
export function playTarget(venue: Venue, target: Target, from: number, to: number): void {
  if (target instanceof Float64Array) playColumn(venue, target, from, to);
  else if (target.kind === "comparison") playComparison(venue, target, from, to);
  else playSignals(venue, target, from, to);
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

function playComparison(venue: Venue, target: ComparisonTarget, from: number, to: number): void {
  const { a, b, whenAbove, whenBelow } = target;
  const ofA = extremesOf(a);
  const ofB = extremesOf(b);
  let wanted = 0;
  let bar = from;
  if (whenAbove !== 0 && whenBelow !== 0) {
    const above = nextAbove(a, b, ofA.high, ofB.low, from, to);
    const below = nextAbove(b, a, ofB.high, ofA.low, from, to);
    bar = Math.min(above, below);
    if (bar >= to) return;
    wanted = above < below ? whenAbove : whenBelow;
    if (!aimAt(venue, wanted, bar, to)) return;
    bar++;
  }
  while (bar < to) {
    const isBelow = wanted === whenBelow;
    bar = isBelow ? nextAbove(a, b, ofA.high, ofB.low, bar, to) : nextAbove(b, a, ofB.high, ofA.low, bar, to);
    if (bar >= to) return;
    wanted = isBelow ? whenAbove : whenBelow;
    if (!aimAt(venue, wanted, bar, to)) return;
    bar++;
  }
}

function playSignals(venue: Venue, { enter, exit }: SignalTarget, from: number, to: number): void {
  let wanted = 0;
  let bar = from;
  while (bar < to) {
    const flags = wanted === 0 ? enter : exit;
    bar = nextFlag(flags, bar);
    if (bar < 0 || bar >= to) return;
    wanted = 1 - wanted;
    if (!aimAt(venue, wanted, bar, to)) return;
    bar++;
  }
}

/** Next 1 at or after `from`; −1 when there is none. Signals often stand close: a short look before the long search. */
function nextFlag(flags: Uint8Array, from: number): number {
  const near = Math.min(flags.length, from + 8);
  for (let i = from; i < near; i++) if (flags[i] === 1) return i;
  return flags.indexOf(1, near);
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
  if (venue.setup.recordOrders) return aimOnRecord(venue, wanted, held, bar, fillBar < to);
  if (fillBar >= to) return false;
  if (!ledger.beginBar(fillBar)) return false;
  const prices = (atSignal ? venue.closes : venue.opens)[0]!;
  const moment = atSignal ? AT_CLOSE : AT_OPEN;
  if (held * wanted <= 0 && held !== 0) ledger.closeAll(fillBar, prices, -1, moment);
  if (wanted !== 0) ledger.openShare(fillBar, wanted, profile.allEquity, prices, -1, moment);
  return true;
}

function aimOnRecord(venue: Venue, wanted: number, held: number, bar: number, isFilled: boolean): boolean {
  const { profile } = venue.setup;
  if (wanted === 0) venue.placeMarket(0, held > 0 ? -1 : 1, Math.abs(held), Number.NaN, true, bar);
  else venue.placeMarket(0, wanted, Number.NaN, profile.allEquity, false, bar);
  if (profile.fillAt === "signalClose") venue.stepAtSignal(bar);
  else if (isFilled) return venue.step(bar + 1);
  return isFilled && venue.setup.ledger.ruinedAt < 0;
}
