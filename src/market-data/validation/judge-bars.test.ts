import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DataError } from "#base/errors";
import { calendarOf } from "#time/calendars/calendar-of";
import type { Repair } from "../reading.ts";
import { findFault } from "../validate.ts";
import { at, DAY_MS } from "./checked-bars.fixture.ts";
import { type Judging, judgeBars, type ReadBars } from "./judge-bars.ts";

type Row = readonly [day: string | number, open: number, high: number, low: number, close: number, volume: number];
const NONE = Number.NaN;

function read(rows: readonly Row[], over: Partial<ReadBars> = {}): ReadBars {
  const column = (k: 1 | 2 | 3 | 4 | 5) => Float64Array.from(rows, (row) => row[k]);
  return {
    symbol: "X",
    timeframe: "1d",
    closeOnly: false,
    adjusted: false,
    time: Float64Array.from(rows, ([day]) => (typeof day === "number" ? day : at(day))),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
    ...over,
  };
}

const judging = (over: Partial<Judging> = {}): Judging => ({
  placeOf: (row) => ({ file: "X.csv", line: row + 2 }),
  ...over,
});
const mend = (rows: readonly Row[], repair: readonly Repair[], over: Partial<Judging["reading"]> = {}) =>
  judgeBars(read(rows), judging({ reading: { repair, ...over } }));
const days = ({ columns }: ReturnType<typeof judgeBars>) =>
  [...columns.time].map((time) => new Date(time).toISOString().slice(8, 10));

const GOOD: readonly Row[] = [
  ["2020-01-06", 10, 11, 9, 10, 100],
  ["2020-01-07", 10, 11, 9, 10.5, 100],
  ["2020-01-08", 10, 11, 9, 10.2, 100],
  ["2020-01-09", 10, 11, 9, 10.7, 100],
];
const replaced = (i: number, row: Row) => GOOD.map((one, k) => (k === i ? row : one));

describe("rows that are sound", () => {
  test("come out as they are, the very columns", () => {
    const given = read(GOOD);
    const { columns, warnings, repairs, notes, along } = judgeBars(given, judging());
    expect(columns.close).toBe(given.close);
    expect([warnings, repairs, notes]).toEqual([[], [], []]);
    expect(along(given.open, 0)).toBe(given.open);
  });
});

describe("a row that makes no bar", () => {
  test.each<[string, readonly Row[], string, number]>([
    ["a missing price", replaced(1, ["2020-01-07", NONE, 11, 9, 10, 1]), "missing-price", 3],
    ["a price of zero", replaced(1, ["2020-01-07", 10, 11, 0, 10, 1]), "price-not-positive", 3],
    ["a high below the low", replaced(2, ["2020-01-08", 10, 8, 9, 10, 1]), "high-below-low", 4],
    ["a volume below zero", replaced(2, ["2020-01-08", 10, 11, 9, 10, -1]), "bad-volume", 4],
    ["a day twice, with other prices", replaced(2, ["2020-01-07", 10, 11, 9, 10, 1]), "duplicate-time", 4],
    ["a day before the one above it", replaced(2, ["2020-01-01", 10, 11, 9, 10, 1]), "times-not-increasing", 4],
  ])("stops the load at its line: %s", (_, rows, code, line) => {
    expect(() => judgeBars(read(rows), judging())).toThrow(
      expect.objectContaining({ code, where: expect.objectContaining({ file: "X.csv", line, symbol: "X" }) }),
    );
  });

  test("is told of and left out where all are asked for", () => {
    const faults: DataError[] = [];
    const rows: Row[] = [
      ...replaced(1, ["2020-01-07", 10, 8, 9, 10, 1]),
      ["2020-01-10", 0, 11, 9, 10, 1],
      ...GOOD.slice(3),
    ];
    const judged = judgeBars(read(rows), judging({ onFault: (fault) => faults.push(fault) }));
    expect(faults.map(({ code, where }) => [code, where.line])).toEqual([
      ["high-below-low", 3],
      ["price-not-positive", 6],
    ]);
    expect(days(judged)).toEqual(["06", "08", "09"]);
    expect(judged.warnings.map(({ id, occurrences }) => [id, occurrences[0]!.where.line])).toEqual([
      ["duplicate-rows", 7],
    ]);
  });

  test("is broken, and not missing besides", () => {
    const rows = replaced(1, ["2020-01-07", 10, 8, 9, 10, 1]);
    const found = (reading: Judging["reading"]) =>
      judgeBars(read(rows), judging({ onFault: () => {}, reading })).warnings;
    expect(found({ calendar: "NYSE" })).toEqual([]);
    expect(found({ calendar: "NYSE", repair: ["drop"] }).map(({ id }) => id)).toEqual(["missing-sessions"]);
  });

  test("that alone is out of order is named alone: one date of 2099 does not condemn what comes after it", () => {
    const faults: DataError[] = [];
    judgeBars(read(replaced(1, ["2099-01-07", 10, 11, 9, 10, 1])), judging({ onFault: (fault) => faults.push(fault) }));
    expect(faults.map(({ message }) => message)).toEqual([
      "X: 2099-01-07 stands before 2020-01-08: the rows are not in order.",
    ]);
  });

  test("may be one whose adjusted close is missing", () => {
    const adjustedClose = Float64Array.of(10, 10, NONE, 10);
    expect(() => judgeBars(read(GOOD, { adjustedClose }), judging())).toThrow("adjusted close is missing");
  });
});

describe("equal rows of one time", () => {
  test("count once, with a warning at the line of the second", () => {
    const judged = judgeBars(read([...GOOD.slice(0, 2), ...GOOD.slice(1)]), judging());
    expect(days(judged)).toEqual(["06", "07", "08", "09"]);
    expect(judged.warnings).toMatchObject([
      { id: "duplicate-rows", severity: "warning", occurrences: [{ where: { line: 4, time: "2020-01-07" } }] },
    ]);
  });
});

describe("the repair drop", () => {
  test("leaves out what would stop a run, and says how many and when", () => {
    const judged = mend([...replaced(1, ["2020-01-07", 10, 8, 9, 10, 1]), ["2020-01-10", NONE, 1, 1, 1, 1]], ["drop"]);
    expect(days(judged)).toEqual(["06", "08", "09"]);
    expect(judged.repairs).toEqual([{ repair: "drop", bars: 2, from: at("2020-01-07"), to: at("2020-01-10") }]);
    expect(judged.notes).toEqual(["drop: 2 rows left out, first 2020-01-07, last 2020-01-10"]);
  });

  test("leaves none of two rows that contradict each other, and one of two that are equal", () => {
    const contradicted: Row[] = [...GOOD.slice(0, 2), ["2020-01-07", 10, 11, 9, 9.5, 1], ...GOOD.slice(2)];
    expect(days(mend(contradicted, ["drop"]))).toEqual(["06", "08", "09"]);
    expect(days(mend([...GOOD.slice(0, 2), ...GOOD.slice(1)], ["drop"]))).toEqual(["06", "07", "08", "09"]);
  });

  test("is not recorded where there was nothing to do", () => {
    expect(mend(GOOD, ["drop", "clip", "forward-fill"])).toMatchObject({ repairs: [], notes: [] });
  });
});

describe("the repair forward-fill", () => {
  test("makes a bar of the last close with volume 0 for each session without one", () => {
    const judged = mend([GOOD[0]!, GOOD[1]!, GOOD[3]!], ["forward-fill"], { calendar: "NYSE" });
    expect(days(judged)).toEqual(["06", "07", "08", "09"]);
    const { open, high, low, close, volume } = judged.columns;
    expect([open, high, low, close].map((column) => column[2])).toEqual([10.5, 10.5, 10.5, 10.5]);
    expect(volume![2]).toBe(0);
    expect(judged.repairs).toEqual([{ repair: "forward-fill", bars: 1, from: at("2020-01-08"), to: at("2020-01-08") }]);
    expect(judged.warnings).toEqual([]);
    expect([...judged.along(Float64Array.of(1, 2, 4), null)]).toEqual([1, 2, 2, 4]);
    expect([...judged.along(Float64Array.of(1, 2, 4), 0)]).toEqual([1, 2, 0, 4]);
  });

  test("fills prices that are missing, but none before the first close", () => {
    const judged = mend(replaced(2, ["2020-01-08", NONE, 11, 9, NONE, 70]), ["forward-fill"]);
    expect([judged.columns.open[2], judged.columns.close[2], judged.columns.volume![2]]).toEqual([10.5, 10.5, 0]);
    expect(() => mend(replaced(0, ["2020-01-06", 1, 1, 1, NONE, 1]), ["forward-fill"])).toThrow("close is missing");
  });

  test("keeps a close that is there, and lets the range hold it", () => {
    const { columns } = mend(replaced(2, ["2020-01-08", NONE, NONE, 9, 12, 70]), ["forward-fill"]);
    expect([columns.open[2], columns.high[2], columns.low[2], columns.close[2], columns.volume![2]]).toEqual([
      10.5, 12, 9, 12, 70,
    ]);
  });

  test("carries the adjusted close along", () => {
    const rows = [GOOD[0]!, GOOD[1]!, GOOD[3]!];
    const { adjustedClose } = judgeBars(
      read(rows, { adjustedClose: Float64Array.of(5, 5.25, 5.35) }),
      judging({ reading: { repair: ["forward-fill"], calendar: "NYSE" } }),
    );
    expect([...adjustedClose!]).toEqual([5, 5.25, 5.25, 5.35]);
  });

  test("after drop fills what drop left out", () => {
    const judged = mend(replaced(2, ["2020-01-08", 10, 8, 9, 10, 1]), ["drop", "forward-fill"], { calendar: "NYSE" });
    expect(days(judged)).toEqual(["06", "07", "08", "09"]);
    expect(judged.repairs.map(({ repair, bars }) => [repair, bars])).toEqual([
      ["drop", 1],
      ["forward-fill", 1],
    ]);
  });

  test("fills minutes while the market is open, at the places at which the file has them", () => {
    const { open } = calendarOf("NYSE")!.sessionHours(at("2020-01-06"))!;
    const minutes = [0, 1, 4, 389].map((k) => [open + k * 60_000, 10, 11, 9, 10, 1] as const);
    const next = [open + DAY_MS, 10, 11, 9, 10, 1] as const;
    const bars = { ...read([...minutes, next]), timeframe: "1m" } as const;
    const { columns } = judgeBars(bars, judging({ reading: { repair: ["forward-fill"], calendar: "NYSE" } }));
    expect(columns.time).toHaveLength(391);
  });
});

describe("the repair clip", () => {
  test("moves an open and a close into low and high, and then nothing is said of them", () => {
    const judged = mend(replaced(1, ["2020-01-07", 12, 11, 9, 8, 100]), ["clip"]);
    expect([judged.columns.open[1], judged.columns.close[1]]).toEqual([11, 9]);
    expect(judged.repairs).toMatchObject([{ repair: "clip", bars: 1, from: at("2020-01-07") }]);
    expect(judged.warnings).toEqual([]);
  });

  test("does not make a bar of a high below the low", () => {
    expect(() => mend(replaced(1, ["2020-01-07", 12, 8, 9, 8, 100]), ["clip"])).toThrow("high 8 is below low 9");
  });
});

test("whatever the rows, drop leaves sound bars, in order, each of them a row of the file", () => {
  const price = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 20 }) },
    fc.constantFrom(0, -1, NONE, Infinity),
  );
  const row = fc.tuple(fc.integer({ min: 0, max: 30 }), price, price, price, price, fc.constantFrom(0, 5, -5, NONE));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (drawn) => {
      const rows = drawn.map(([day, ...rest]) => [at("2020-01-01") + day * DAY_MS, ...rest] as Row);
      const { columns, repairs, warnings } = mend(rows, ["drop"], { calendar: "none" });
      expect(findFault(columns)).toBeNull();
      const left = rows.length - columns.time.length;
      expect(repairs[0]?.bars ?? 0).toBe(left);
      expect(warnings.every(({ id }) => id !== "duplicate-rows")).toBe(true);
      for (let i = 0; i < columns.time.length; i++) {
        expect(rows.some((one) => one[0] === columns.time[i] && Object.is(one[4], columns.close[i]))).toBe(true);
      }
    }),
    { seed: 7, numRuns: 300 },
  );
});
