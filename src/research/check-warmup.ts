import { firstAtOrAfter, sliceSeries } from "#domain/bars";
import { type Market, marketOf } from "#domain/market";
import type { RunnerSetup } from "#engine/runner";
import { signalColumns } from "#engine/signal-columns";
import type { ParameterValues } from "#strategy/resolve-parameters";

/** A prepared column whose first values depend on where the bars begin. */
export interface UnsettledSignal {
  readonly signal: string;
  /** Largest difference at the first bar on which it may be used, relative to the column's usual size. */
  readonly atFirst: number;
  /** Bars after its first value until it stays within the tolerance, whatever the start; null: it never does. */
  readonly settles: number | null;
}

export interface WarmupReport {
  /** How many starts were tried. */
  readonly starts: number;
  readonly signals: readonly string[];
  readonly unsettled: readonly UnsettledSignal[];
}

/** Differences up to a thousandth of a column's usual size decide nothing. */
const TOLERANCE = 1e-3;
const STARTS = 4;

/**
 * Prepares the strategy again from later first bars and compares its columns where both are defined: an average over a
 * window is the same at once, one that remembers all that was (an exponential average, a cumulative sum) only after a
 * while, or never.
 *
 * @param warmupBars leading bars after which the strategy decides
 */
export function checkWarmup(setup: RunnerSetup, params: ParameterValues, warmupBars: number): WarmupReport {
  const { market, strategy } = setup;
  const whole = signalColumns(strategy, market, params);
  const bars = market.clock.length;
  const starts: number[] = [];
  for (let i = 1; i <= STARTS; i++) {
    const start = Math.round((i * bars) / (STARTS + 2));
    if (start > 0 && start + warmupBars + 1 < bars) starts.push(start);
  }
  const unsettled = new Map<string, UnsettledSignal>();
  for (const start of starts) {
    const later = marketFrom(market, start);
    if (later === null) continue;
    for (const [signal, column] of signalColumns(strategy, later, params)) {
      const full = whole.get(signal);
      if (!(full instanceof Float64Array) || !(column instanceof Float64Array)) continue;
      const found = differences(full.subarray(bars - column.length), column, warmupBars);
      if (found === null) continue;
      const before = unsettled.get(signal);
      unsettled.set(signal, before === undefined ? { signal, ...found } : worse(before, { signal, ...found }));
    }
  }
  return { starts: starts.length, signals: [...whole.keys()], unsettled: [...unsettled.values()] };
}

/** The market without the bars before `start`; null where an asset has none left. */
function marketFrom({ clock, assets, asked }: Market, start: number): Market | null {
  const first = clock[start]!;
  const series = asked.map((index) => {
    const one = assets[index]!.series;
    return sliceSeries(one, firstAtOrAfter(one.time, first), one.time.length);
  });
  return series.some(({ time }) => time.length === 0) ? null : marketOf(series);
}

function differences(
  full: Float64Array,
  part: Float64Array,
  warmupBars: number,
): { readonly atFirst: number; readonly settles: number | null } | null {
  const size = meanSize(full);
  let atFirst = 0;
  let last = -1;
  for (let bar = warmupBars; bar < part.length; bar++) {
    const a = full[bar]!;
    const b = part[bar]!;
    if (a !== a || b !== b) continue;
    const difference = a === b ? 0 : Math.abs(a - b) / size;
    if (!(difference > TOLERANCE)) continue;
    if (last < 0) atFirst = difference;
    last = bar;
  }
  if (last < 0) return null;
  // What differs up to the end has not settled.
  const isNever = last >= part.length - 1 - (part.length - warmupBars) / 10;
  return { atFirst, settles: isNever ? null : last + 1 - warmupBars };
}

function meanSize(column: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < column.length; i++) {
    const value = Math.abs(column[i]!);
    if (!(value < Number.POSITIVE_INFINITY)) continue;
    sum += value;
    count++;
  }
  return sum === 0 ? 1 : sum / count;
}

function worse(a: UnsettledSignal, b: UnsettledSignal): UnsettledSignal {
  const settles = a.settles === null || b.settles === null ? null : Math.max(a.settles, b.settles);
  return { signal: a.signal, atFirst: Math.max(a.atFirst, b.atFirst), settles };
}
