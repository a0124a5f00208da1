import { expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import type { PriceSource } from "#market-data/source";
import { inTimeframe } from "./in-timeframe.ts";

const DAY = 86_400_000;
// Monday 2024-01-01 to Friday 2024-01-12: two whole ISO weeks of weekdays.
const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((day) => Date.UTC(2024, 0, 1) + day * DAY);
const column = (of: (i: number) => number) => Float64Array.from(days, (_, i) => of(i));
const daily: BarSeries = {
  symbol: "KO",
  timeframe: "1d",
  source: "KO.csv",
  adjusted: false,
  closeOnly: false,
  synthetic: false,
  time: Float64Array.from(days),
  open: column((i) => 10 + i),
  high: column((i) => 12 + i),
  low: column((i) => 9 + i),
  close: column((i) => 11 + i),
  volume: column(() => 100),
};
const source: PriceSource = {
  label: "KO.csv",
  path: "KO.csv",
  symbols: async () => ["KO"],
  load: async () => [{ series: daily, warnings: [], notes: ["decimal comma"] }],
};

test("makes longer bars of shorter ones, and says so", async () => {
  const reading = { calendar: "none" };
  const [loaded] = await inTimeframe(source, "1w").load(["KO"], { reading });
  const { time, open, high, low, close, volume, timeframe } = loaded!.series;
  expect(timeframe).toBe("1w");
  expect([...time]).toEqual([days[0], days[5]]);
  expect([[...open], [...high], [...low], [...close], [...volume!]]).toEqual([
    [10, 15],
    [16, 21],
    [9, 14],
    [15, 20],
    [500, 500],
  ]);
  expect(loaded!.notes[0]).toBe("decimal comma");
  expect(loaded!.notes[1]).toContain("1w bars made of 1d bars");
});

test("leaves bars of that timeframe, and a source that nothing is asked of, as they are", async () => {
  expect((await inTimeframe(source, "daily").load(["KO"]))[0]!.series).toBe(daily);
  expect(inTimeframe(source, null)).toBe(source);
});

test("refuses shorter bars than there are, and what is no timeframe", async () => {
  await expect(inTimeframe(source, "1h").load(["KO"])).rejects.toMatchObject({ code: "wrong-timeframe" });
  await expect(inTimeframe(source, "1y").load(["KO"])).rejects.toMatchObject({ code: "unknown-timeframe" });
});
