import type { PortfolioColumns } from "#domain/rebalance";
import { eachClose } from "./holdings.ts";
import type { RunRecord } from "./run-record.ts";
import type { Table } from "./table.ts";

/**
 * weights.csv: what each rebalance wanted of each asset that was held or wanted. `target` and `held` are shares of equity at the
 * close of the decision, `quantity` what was then to be bought or (negative) sold; `reason` says why that is not all of the way.
 */
export function weightsTable({ market }: RunRecord, { rebalances, weights }: PortfolioColumns): Table {
  const { length, rebalance, asset, target, held, quantity, reason, reasons } = weights;
  return {
    length,
    columns: [
      { kind: "time", name: "time", values: (i) => market.clock[rebalances.bar[rebalance[i]!]!]! },
      { kind: "text", name: "symbol", textAt: (i) => market.assets[asset[i]!]!.symbol },
      { kind: "text", name: "trigger", textAt: (i) => rebalances.trigger[rebalance[i]!]! },
      { kind: "number", name: "target", values: target },
      { kind: "number", name: "held", values: held },
      { kind: "number", name: "quantity", values: quantity },
      { kind: "text", name: "reason", textAt: (i) => reasons[reason[i]!]! },
    ],
  };
}

/** How many rows positions.csv has. */
export function positionsCount(record: RunRecord): number {
  let count = 0;
  eachClose(record, ({ bar, positions, hasMoved }) => {
    if (!hasMoved && bar !== record.to - 1) return;
    for (let k = 0; k < positions.length; k++) if (positions[k] !== 0) count++;
  });
  return count;
}

/**
 * positions.csv: what was held at each close of a bar on which something was filled, and at the last; one row for each asset.
 * Between two of these closes only prices move.
 */
export function positionsTable(record: RunRecord): Table {
  const { market, equity, to } = record;
  const length = positionsCount(record);
  const bars = new Int32Array(length);
  const asset = new Int32Array(length);
  const quantity = new Float64Array(length);
  const price = new Float64Array(length);
  let i = 0;
  eachClose(record, ({ bar, positions, prices, hasMoved }) => {
    if (!hasMoved && bar !== to - 1) return;
    for (let k = 0; k < positions.length; k++) {
      if (positions[k] === 0) continue;
      bars[i] = bar;
      asset[i] = k;
      quantity[i] = positions[k]!;
      price[i] = prices[k]!;
      i++;
    }
  });
  return {
    length,
    columns: [
      { kind: "time", name: "time", values: (row) => market.clock[bars[row]!]! },
      { kind: "text", name: "symbol", textAt: (row) => market.assets[asset[row]!]!.symbol },
      { kind: "number", name: "quantity", values: quantity },
      { kind: "number", name: "price", values: price },
      { kind: "number", name: "value", values: (row) => quantity[row]! * price[row]! },
      { kind: "number", name: "weight", values: (row) => (quantity[row]! * price[row]!) / equity[bars[row]!]! },
    ],
  };
}
