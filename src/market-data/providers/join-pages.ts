import { DataError } from "#base/errors";
import { formatTime } from "#time/format-time";
import type { BarRows, BarsWanted, Page } from "../provider.ts";
import { findFault } from "../validate.ts";

/** Columns of length n as they are kept: in the order of time, each time once. */
export interface PulledBars {
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** null: the provider has none of this symbol. */
  readonly volume: Float64Array | null;
  readonly adjustedClose: Float64Array | null;
  readonly split: Float64Array | null;
  readonly dividend: Float64Array | null;
}

const COLUMNS = ["open", "high", "low", "close", "volume", "adjustedClose", "split", "dividend"] as const;

/**
 * The bars of all pages within what is wanted. Pages may overlap: what they have twice counts once.
 * Throws a DataError for a bar that is said in two ways, that cannot be, or where there is none at all.
 */
export function joinPages(pages: readonly Page[], wanted: BarsWanted, title: string): PulledBars {
  const order: { readonly page: BarRows; readonly row: number }[] = [];
  for (const { rows } of pages) {
    for (let row = 0; row < rows.time.length; row++) {
      const time = rows.time[row]!;
      if (time >= wanted.from && time <= wanted.to) order.push({ page: rows, row });
    }
  }
  // Stable: of two equal bars the first stays.
  order.sort((a, b) => a.page.time[a.row]! - b.page.time[b.row]!);
  const kept = order.filter((one, i) => {
    const before = order[i - 1];
    if (before === undefined || timeOf(before) !== timeOf(one)) return true;
    if (COLUMNS.every((name) => Object.is(cellOf(before, name), cellOf(one, name)))) return false;
    throw contradiction(wanted, timeOf(one), title);
  });
  const column = (name: (typeof COLUMNS)[number]) => Float64Array.from(kept, (one) => cellOf(one, name));
  const ifAny = (name: "adjustedClose" | "split" | "dividend") =>
    kept.length > 0 && kept.every(({ page }) => page[name] !== null) ? column(name) : null;
  const volume = column("volume");
  const bars: PulledBars = {
    time: Float64Array.from(kept, timeOf),
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
    volume: volume.every(Number.isNaN) ? null : volume,
    adjustedClose: ifAny("adjustedClose"),
    split: ifAny("split"),
    dividend: ifAny("dividend"),
  };
  checkPulled(bars, wanted, title);
  return bars;
}

function timeOf({ page, row }: { readonly page: BarRows; readonly row: number }): number {
  return page.time[row]!;
}

function cellOf(
  { page, row }: { readonly page: BarRows; readonly row: number },
  name: (typeof COLUMNS)[number],
): number {
  return page[name]?.[row] ?? Number.NaN;
}

/** Throws a DataError for the first bar that cannot be. */
export function checkPulled(bars: PulledBars, { symbol, timeframe }: BarsWanted, title: string): void {
  const fault = findFault(bars);
  if (fault === null) return;
  const { row, field, code } = fault;
  const said = ["open", "high", "low", "close", field] as const;
  const received = [...new Set(said)].map((name) => `${name} ${bars[name]?.[row]}`).join(", ");
  throw new DataError({
    code,
    message: `${title} gives a bar of ${symbol} that cannot be.`,
    where: {
      symbol,
      time: formatTime(bars.time[row]!, timeframe),
      received,
    },
    help: "Ask for dates that leave it out (--from, --to), or pull from another provider: --source NAME",
  });
}

function contradiction({ symbol, timeframe }: BarsWanted, time: number, title: string): DataError {
  return new DataError({
    code: "contradictory-bars",
    message: `${title} gives two different bars of ${symbol} for one time.`,
    where: { symbol, time: formatTime(time, timeframe) },
    help: "Type the line again; if it stays so, pull from another provider: --source NAME",
  });
}
