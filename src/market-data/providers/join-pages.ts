import { DataError } from "#base/errors";
import { formatTime } from "#time/format-time";
import type { Timeframe } from "#time/timeframe";
import type { BarRows, BarsWanted, Page } from "../provider.ts";
import { faultOfBar, findFault } from "../validate.ts";

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
  for (const { rows } of pages) if (rows.time.some((time) => !isPlausible(time))) throw impossibleTime(wanted, title);
  const within = pages.map(({ rows }) => rowsWithin(rows, wanted));
  const total = within.reduce((sum, rows) => sum + rows.length, 0);
  const joined = (name: (typeof COLUMNS)[number] | "time") => {
    const column = new Float64Array(total);
    let at = 0;
    for (const [k, { rows }] of pages.entries()) {
      const values = rows[name];
      for (const row of within[k]!) column[at++] = values?.[row] ?? Number.NaN;
    }
    return column;
  };
  const columns = new Map(COLUMNS.map((name) => [name, joined(name)]));
  const order = onceInOrder(joined("time"), columns, wanted, title);
  const column = (name: (typeof COLUMNS)[number]) => order.pick(columns.get(name)!);
  const ifAny = (name: "adjustedClose" | "split" | "dividend") =>
    total > 0 && pages.every(({ rows }) => rows[name] !== null || rows.time.length === 0) ? column(name) : null;
  const volume = column("volume");
  const bars: PulledBars = {
    time: order.time,
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

function rowsWithin({ time }: BarRows, { from, to }: BarsWanted): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < time.length; row++) if (time[row]! >= from && time[row]! <= to) rows.push(row);
  return rows;
}

/** The times in their order, each once, and how any column is brought into it. */
function onceInOrder(
  time: Float64Array,
  columns: ReadonlyMap<string, Float64Array>,
  wanted: BarsWanted,
  title: string,
): { readonly time: Float64Array; readonly pick: (column: Float64Array) => Float64Array } {
  // Nearly every answer is in order already, and may have millions of rows.
  if (time.every((value, row) => row === 0 || value > time[row - 1]!)) return { time, pick: (column) => column };
  const rows = Int32Array.from(time, (_, row) => row).sort((a, b) => time[a]! - time[b]! || a - b);
  const kept = rows.filter((row, at) => {
    const before = rows[at - 1];
    if (before === undefined || time[before] !== time[row]) return true;
    if ([...columns.values()].every((column) => Object.is(column[before], column[row]))) return false;
    throw contradiction(wanted, time[row]!, title);
  });
  const pick = (column: Float64Array) => Float64Array.from(kept, (row) => column[row]!);
  return { time: pick(time), pick };
}

/** Throws a DataError for the first bar that cannot be. */
function checkPulled(bars: PulledBars, { symbol, timeframe }: BarsWanted, title: string): void {
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
    help: `${soundFrom(bars, timeframe)}, or pull from another provider: --source NAME`,
  });
}

/** Old opens are often 0: then the years since have none of it, and the date from which on that is so spares many tries. */
function soundFrom(bars: PulledBars, timeframe: Timeframe): string {
  let row = bars.time.length;
  while (row > 0 && faultOfBar(bars, row - 1) === null) row--;
  if (row === bars.time.length) return "Ask for dates that leave it out (--from, --to)";
  const date = formatTime(bars.time[row]!, timeframe).slice(0, 10);
  return `From ${date} on all bars are sound (--from ${date}): ask for those`;
}

/** From the first share that was traded to the end of this century. */
function isPlausible(time: number): boolean {
  return time >= Date.UTC(1602, 0, 1) && time < Date.UTC(2100, 0, 1);
}

function impossibleTime({ symbol }: BarsWanted, title: string): DataError {
  return new DataError({
    code: "bad-time",
    message: `${title} gives a bar of ${symbol} at a time that cannot be.`,
    where: { symbol, expected: "times from 1602 to 2099" },
    help: "Ask for other dates (--from, --to), or pull from another provider: --source NAME",
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
