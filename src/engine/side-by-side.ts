import { firstAtOrAfter } from "#domain/bars";
import type { FillColumns } from "#domain/fill";
import { type Market, marketOf } from "#domain/market";
import type { OrderRecord } from "#domain/order";
import { type RiskCount, SIZED_NOTHING } from "#domain/risk-count";
import { statisticsOf } from "#results/equity-statistics";
import type { RunRecord } from "#results/run-record";
import type { Profile } from "./profile.ts";
import { tradesAcross } from "./trade-matching.ts";

/**
 * Runs of one asset each, every one with its share of the cash, as the record of one book. A run that has not begun
 * holds its cash, one that has ended holds what it ended with. Orders are numbered anew in the order of placing; a
 * recorded series bears its asset's symbol. `records` stand in the order in which the assets were asked for.
 */
export function sideBySide(records: readonly RunRecord[], rule: Profile["tradeMatching"]): RunRecord {
  const market = marketOf(records.map((record) => record.market.assets[0]!.series));
  const placed = records.map((record) => new Placement(record, market));
  const from = Math.min(...placed.map((one) => one.bar(one.record.from)));
  const to = Math.max(...placed.map((one) => one.bar(one.record.to - 1))) + 1;
  const equity = summed(placed, market, to, (record) => record.equity, "startingCash");
  const grossExposure = summed(placed, market, to, (record) => record.grossExposure, 0);
  const startingCash = total(records, (record) => record.statistics.startingCash);
  const { orders, newIndex } = mergedOrders(placed);
  const fills = mergedFills(placed, newIndex);
  const splits = placed
    .flatMap((one) => one.record.splits.map(({ bar, ratio }) => ({ bar: one.bar(bar), asset: one.asset, ratio })))
    .sort((a, b) => a.bar - b.bar || a.asset - b.asset);
  return {
    market,
    from,
    to,
    warmupBars: Math.max(...records.map((record) => record.warmupBars)),
    equity,
    cash: summed(placed, market, to, (record) => record.cash, "startingCash"),
    grossExposure,
    statistics: {
      ...statisticsOf(equity.subarray(from, to), startingCash),
      barsHeld: grossExposure.subarray(from, to).filter((exposure) => exposure > 0).length,
      openings: total(records, (record) => record.statistics.openings),
      closings: total(records, (record) => record.statistics.closings),
    },
    costs: {
      commission: total(records, (record) => record.costs.commission),
      slippage: total(records, (record) => record.costs.slippage),
      borrow: total(records, (record) => record.costs.borrow),
      interest: total(records, (record) => record.costs.interest),
      dividends: total(records, (record) => record.costs.dividends),
    },
    bySymbol: market.assets.flatMap(({ symbol }) => {
      return records.flatMap((record) => record.bySymbol).filter((result) => result.symbol === symbol);
    }),
    fills,
    trades: tradesAcross(fills, splits, market.assets.length, rule),
    orders,
    records: mergedRecords(placed, market),
    risk: summedCounts(records.map((record) => record.risk)),
    splits,
    ambiguous: total(records, (record) => record.ambiguous),
    decided: total(records, (record) => record.decided),
    uncertain: total(records, (record) => record.uncertain),
    // Books side by side hold one asset each: none has legs.
    legsOff: { groups: 0, worst: 0, bar: -1 },
    ruined: records.every((record) => record.ruined),
  };
}

/** The counts of each reason together, the most frequent first. A sizing has sized nothing where it did in no run. */
function summedCounts(runs: readonly (readonly RiskCount[])[]): readonly RiskCount[] {
  const byReason = new Map<string, RiskCount>();
  const isUnused = runs.every((counts) => counts.some(({ reason }) => reason === SIZED_NOTHING));
  for (const { reason, trimmed, refused } of runs.flat()) {
    if (reason === SIZED_NOTHING && !isUnused) continue;
    const before = byReason.get(reason) ?? { trimmed: 0, refused: 0 };
    byReason.set(reason, { reason, trimmed: before.trimmed + trimmed, refused: before.refused + refused });
  }
  const times = ({ trimmed, refused }: RiskCount) => trimmed + refused;
  return [...byReason.values()].sort((a, b) => times(b) - times(a) || (a.reason < b.reason ? -1 : 1));
}

/** Where a run's bars lie on the common clock, and which asset it is there. */
class Placement {
  readonly record: RunRecord;
  readonly asset: number;
  readonly #at: Int32Array;

  constructor(record: RunRecord, market: Market) {
    this.record = record;
    this.asset = market.assets.findIndex((asset) => asset.symbol === record.market.assets[0]!.symbol);
    this.#at = Int32Array.from(record.market.clock, (time) => firstAtOrAfter(market.clock, time));
  }

  bar(own: number): number {
    return this.#at[own]!;
  }
}

function total(records: readonly RunRecord[], of: (record: RunRecord) => number): number {
  return records.reduce((sum, record) => sum + of(record), 0);
}

/** The sum of a column over all runs, each carried forward from its last value; before its first bar, `before`. */
function summed(
  placed: readonly Placement[],
  market: Market,
  to: number,
  columnOf: (record: RunRecord) => Float64Array,
  before: "startingCash" | 0,
): Float64Array {
  const out = new Float64Array(market.clock.length).fill(Number.NaN);
  out.fill(0, 0, to);
  for (const one of placed) {
    const column = columnOf(one.record);
    let value = before === 0 ? 0 : one.record.statistics.startingCash;
    let own = 0;
    for (let bar = 0; bar < to; bar++) {
      if (own < one.record.to && one.bar(own) === bar) value = column[own++]!;
      out[bar]! += value;
    }
  }
  return out;
}

function mergedOrders(placed: readonly Placement[]): { orders: OrderRecord[]; newIndex: Map<OrderRecord, number> } {
  const all = placed.flatMap((one) =>
    one.record.orders.map((order) => ({ one, order, placedAt: one.bar(order.placedAt) })),
  );
  all.sort((a, b) => a.placedAt - b.placedAt);
  const names = new Map<string, string>();
  const newIndex = new Map<OrderRecord, number>();
  const orders = all.map(({ one, order, placedAt }, index) => {
    newIndex.set(order, index);
    const [own, ...child] = order.id.split("/") as [string, ...string[]];
    const key = `${order.symbol} ${own}`;
    if (!names.has(key)) names.set(key, `o${names.size + 1}`);
    const endedAt = order.endedAt < 0 ? -1 : one.bar(order.endedAt);
    const notes = order.notes?.map((note) => ({ ...note, bar: one.bar(note.bar) })) ?? null;
    return {
      ...order,
      placedAt,
      createdAt: one.bar(order.createdAt),
      endedAt,
      notes,
      id: [names.get(key)!, ...child].join("/"),
    };
  });
  return { orders, newIndex };
}

function mergedFills(placed: readonly Placement[], newIndex: ReadonlyMap<OrderRecord, number>): FillColumns {
  const all = placed.flatMap((one) =>
    Array.from({ length: one.record.fills.length }, (_, i) => ({ one, i, bar: one.bar(one.record.fills.bar[i]!) })),
  );
  all.sort((a, b) => a.bar - b.bar);
  const places = new Map(all.map(({ one, i }, place) => [`${one.asset} ${i}`, place]));
  const column = (of: (fills: FillColumns, i: number) => number) =>
    Float64Array.from(all, ({ one, i }) => of(one.record.fills, i));
  return {
    length: all.length,
    bar: Int32Array.from(all, ({ bar }) => bar),
    asset: Int32Array.from(all, ({ one }) => one.asset),
    quantity: column((fills, i) => fills.quantity[i]!),
    price: column((fills, i) => fills.price[i]!),
    reference: column((fills, i) => fills.reference[i]!),
    commission: column((fills, i) => fills.commission[i]!),
    order: Int32Array.from(all, ({ one, i }) => {
      const order = one.record.orders[one.record.fills.order[i]!];
      return order === undefined ? -1 : newIndex.get(order)!;
    }),
    moment: Uint8Array.from(all, ({ one, i }) => one.record.fills.moment[i]!),
    closes: all.some(({ one }) => one.record.fills.closes != null)
      ? Int32Array.from(all, ({ one, i }) => places.get(`${one.asset} ${one.record.fills.closes?.[i] ?? -1}`) ?? -1)
      : null,
  };
}

function mergedRecords(placed: readonly Placement[], market: Market): ReadonlyMap<string, Float64Array> {
  const merged = new Map<string, Float64Array>();
  for (const one of placed) {
    for (const [name, values] of one.record.records) {
      const column = new Float64Array(market.clock.length).fill(Number.NaN);
      for (let own = 0; own < values.length; own++) column[one.bar(own)] = values[own]!;
      merged.set(`${name}.${market.assets[one.asset]!.symbol}`, column);
    }
  }
  return merged;
}
