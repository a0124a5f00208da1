import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { calendarOf } from "#time/calendars/calendar-of";
import type { Timeframe } from "./bars.ts";
import { resampleBars } from "./resample.ts";

/** How pandas made them, and of which bars, stands in the file. */
const golden = JSON.parse(
  readFileSync(new URL("../../test/fixtures/calendars/longer-bars.json", import.meta.url), "utf8"),
) as Record<string, readonly string[]>;

const nyse = calendarOf("NYSE")!;
const date = (text: string) => Date.parse(`${text}T00:00:00Z`);

const daily = [...nyse.sessions(date("2023-01-03"), date("2024-12-31"))];
const halfHours = [
  ...nyse.sessions(date("2024-03-04"), date("2024-03-15")),
  ...nyse.sessions(date("2024-07-01"), date("2024-07-05")),
].flatMap((day) => {
  const { open, close } = nyse.sessionHours(day)!;
  return Array.from({ length: (close - open) / 1_800_000 }, (_, i) => open + i * 1_800_000);
});

test.each<[Timeframe, Timeframe, readonly number[]]>([
  ["1d", "1w", daily],
  ["1d", "1mo", daily],
  ["30m", "1h", halfHours],
  ["30m", "3h", halfHours],
])("bars of %s make the bars of %s that pandas makes", (from, to, times) => {
  const column = (value: (i: number) => number) => Float64Array.from(times, (_, i) => value(i));
  const close = column((i) => 1000 + ((i * 7919) % 997));
  const open = column((i) => 1000 + ((i * 6101) % 991));
  const high = column((i) => Math.max(open[i]!, close[i]!) + (i % 5));
  const low = column((i) => Math.min(open[i]!, close[i]!) - (i % 7));
  const volume = column((i) => ((i * 37) % 500) + 1);
  const bars = resampleBars({ time: Float64Array.from(times), open, high, low, close, volume }, from, to, nyse);
  const lines = Array.from(bars.time, (time, i) => {
    const moment = new Date(time).toISOString().slice(0, from === "1d" ? 10 : 16);
    return [moment, bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume![i]].join(" ");
  });
  expect(lines.length).toBeGreaterThan(20);
  expect(lines).toEqual(golden[`${from} to ${to}`]);
});
