import type { FillContext } from "../fill-context.ts";
import type { MarketNeeds, SlippageModel } from "../slippage-model.ts";

/** What slippage costs, as a share of the price, where the fill is `share` of its bar's volume; never falls as it grows. */
export type VolumeCurve = (share: number) => number;

/**
 * Slippage by the share of the bar's volume that a fill takes:
 * `volume-share:0.1` is price · 0.1 · (q/V)², as zipline has it; `square-root:10bps` is price · 10 bps · √(q/V);
 * `linear:10bps` is price · 10 bps · (1 + q/V). A bar without volume ends the run with an error (charging.ts).
 */
export class VolumeSlippage implements SlippageModel {
  readonly name: string;
  readonly needs: MarketNeeds = { volume: true };
  readonly #curve: VolumeCurve;

  constructor(name: string, curve: VolumeCurve) {
    this.name = name;
    this.#curve = curve;
  }

  slipped(reference: number, direction: number): number {
    return reference * (1 + direction * this.#curve(0));
  }

  slippedOn({ price, side, quantity, barUnits, volume }: FillContext): number {
    return price * (1 + side * this.#curve((barUnits + quantity) / volume));
  }
}

export function volumeShare(k: number): VolumeCurve {
  return (share) => k * share * share;
}

export function squareRoot(rate: number): VolumeCurve {
  return (share) => rate * Math.sqrt(share);
}

export function linear(rate: number): VolumeCurve {
  return (share) => rate * (1 + share);
}
