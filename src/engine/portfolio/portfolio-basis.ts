import type { Market } from "#domain/market";
import { endingOf } from "../actions/ending.ts";
import { Absences } from "./absences.ts";

/** A market as rows of one bar each (bar × assets), as a rebalance reads it: beside one another what is looked at together. */
export interface PortfolioBasis {
  readonly assets: number;
  /** Each asset's last close up to each bar; NaN before its first. */
  readonly marks: Float64Array;
  /** What each asset is worth when a bar opens: its open, or where it has no bar its last close. */
  readonly opens: Float64Array;
  /** The last bar of each asset whose prices end before the market does, at which it is closed; of others, one past the market's. */
  readonly endings: Int32Array;
  /** The assets that nothing is planned for at a bar: they have none there, or end with it. */
  readonly absences: Absences;
}

/** @param marks as `marksOf` makes them */
export function portfolioBasis(market: Market, marks: Float64Array): PortfolioBasis {
  const { assets, clock } = market;
  const opens = new Float64Array(clock.length * assets.length);
  const endings = Int32Array.from(assets, (asset) => endingOf(asset) ?? clock.length);
  const absences = new Absences(market, endings);
  for (let k = 0; k < assets.length; k++) {
    const { open, close } = assets[k]!;
    for (let bar = 0, at = k; bar < clock.length; bar++, at += assets.length) {
      const price = close[bar]!;
      opens[at] = price === price ? open[bar]! : bar === 0 ? Number.NaN : marks[at - assets.length]!;
    }
  }
  return { assets: assets.length, marks, opens, endings, absences };
}
