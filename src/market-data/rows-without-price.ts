import { formatTime } from "#time/format-time";
import type { Timeframe } from "#time/timeframe";
import type { AssetPrices } from "./price-columns.ts";
import type { RawColumns } from "./raw-table.ts";
import type { Rows } from "./row-order.ts";
import type { DataWarning, Occurrence } from "./source.ts";

/**
 * NaN at the rows in which none of open, high, low and close is there, as vendors leave a day without trading; null: every
 * row has a price. A row that lacks some of its prices is a broken bar.
 */
export function rowsWithoutPrice({ open, high, low, close }: AssetPrices): Float64Array | null {
  let first = 0;
  while (first < close.length && close[first] === close[first]) first++;
  if (first === close.length) return null;
  const some = close.slice();
  let isEmpty = false;
  for (let i = first; i < some.length; i++) {
    for (const column of [open, high, low]) if (some[i] !== some[i]) some[i] = column[i]!;
    isEmpty ||= some[i] !== some[i];
  }
  return isEmpty ? some : null;
}

/** The warning about such rows, run by run. */
export function withoutPriceWarning(
  raw: RawColumns,
  rows: Rows,
  prices: Float64Array,
  { symbol, timeframe }: { readonly symbol: string; readonly timeframe: Timeframe },
): DataWarning {
  const occurrences: Occurrence[] = [];
  const count = rows?.length ?? raw.time.length;
  for (let i = 0; i < count; i++) {
    const at = (place: number) => (rows === null ? place : rows[place]!);
    if (prices[at(i)] === prices[at(i)]) continue;
    const first = i;
    while (i + 1 < count && prices[at(i + 1)] !== prices[at(i + 1)]) i++;
    const bars = i - first + 1;
    const [a, b] = [raw.time[at(first)]!, raw.time[at(i)]!];
    const where = { ...raw.placeOf(at(first)), symbol, time: formatTime(a, timeframe) };
    const text = bars === 1 ? "no price" : `no price in ${bars} rows`;
    occurrences.push({ from: Math.min(a, b), to: Math.max(a, b), bars, weight: bars, text, where });
  }
  occurrences.sort((a, b) => a.from - b.from);
  return {
    id: "rows-without-price",
    severity: "warning",
    symbol,
    occurrences,
    words: { one: "row has no price and is no bar", many: "rows have no price and are no bars" },
    help: "Vendors leave days without trading so. Take the rows out, or fill them from the last close: --read repair=forward-fill",
  };
}
