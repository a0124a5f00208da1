import type { FillColumns } from "./fill-columns.ts";

/**
 * Floors the units of what opens to whole lots (quantities.ts: wholeUnits), in `count` rows, and drops what is none of it.
 * Returns how many are left, below zero (−1 − left) where something was changed.
 */
export function floorOpenings(fills: FillColumns, count: number, lots: Float64Array, slack: number): number {
  const { assets, units, references, prices, openings: first } = fills;
  let kept = first;
  let changed = 0;
  for (let j = first; j < first + count; j++) {
    const k = assets[j]!;
    const wanted = units[j]!;
    const lot = lots[k]!;
    let quantity = wanted;
    if (lot !== 0) {
      const whole = Math.floor(Math.abs(wanted) / lot + slack) * lot;
      quantity = whole * (1 - 2 * Number(wanted < 0));
    }
    assets[kept] = k;
    units[kept] = quantity;
    references[kept] = references[j]!;
    prices[kept] = prices[j]!;
    kept += Number(quantity !== 0);
    changed += Number(quantity !== wanted);
  }
  const left = kept - first;
  return changed > 0 ? -1 - left : left;
}

/** Gives everything that opens, in `count` rows, the same share of its units. */
export function scaleOpenings({ units, openings }: FillColumns, count: number, share: number): void {
  for (let j = openings; j < openings + count; j++) units[j]! *= share;
}

/** Drops what opens and is worth no more than `dust`, of `count` rows: how many are left. */
export function dropDust(fills: FillColumns, count: number, dust: number): number {
  const { assets, units, references, prices, openings: first } = fills;
  let kept = first;
  for (let j = first; j < first + count; j++) {
    const quantity = units[j]!;
    const price = prices[j]!;
    assets[kept] = assets[j]!;
    units[kept] = quantity;
    references[kept] = references[j]!;
    prices[kept] = price;
    kept += Number(!(Math.abs(quantity) * price <= dust));
  }
  return kept - first;
}
