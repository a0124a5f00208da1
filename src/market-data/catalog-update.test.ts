import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeBars, updateFrom } from "./catalog-update.ts";
import type { PulledBars } from "./providers/join-pages.ts";

const DAY = 86_400_000;

/** Days by their number, at a price of 10 and that number, less what is said. */
function bars(days: readonly number[], { factor = 1, volume = 1 } = {}): PulledBars {
  const price = Float64Array.from(days, (day) => (10 + day) * factor);
  return {
    time: Float64Array.from(days, (day) => day * DAY),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: Float64Array.from(days, () => volume),
    adjustedClose: null,
    split: null,
    dividend: null,
  };
}
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const daysOf = (merged: ReturnType<typeof mergeBars>) =>
  merged.kind === "merged" ? Array.from(merged.bars.time, (time) => time / DAY) : merged;

describe("bars that were known and bars that were pulled", () => {
  it("are one where they agree: nothing is lost, and what is new is counted", () => {
    expect(mergeBars(bars(range(1, 20)), bars(range(11, 25)))).toMatchObject({ kind: "merged", added: 5 });
    expect(daysOf(mergeBars(bars(range(1, 20)), bars(range(11, 25))))).toEqual(range(1, 25));
    expect(daysOf(mergeBars(bars(range(1, 20)), bars(range(5, 8))))).toEqual(range(1, 20));
    expect(daysOf(mergeBars(bars(range(5, 8)), bars(range(1, 20))))).toEqual(range(1, 20));
  });

  it("take the newer volume, which providers mend for some days", () => {
    const merged = mergeBars(bars(range(1, 3)), bars(range(2, 4), { volume: 7 }));
    expect(merged.kind === "merged" && Array.from(merged.bars.volume!)).toEqual([1, 7, 7, 7]);
  });

  it("do not fit where a price is missing in one of them alone", () => {
    const known = bars(range(1, 3));
    const holed = (row: number): PulledBars => ({
      ...known,
      adjustedClose: known.close.map((price, i) => (i === row ? Number.NaN : price)),
    });
    expect(mergeBars(holed(1), holed(1))).toMatchObject({ kind: "merged", added: 0 });
    expect(mergeBars(holed(1), holed(9))).toEqual({ kind: "apart", at: 2 * DAY });
    expect(mergeBars(holed(9), holed(1))).toEqual({ kind: "apart", at: 2 * DAY });
  });

  it("fill a hole that was known as one", () => {
    expect(daysOf(mergeBars(bars([1, 2, 4, 5]), bars(range(2, 5))))).toEqual(range(1, 5));
  });

  it("are apart where a dividend went into the prices, from the first bar that shows it", () => {
    // 0.0001 is a dividend of a cent on a share of 100.
    expect(mergeBars(bars(range(1, 20)), bars(range(11, 25), { factor: 1 - 1e-4 }))).toEqual({
      kind: "apart",
      at: 11 * DAY,
    });
  });

  it("are not apart by what rounding to 32 bits does", () => {
    const rounded = bars(range(11, 25), { factor: 0.1 });
    const close = Float64Array.from(rounded.close, Math.fround);
    const known = bars(range(1, 20), { factor: 0.1 });
    expect(mergeBars(known, { ...rounded, open: close, high: close, low: close, close }).kind).toBe("merged");
  });

  it("are apart where a known bar is missing, where there is a gap, and where columns differ", () => {
    expect(mergeBars(bars(range(1, 20)), bars([11, 12, 14, 21]))).toEqual({ kind: "apart", at: 13 * DAY });
    expect(mergeBars(bars(range(1, 20)), bars(range(25, 30)))).toEqual({ kind: "apart", at: 25 * DAY });
    const adjusted = { ...bars(range(11, 25)), adjustedClose: bars(range(11, 25)).close };
    expect(mergeBars(bars(range(1, 20)), adjusted).kind).toBe("apart");
  });
});

it("lose and invent nothing, whatever two parts of one history they are", () => {
  const history = bars(range(0, 60));
  const part = (from: number, to: number): PulledBars => {
    const cut = (column: Float64Array) => column.slice(from, to);
    const { time, open, high, low, close, volume } = history;
    const prices = { open: cut(open), high: cut(high), low: cut(low), close: cut(close), volume: cut(volume!) };
    return { ...history, time: cut(time), ...prices };
  };
  const edges = fc.tuple(fc.nat(59), fc.nat(59)).map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1] as const);
  fc.assert(
    fc.property(edges, edges, ([a, b], [c, d]) => {
      const merged = mergeBars(part(a, b), part(c, d));
      const overlaps = c < b && a < d;
      expect(merged.kind).toBe(overlaps ? "merged" : "apart");
      if (merged.kind !== "merged") return;
      const whole = part(Math.min(a, c), Math.max(b, d));
      expect(merged.bars).toEqual(whole);
      expect(merged.added).toBe(whole.time.length - (b - a));
    }),
    { seed: 11, numRuns: 300 },
  );
});

it("asks for the last ten bars again", () => {
  expect(updateFrom(bars(range(1, 20)))).toBe(11 * DAY);
  expect(updateFrom(bars([3, 4]))).toBe(3 * DAY);
});
