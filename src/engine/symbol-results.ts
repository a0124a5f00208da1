import type { Market } from "#domain/market";
import type { SymbolResult } from "#results/run-record";
import type { Ledger } from "./ledger.ts";

/**
 * What each traded asset came to in a run that ended before bar `to`: from its fills, its last mark, and what it owed. The sum
 * of `net` less the interest is the profit, each kind of cost sums to the ledger's own, but for the rounding of sums in
 * another order. The ledger must have recorded fills and equity.
 */
export function symbolResults(market: Market, ledger: Ledger, to: number): SymbolResult[] {
  const { fills, positions, marks } = ledger;
  const assets = market.assets.length;
  const commission = new Float64Array(assets);
  const slippage = new Float64Array(assets);
  const cash = new Float64Array(assets);
  const isTraded = new Uint8Array(assets);
  for (let i = 0; i < fills.length; i++) {
    const k = fills.asset[i]!;
    isTraded[k] = 1;
    commission[k]! += fills.commission[i]!;
    slippage[k]! += (fills.price[i]! - fills.reference[i]!) * fills.quantity[i]!;
    cash[k]! -= fills.quantity[i]! * fills.reference[i]!;
  }
  const results: SymbolResult[] = [];
  for (const [k, { symbol }] of market.assets.entries()) {
    if (isTraded[k] === 0) continue;
    const held = positions[k] === 0 ? 0 : positions[k]! * marks[(to - 1) * assets + k]!;
    const dividends = 0 - (ledger.actions?.received[k] ?? 0);
    const costs = { commission: commission[k]!, slippage: slippage[k]!, borrow: ledger.borrowBy![k]!, dividends };
    const gross = cash[k]! + held;
    const net = gross - costs.commission - costs.slippage - costs.borrow - costs.dividends;
    results.push({ symbol, ...costs, gross, net });
  }
  return results;
}
