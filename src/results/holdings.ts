import type { RunRecord } from "./run-record.ts";

/** The books at one close: units and last price of each asset, in the order of the market. Both are reused from close to close. */
export interface Holdings {
  readonly bar: number;
  readonly positions: Float64Array;
  readonly prices: Float64Array;
  /** Whether something was filled, or split, on this bar. */
  readonly hasMoved: boolean;
}

/** A position smaller than this is none, as in the books. */
const DUST = 1e-12;

/** Calls `visit` at each measured close, with what was held there, replayed from fills and splits. */
export function eachClose(record: RunRecord, visit: (holdings: Holdings) => void): void {
  const { market, from, to, fills, splits } = record;
  const { assets } = market;
  const positions = new Float64Array(assets.length);
  const prices = new Float64Array(assets.length).fill(Number.NaN);
  let next = 0;
  let nextSplit = 0;
  for (let bar = 0; bar < to; bar++) {
    let hasMoved = false;
    for (; nextSplit < splits.length && splits[nextSplit]!.bar === bar; nextSplit++) {
      const { asset, ratio } = splits[nextSplit]!;
      positions[asset]! *= ratio;
      prices[asset]! /= ratio;
      hasMoved = true;
    }
    for (; next < fills.length && fills.bar[next] === bar; next++) {
      const asset = fills.asset[next]!;
      const after = positions[asset]! + fills.quantity[next]!;
      positions[asset] = Math.abs(after) < DUST ? 0 : after;
      hasMoved = true;
    }
    for (let k = 0; k < assets.length; k++) {
      const price = assets[k]!.close[bar]!;
      if (price === price) prices[k] = price;
    }
    if (bar >= from) visit({ bar, positions, prices, hasMoved });
  }
}
