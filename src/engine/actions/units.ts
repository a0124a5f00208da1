import type { FillColumns } from "#domain/fill";
import type { BookedSplit } from "#results/run-record";

/**
 * How many units of the end of the data one unit of an asset at a bar is: the product of the splits after it. A fill of a
 * bar comes after that bar's split.
 */
export function unitsAtEnd(splits: readonly BookedSplit[], asset: number, bar: number): number {
  let units = 1;
  for (const split of splits) if (split.asset === asset && split.bar > bar) units *= split.ratio;
  return units;
}

/** The fills in units of the end of the data, so that they add up across splits; the same columns where there is none. */
export function inUnitsAtEnd(fills: FillColumns, splits: readonly BookedSplit[]): FillColumns {
  if (splits.length === 0) return fills;
  const units = Float64Array.from({ length: fills.length }, (_, i) =>
    unitsAtEnd(splits, fills.asset[i]!, fills.bar[i]!),
  );
  return {
    ...fills,
    length: fills.length,
    quantity: units.map((unit, i) => fills.quantity[i]! * unit),
    price: units.map((unit, i) => fills.price[i]! / unit),
    reference: units.map((unit, i) => fills.reference[i]! / unit),
  };
}
