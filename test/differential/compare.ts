import type { Case, CaseFill, CaseResult } from "./case.ts";

/** The two engines add in another order, which shows in the last digits: 1e-12 is seen, 1e-9 is asked. */
const TOLERANCE = 1e-9;

/** The first difference between what ivy did with a case and what the other engine did, or null. */
export function difference(ours: CaseResult, { expect, cash }: Case): string | null {
  if (ours.refused !== expect.refused) return `ivy ${ours.refused ?? "ran"}, expected ${expect.refused ?? "a run"}`;
  const fills = Math.max(ours.fills.length, expect.fills.length);
  for (let i = 0; i < fills; i++) {
    if (!sameFill(ours.fills[i], expect.fills[i], cash)) {
      return `fill ${i}: ivy ${textOf(ours.fills[i])}, expected ${textOf(expect.fills[i])}`;
    }
  }
  const trades = expect.trades ?? [];
  for (const [i, trade] of trades.entries()) {
    const own = ours.trades?.[i];
    if (!trade.every((value, j) => near(own?.[j] ?? Number.NaN, value, 0))) {
      return `trade ${i}: ivy ${own?.join(" ") ?? "none"}, expected ${trade.join(" ")}`;
    }
  }
  if (expect.trades !== undefined && ours.trades!.length !== trades.length) {
    return `ivy has ${ours.trades!.length} trades, expected ${trades.length}`;
  }
  if (ours.equity.length !== expect.equity.length) {
    return `equity has ${ours.equity.length} bars, expected ${expect.equity.length}`;
  }
  // After ruin the run is over: what the other engine goes on to say must be what it ended with.
  let last = cash;
  for (const [bar, theirs] of expect.equity.entries()) {
    last = ours.equity[bar] ?? last;
    if (theirs !== null && !(Math.abs(last - theirs) <= TOLERANCE * Math.max(cash, Math.abs(theirs)))) {
      return `equity at bar ${bar}: ivy ${last}, expected ${theirs}`;
    }
  }
  return null;
}

function sameFill(ours: CaseFill | undefined, theirs: CaseFill | undefined, cash: number): boolean {
  if (ours === undefined || theirs === undefined) return false;
  return (
    ours.bar === theirs.bar &&
    ours.symbol === theirs.symbol &&
    near(ours.quantity, theirs.quantity, 0) &&
    near(ours.price, theirs.price, 0) &&
    near(ours.commission, theirs.commission, 1e-3 * cash)
  );
}

/** Equal to a billionth of the value, or of `scale` where the value is a small difference of large ones. */
function near(a: number, b: number, scale: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(b), scale);
}

function textOf(fill: CaseFill | undefined): string {
  if (fill === undefined) return "none";
  const { bar, symbol, quantity, price, commission } = fill;
  return `bar ${bar} ${symbol} ${quantity}@${price} fee ${commission}`;
}
