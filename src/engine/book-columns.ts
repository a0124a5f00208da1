import type { FillColumns } from "#domain/fill";
import type { BookedSplit } from "#results/run-record";
import { DUST } from "./dust.ts";

/**
 * Cash and gross exposure at each close, replayed from the fills, splits and the cash at the start of the bars with the
 * ledger's own arithmetic.
 * `marks` is day-major; both columns have the clock's length, NaN from `to` on.
 */
export function bookColumns(
  startingCash: number,
  fills: FillColumns,
  openingCash: Float64Array | null,
  splits: readonly BookedSplit[],
  marks: Float64Array,
  assets: number,
  to: number,
): { cash: Float64Array; grossExposure: Float64Array } {
  const n = marks.length / assets;
  const cash = new Float64Array(n).fill(Number.NaN);
  const grossExposure = new Float64Array(n).fill(Number.NaN);
  const positions = new Float64Array(assets);
  let inHand = startingCash;
  let next = 0;
  let nextSplit = 0;
  for (let bar = 0; bar < to; bar++) {
    if (openingCash !== null && openingCash[bar] === openingCash[bar]) inHand = openingCash[bar]!;
    for (; nextSplit < splits.length && splits[nextSplit]!.bar === bar; nextSplit++) {
      positions[splits[nextSplit]!.asset]! *= splits[nextSplit]!.ratio;
    }
    for (; next < fills.length && fills.bar[next] === bar; next++) {
      const notional = fills.quantity[next]! * fills.price[next]!;
      const left = inHand - (notional + fills.commission[next]!);
      inHand = Math.abs(left) <= DUST * Math.abs(notional) ? 0 : left;
      const after = positions[fills.asset[next]!]! + fills.quantity[next]!;
      positions[fills.asset[next]!] = Math.abs(after) < DUST ? 0 : after;
    }
    let gross = 0;
    for (let k = 0; k < assets; k++) {
      if (positions[k] !== 0) gross += Math.abs(positions[k]! * marks[bar * assets + k]!);
    }
    cash[bar] = inHand;
    grossExposure[bar] = gross;
  }
  return { cash, grossExposure };
}
