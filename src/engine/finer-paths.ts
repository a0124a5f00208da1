import { type FinerBars, firstAtOrAfter } from "#domain/bars";
import type { Market, MarketAsset } from "#domain/market";

/** What finer bars say of two exits within one bar. `unknown`: they have none for it, or both lie in one of them too. */
export type FirstExit = "stop" | "target" | "unknown";

/** Two exits of a position: `side` is that of the exits, −1 for those of a long position. */
export interface Exits {
  readonly side: number;
  /** NaN where there is none. */
  readonly stop: number;
  readonly target: number;
}

/** The order in which prices came within the bars of a market, as far as finer bars tell it. */
export class FinerPaths {
  readonly #assets: readonly MarketAsset[];
  /** A target counts when the price touches it; otherwise when it goes through. */
  readonly #touches: boolean;

  private constructor(assets: readonly MarketAsset[], touches: boolean) {
    this.#assets = assets;
    this.#touches = touches;
  }

  /** Null where no asset has finer bars. */
  static of({ assets }: Market, limitFill: "penetrate" | "touch"): FinerPaths | null {
    return assets.some(({ series }) => series.finer !== undefined)
      ? new FinerPaths(assets, limitFill === "touch")
      : null;
  }

  /** Which exit of a position that was held at the open of the bar came first. */
  first(asset: number, time: number, exits: Exits): FirstExit {
    const found = this.#within(asset, time);
    if (found === null) return "unknown";
    for (let i = found.start; i < found.end; i++) {
      const met = this.#met(found.finer, i, exits);
      if (met !== null) return met;
    }
    return "unknown";
  }

  /**
   * Which exit came first after an entry inside of the bar, at `level` and by a stop or a limit; `none`: neither did.
   * In the finer bar of the entry only what must have happened after it counts.
   */
  firstAfter(
    asset: number,
    time: number,
    exits: Exits,
    entry: { readonly level: number; readonly by: "stop" | "limit" },
  ): FirstExit | "none" {
    const found = this.#within(asset, time);
    if (found === null) return "unknown";
    const { finer, start, end } = found;
    let i = start;
    while (i < end && !this.#entered(finer, i, -exits.side, entry)) i++;
    if (i === end) return "unknown";
    const atEntry = this.#certainAfter(finer, i, exits, entry.by);
    if (atEntry !== null) return atEntry;
    for (i++; i < end; i++) {
      const met = this.#met(finer, i, exits);
      if (met !== null) return met;
    }
    return "none";
  }

  #within(asset: number, time: number): { finer: FinerBars; start: number; end: number } | null {
    const { series } = this.#assets[asset]!;
    const { finer } = series;
    if (finer === undefined) return null;
    const at = firstAtOrAfter(series.time, time);
    if (series.time[at] !== time || finer.start[at]! >= finer.end[at]!) return null;
    return { finer, start: finer.start[at]!, end: finer.end[at]! };
  }

  /** The exit that this finer bar meets; null: none, `unknown`: both after its open. */
  #met(finer: FinerBars, i: number, { side, stop, target }: Exits): FirstExit | null {
    const open = finer.open[i]!;
    if ((open - stop) * side >= 0) return "stop";
    if (this.#reaches(open, target, side)) return "target";
    const [stopSide, targetSide] = side > 0 ? [finer.high[i]!, finer.low[i]!] : [finer.low[i]!, finer.high[i]!];
    const isStop = (stopSide - stop) * side >= 0;
    const isTarget = this.#reaches(targetSide, target, side);
    if (isStop && isTarget) return "unknown";
    return isStop ? "stop" : isTarget ? "target" : null;
  }

  /** The exit that must have come in this finer bar after an entry within it; null: none did, `unknown`: one may have. */
  #certainAfter(finer: FinerBars, i: number, exits: Exits, by: "stop" | "limit"): FirstExit | null {
    const { side, stop, target } = exits;
    const close = finer.close[i]!;
    if ((close - stop) * side >= 0) return "stop";
    if (this.#reaches(close, target, side)) return "target";
    const [stopSide, targetSide] = side > 0 ? [finer.high[i]!, finer.low[i]!] : [finer.low[i]!, finer.high[i]!];
    const isStop = (stopSide - stop) * side >= 0;
    const isTarget = this.#reaches(targetSide, target, side);
    if (!isStop && !isTarget) return null;
    // The price came through the limit of an entry before it could fall to the stop; through its stop before the target.
    if (isStop && !isTarget && by === "limit") return "stop";
    return isTarget && !isStop && by === "stop" ? "target" : "unknown";
  }

  #entered(
    finer: FinerBars,
    i: number,
    side: number,
    { level, by }: { readonly level: number; readonly by: "stop" | "limit" },
  ): boolean {
    const [far, near] = side > 0 ? [finer.high[i]!, finer.low[i]!] : [finer.low[i]!, finer.high[i]!];
    return by === "stop" ? (far - level) * side >= 0 : this.#reaches(near, level, side);
  }

  /** Whether a limit at `level` fills at this price: a purchase below it, a sale above. */
  #reaches(price: number, level: number, side: number): boolean {
    const through = (level - price) * side;
    return this.#touches ? through >= 0 : through > 0;
  }
}
