import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { fitFinerBars } from "#domain/finer-bars";
import { marketOf } from "#domain/market";
import { resampleBars } from "#domain/resample";
import { FinerPaths } from "./finer-paths.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;

type Row = readonly [open: number, high: number, low: number, close: number];

/** Days of hours, each an open, high, low and close; the days are made of them. */
function pathsOf(days: readonly (readonly Row[])[], limitFill: "penetrate" | "touch" = "penetrate") {
  const rows = days.flatMap((hours, day) => hours.map((row, hour) => ({ time: day * DAY + hour * HOUR, row })));
  const column = (i: number) => Float64Array.from(rows, ({ row }) => row[i]!);
  const hours = {
    time: Float64Array.from(rows, ({ time }) => time),
    ...{ open: column(0), high: column(1), low: column(2), close: column(3), volume: null },
  };
  const made = resampleBars(hours, "1h", "1d", null);
  const words = { symbol: "X", source: "by hand", adjusted: false, closeOnly: false, synthetic: true } as const;
  const { finer } = fitFinerBars(made, hours, "1h", made);
  const series: BarSeries = { ...words, ...made, finer };
  return FinerPaths.of(marketOf([series]), limitFill)!;
}

/** Exits of a long position at 100. */
const LONG = { side: -1, stop: 98, target: 103 };

describe("finer bars", () => {
  test("tell which exit came first", () => {
    const paths = pathsOf([
      [
        [100, 101, 99, 100],
        [100, 104, 100, 103],
        [103, 103, 97, 97],
      ],
      [
        [100, 101, 97.5, 99],
        [99, 104, 99, 104],
      ],
    ]);
    expect(paths.first(0, 0, LONG)).toBe("target");
    expect(paths.first(0, DAY, LONG)).toBe("stop");
    expect(paths.first(0, 2 * DAY, LONG)).toBe("unknown");
  });

  test("take the exit that a finer open has passed before the other within that bar", () => {
    const paths = pathsOf([
      [
        [100, 101, 99, 100],
        [103.5, 104, 97, 98],
      ],
    ]);
    expect(paths.first(0, 0, LONG)).toBe("target");
  });

  test("cannot tell of two exits within one of them, nor of a target that is only touched", () => {
    expect(pathsOf([[[100, 104, 97, 100]]]).first(0, 0, LONG)).toBe("unknown");
    const touched: readonly Row[] = [
      [100, 103, 99, 100],
      [100, 100, 97, 97],
    ];
    expect(pathsOf([touched]).first(0, 0, LONG)).toBe("stop");
    expect(pathsOf([touched], "touch").first(0, 0, LONG)).toBe("target");
  });

  test("mirror for a short position", () => {
    const paths = pathsOf([
      [
        [100, 100.5, 96, 96],
        [96, 103, 96, 102],
      ],
    ]);
    expect(paths.first(0, 0, { side: 1, stop: 102, target: 97 })).toBe("target");
  });

  test("tell what came after an entry inside of the bar", () => {
    const entry = { level: 100, by: "limit" } as const;
    // The high of 104 came before the limit at 100 was reached: no target after it.
    const before = pathsOf([
      [
        [102, 104, 101, 101],
        [101, 101, 99.5, 100.5],
      ],
    ]);
    expect(before.firstAfter(0, 0, LONG, entry)).toBe("none");
    const after = pathsOf([
      [
        [102, 102, 99.5, 100],
        [100, 104, 100, 104],
      ],
    ]);
    expect(after.firstAfter(0, 0, LONG, entry)).toBe("target");
    const stopped = pathsOf([
      [
        [102, 102, 97, 101],
        [101, 104, 101, 104],
      ],
    ]);
    expect(stopped.firstAfter(0, 0, LONG, entry)).toBe("stop");
    // High and entry in one hour: the high may have been before it.
    expect(pathsOf([[[102, 104, 99, 101]]]).firstAfter(0, 0, LONG, entry)).toBe("unknown");
  });

  test("tell what came after an entry by a stop", () => {
    const entry = { level: 101, by: "stop" } as const;
    const paths = pathsOf([
      [
        [99, 100, 97, 100],
        [100, 102, 100, 102],
        [102, 102.5, 101, 102],
      ],
    ]);
    expect(paths.firstAfter(0, 0, LONG, entry)).toBe("none");
    expect(pathsOf([[[100, 104, 99, 102]]]).firstAfter(0, 0, LONG, entry)).toBe("target");
    expect(pathsOf([[[100, 101.5, 97, 100]]]).firstAfter(0, 0, LONG, entry)).toBe("unknown");
  });

  test("are not asked where an asset has none", () => {
    const [row] = [[100, 101, 99, 100]] as const;
    const column = (i: number) => Float64Array.of(row[i]!);
    const words = {
      symbol: "X",
      timeframe: "1d",
      source: "x",
      adjusted: false,
      closeOnly: false,
      synthetic: true,
    } as const;
    const bars = {
      time: Float64Array.of(0),
      open: column(0),
      high: column(1),
      low: column(2),
      close: column(3),
      volume: null,
    };
    expect(FinerPaths.of(marketOf([{ ...words, ...bars }]), "touch")).toBeNull();
  });
});

describe("finer bars of other prices", () => {
  const rows = (high: number): BarSeries => {
    const column = (value: number) => Float64Array.of(value, value);
    const words = {
      symbol: "X",
      timeframe: "1d",
      source: "x",
      adjusted: false,
      closeOnly: false,
      synthetic: true,
    } as const;
    return {
      ...words,
      time: Float64Array.of(0, DAY),
      open: column(100),
      high: column(high),
      low: column(99),
      close: column(100),
      volume: null,
    };
  };

  test("are left out, bar by bar", () => {
    const time = Float64Array.of(0, HOUR, DAY);
    const column = (...values: number[]) => Float64Array.from(values);
    const hours = {
      time,
      open: column(100, 100, 100),
      high: column(101, 102, 105),
      low: column(99, 99, 99),
      close: column(100, 100, 100),
      volume: null,
    };
    const made = resampleBars(hours, "1h", "1d", null);
    const { finer, covered, disagreeing } = fitFinerBars(rows(102), hours, "1h", made);
    expect([covered, disagreeing]).toEqual([2, 1]);
    expect([...finer.start, ...finer.end]).toEqual([0, 0, 2, 0]);
  });
});
