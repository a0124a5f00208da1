import { describe, expect, test } from "vitest";
import { barsAt, closesAt, MINUTE_MS, noContext, times, walk } from "./checked-bars.fixture.ts";
import type { CheckedBars } from "./checked-bars.ts";
import { checkMissingVolume } from "./missing-volume.ts";
import { checkStaleRuns } from "./stale-runs.ts";
import { checkZeroVolume } from "./zero-volume.ts";

const days = times("2020-01-06", 120);

/** Bars of which `length` from bar 50 on repeat bar 50. */
function stale(length: number, over: Partial<CheckedBars> = {}): CheckedBars {
  const bars = barsAt(days, walk(120), over);
  for (const column of [bars.open, bars.high, bars.low, bars.close]) column.fill(column[50]!, 50, 50 + length);
  return bars;
}

describe("bars that repeat the one before them", () => {
  test("are named from five bars on, whatever their volume", () => {
    expect(checkStaleRuns(stale(4), noContext)).toBeNull();
    const { occurrences, severity } = checkStaleRuns(stale(5), noContext)!;
    expect(severity).toBe("warning");
    expect(occurrences.map(({ from, to, bars }) => [from, to, bars])).toEqual([[days[50], days[54], 5]]);
  });

  test("are not named where they were filled in", () => {
    const filled = Uint8Array.from(days, (_, i) => (i > 50 && i < 70 ? 1 : 0));
    expect(checkStaleRuns(stale(20, { filled }), noContext)).toBeNull();
  });

  test("of closes alone are a note from ten on: a peg does not move", () => {
    const closes = (n: number) =>
      closesAt(
        days,
        walk(120).map((price, i) => (i >= 50 && i < 50 + n ? 99 : price)),
      );
    expect(checkStaleRuns(closes(9), noContext)).toBeNull();
    expect(checkStaleRuns(closes(10), noContext)).toMatchObject({ severity: "info", occurrences: [{ bars: 10 }] });
  });

  test("of one price are trades where the volume differs", () => {
    const bars = stale(8);
    for (const column of [bars.open, bars.high, bars.low]) column.fill(bars.close[50]!, 50, 58);
    expect(checkStaleRuns(bars, noContext)).toBeNull();
    bars.volume!.fill(7, 50, 58);
    expect(checkStaleRuns(bars, noContext)!.occurrences).toHaveLength(1);
  });

  test("are usual where half of all bars do: then only a long run is named", () => {
    const pairs = walk(60).flatMap((price) => [price, price]);
    const bars = barsAt(days, pairs);
    for (const column of [bars.open, bars.high, bars.low]) column.set(bars.close);
    bars.volume!.fill(0);
    expect(checkStaleRuns(bars, noContext)).toBeNull();
  });
});

describe("volume 0", () => {
  const empty = (bars: readonly number[], over: Partial<CheckedBars> = {}) => {
    const all = barsAt(days, walk(120), over);
    for (const bar of bars) if (all.volume !== null) all.volume[bar] = 0;
    return checkZeroVolume(all, noContext);
  };

  test("is named on a single day, and as one run on several", () => {
    const { occurrences } = empty([10, 50, 51, 52])!;
    expect(occurrences.map(({ from, bars }) => [from, bars])).toEqual([
      [days[10], 1],
      [days[50], 3],
    ]);
  });

  test("is not named where it is usual, where there is none at all, and where bars were filled in", () => {
    expect(empty(days.flatMap((_, i) => (i % 3 === 0 ? [i] : [])))).toBeNull();
    expect(empty(days.map((_, i) => i))).toBeNull();
    expect(empty([50], { volume: null })).toBeNull();
    expect(empty([50], { filled: new Uint8Array(120).fill(1) })).toBeNull();
  });

  test("of minutes is named where it is longer than usual", () => {
    const bars = barsAt(times("2020-01-06", 2000, MINUTE_MS), walk(2000), { timeframe: "1m" });
    for (let i = 0; i < 2000; i += 20) bars.volume![i] = 0;
    expect(checkZeroVolume(bars, noContext)).toBeNull();
    bars.volume!.fill(0, 1001, 1019);
    expect(checkZeroVolume(bars, noContext)!.occurrences.map(({ bars }) => bars)).toEqual([19]);
  });
});

describe("a volume that is missing", () => {
  test("is named where others are there, in runs", () => {
    const bars = barsAt(days, walk(120));
    bars.volume!.fill(Number.NaN, 5, 8);
    bars.volume![20] = Number.NaN;
    expect(checkMissingVolume(bars, noContext)!.occurrences.map(({ bars }) => bars)).toEqual([3, 1]);
    bars.volume!.fill(Number.NaN);
    expect(checkMissingVolume(bars, noContext)).toBeNull();
  });
});
