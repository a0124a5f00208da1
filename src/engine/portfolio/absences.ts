import type { Market } from "#domain/market";

/**
 * Which assets have no bar at a bar of the clock, or have ended by it: few of many, mostly, so they are listed bar after bar.
 * Those of a bar stand in `assets` from `from[bar]` to before `from[bar + 1]`, in the order of the market.
 */
export class Absences {
  readonly from: Int32Array;
  readonly assets: Int32Array;

  /** @param endings the last bar of each asset */
  constructor({ assets, clock }: Market, endings: Int32Array) {
    const from = new Int32Array(clock.length + 1);
    for (let k = 0; k < assets.length; k++) {
      const { close } = assets[k]!;
      const ending = endings[k]!;
      for (let bar = 0; bar < clock.length; bar++) {
        if (close[bar] !== close[bar] || bar >= ending) from[bar + 1]!++;
      }
    }
    for (let bar = 0; bar < clock.length; bar++) from[bar + 1]! += from[bar]!;
    const listed = new Int32Array(from[clock.length]!);
    const next = from.slice();
    for (let k = 0; k < assets.length; k++) {
      const { close } = assets[k]!;
      const ending = endings[k]!;
      for (let bar = 0; bar < clock.length; bar++) {
        if (close[bar] !== close[bar] || bar >= ending) listed[next[bar]!++] = k;
      }
    }
    this.from = from;
    this.assets = listed;
  }
}
