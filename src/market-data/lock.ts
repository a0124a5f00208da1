import { withCommas } from "#base/with-commas";
import type { BarSeries } from "#domain/bars";
import { formatTime } from "#time/format-time";
import type { Timeframe } from "#time/timeframe";

/** What a run read of one symbol. */
export interface LockedPrices {
  readonly symbol: string;
  /** The provider or file, as the header of a run names it. */
  readonly source: string;
  readonly timeframe: Timeframe;
  readonly bars: number;
  /** The first and the last bar that were read, warm-up included. */
  readonly from: string;
  readonly to: string;
  /** As the header of a run shows it. */
  readonly fingerprint: string;
}

export function lockedPrices(series: BarSeries, fingerprint: string): LockedPrices {
  const { symbol, source, timeframe, time } = series;
  const [from, to] = [time[0]!, time[time.length - 1]!].map((one) => formatTime(one, timeframe)) as [string, string];
  return { symbol, source, timeframe, bars: time.length, from, to, fingerprint };
}

/** How what was read differs from what is locked. */
export interface LockDifference {
  readonly symbol: string;
  /** What moved, in words: "2,517 bars, not 2,516; fingerprint 03f1…, not 9a44…". */
  readonly words: string;
}

/**
 * What was read that the lock does not have so, symbol by symbol; none: the prices are the same. A lock may hold more than
 * one run reads. Where only the source has another name, the prices are the same.
 */
export function lockDifferences(
  locked: readonly LockedPrices[],
  read: readonly LockedPrices[],
): readonly LockDifference[] {
  const differences: LockDifference[] = [];
  for (const now of read) {
    const before = locked.find((one) => isSame(one, now));
    if (before === undefined) differences.push({ symbol: now.symbol, words: `${now.timeframe} bars are not locked` });
    else if (before.fingerprint !== now.fingerprint)
      differences.push({ symbol: now.symbol, words: moved(before, now) });
  }
  return differences;
}

/** The lock with what was read in the place of what it had of the same symbols, in the order of their names. */
export function updatedLock(locked: readonly LockedPrices[], read: readonly LockedPrices[]): readonly LockedPrices[] {
  const others = locked.filter((one) => !read.some((now) => isSame(one, now)));
  const key = ({ symbol, timeframe }: LockedPrices) => `${symbol}\n${timeframe}`;
  return [...others, ...read].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function isSame(a: LockedPrices, b: LockedPrices): boolean {
  return a.symbol === b.symbol && a.timeframe === b.timeframe;
}

function moved(before: LockedPrices, now: LockedPrices): string {
  const parts: string[] = [];
  if (before.source !== now.source) parts.push(`from ${now.source}, not ${before.source}`);
  if (before.bars !== now.bars) parts.push(`${withCommas(now.bars)} bars, not ${withCommas(before.bars)}`);
  if (before.from !== now.from) parts.push(`first ${now.from}, not ${before.from}`);
  if (before.to !== now.to) parts.push(`last ${now.to}, not ${before.to}`);
  if (parts.length === 0) parts.push(`other prices in the same ${withCommas(now.bars)} bars`);
  return `${parts.join("; ")} (${before.fingerprint} became ${now.fingerprint})`;
}
