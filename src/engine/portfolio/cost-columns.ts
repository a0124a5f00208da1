import { RateCommission } from "../costs/commission/rate.ts";
import type { CommissionModel } from "../costs/commission-model.ts";
import { RateSlippage } from "../costs/slippage/rate.ts";
import type { SlippageModel } from "../costs/slippage-model.ts";
import type { FillColumns } from "./fill-columns.ts";
import type { Parts } from "./tell-apart.ts";

/**
 * What the fills of some rows cost. Costs that are rates are worked out here, by the very terms of `RateSlippage` and
 * `RateCommission`: a call for each fill would cost as much as all the rest.
 */

/**
 * Makes what looks up the prices of the fills in rows [from, to) and lets them slip.
 *
 * @param prices rows of bars × assets
 */
export function pricingOf(
  fills: FillColumns,
  prices: Float64Array,
  slippage: SlippageModel,
): (bar: number, from: number, to: number, slips: boolean) => void {
  const matrix = { prices };
  const byRate = slippage instanceof RateSlippage ? slippage.rate : 0;
  const isRate = slippage instanceof RateSlippage;
  return (bar, from, to, slips) => {
    const { prices } = matrix;
    const { assets, units, references, prices: slipped, openings: count } = fills;
    const row = bar * count;
    const rate = slips ? byRate : 0;
    for (let j = from; j < to; j++) {
      const reference = prices[row + assets[j]!]!;
      const direction = 1 - 2 * Number(units[j]! < 0);
      references[j] = reference;
      slipped[j] = reference * (1 + direction * rate);
    }
    if (isRate || !slips) return;
    for (let j = from; j < to; j++) slipped[j] = slippage.slipped(references[j]!, units[j]! > 0 ? 1 : -1);
  };
}

/** Makes what works out the commission of the fills in rows [from, to). */
export function chargesOf(fills: FillColumns, commission: CommissionModel): (from: number, to: number) => void {
  if (!(commission instanceof RateCommission)) {
    return (from, to) => {
      const { units, prices, fees } = fills;
      for (let j = from; j < to; j++) fees[j] = commission.charge(Math.abs(units[j]!), prices[j]!);
    };
  }
  const { rate, perUnit, fixed } = commission;
  return (from, to) => {
    const { units, prices, fees } = fills;
    for (let j = from; j < to; j++) {
      const charge = Math.abs(units[j]!) * (prices[j]! * rate + perUnit);
      fees[j] = charge < fixed ? fixed : charge;
    }
  };
}

/**
 * Makes what sums up the most that the fills in rows [from, to) can cost beside the minimum of each, in cash; it notes in
 * `parts` how many of them are worth no more than `dust`.
 */
export function needsOf(
  fills: FillColumns,
  commission: CommissionModel,
  parts: Parts,
): (from: number, to: number, dust: number) => number {
  if (!(commission instanceof RateCommission)) {
    return (from, to, dust) => {
      const { units, prices } = fills;
      let need = 0;
      let dusty = 0;
      for (let j = from; j < to; j++) {
        const price = prices[j]!;
        const size = Math.abs(units[j]!);
        need += size * (price + commission.unit(price));
        dusty += Number(size * price <= dust);
      }
      parts.dusty = dusty;
      return need;
    };
  }
  const { rate, perUnit } = commission;
  return (from, to, dust) => {
    const { units, prices } = fills;
    let need = 0;
    let dusty = 0;
    for (let j = from; j < to; j++) {
      const price = prices[j]!;
      const size = Math.abs(units[j]!);
      need += size * (price + (price * rate + perUnit));
      dusty += Number(size * price <= dust);
    }
    parts.dusty = dusty;
    return need;
  };
}
