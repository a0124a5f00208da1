import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { calendarSource } from "./calendar-source.ts";
import { generateSeries } from "./generate-series.ts";
import { readTickers, readValues } from "./read-request.ts";
import { requestClock } from "./request-clock.ts";
import { syntheticCsv } from "./synthetic-csv.ts";
import { type SyntheticRequest, syntheticCommand } from "./synthetic-request.ts";
import type { Model } from "./synthetic-settings.ts";

function request(model: Model, more: Partial<SyntheticRequest> = {}): SyntheticRequest {
  const isMinutes = model === "minutes";
  return {
    model,
    tickers: readTickers(model, null),
    seed: 7,
    bars: 1000,
    from: Date.UTC(2015, 0, 1),
    calendar: "NYSE",
    timeframe: isMinutes ? "1m" : "1d",
    values: readValues(model, {}),
    ...more,
  };
}

function textsOf(asked: SyntheticRequest): string[] {
  const series = generateSeries(asked, requestClock(asked, calendarSource(asked.calendar)!));
  return series.map((one) => [...syntheticCsv(one, syntheticCommand(asked))].join(""));
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);

// Pins: they show that the bytes of a seed are the same on every machine and version of Node, not that they are right.
test.each([
  ["gbm", ["cca56c954245d705"]],
  ["jumps", ["08e0449f894ede36"]],
  ["pair", ["4519649392273711", "0e3381a0e91bdc0a"]],
  ["minutes", ["023f727b82ebec00"]],
] as const)("the bytes of %s with seed 7 stay what they are", (model, hashes) => {
  expect(textsOf(request(model)).map(hash)).toEqual(hashes);
});

test("the first line is a mark with the command that makes the same bytes again", () => {
  const [mark, header, row] = textsOf(request("jumps", { seed: 3, bars: 5 }))[0]!.split("\n");
  expect(mark).toBe(
    "# synthetic: ivy data generate jumps --tickers SYN --seed 3 --bars 5 --from 2015-01-01 --calendar NYSE --timeframe 1d" +
      " --start 100 --drift 0.05 --volatility 0.2 --overnight 0 --volume 1000000 --jumps-per-year 12 --jump-mean -0.02 --jump-deviation 0.03",
  );
  expect(header).toBe("date,open,high,low,close,volume");
  expect(row).toMatch(/^2015-01-02,100,/);
});

test("what is written is what was made, to the last bit", () => {
  const asked = request("minutes", { bars: 800 });
  const [series] = generateSeries(asked, requestClock(asked, calendarSource("NYSE")!));
  const rows = [...syntheticCsv(series!, "x")].join("").trim().split("\n").slice(2);
  expect(rows).toHaveLength(800);
  for (const [i, row] of rows.entries()) {
    const [time, ...values] = row.split(",");
    expect(Date.parse(time!)).toBe(series!.time[i]);
    const { open, high, low, close, volume } = series!;
    expect(values.map(Number)).toEqual([open[i], high[i], low[i], close[i], volume![i]]);
  }
});

test("another ticker beside it leaves a series as it is", () => {
  const [alone] = textsOf(request("gbm", { tickers: ["A"] }));
  const [first, second] = textsOf(request("gbm", { tickers: ["A", "B"] }));
  const body = (text: string) => text.slice(text.indexOf("\n"));
  expect(body(first!)).toBe(body(alone!));
  expect(body(second!)).not.toBe(body(first!));
});

test("a price that runs away is refused, with the day", () => {
  const values = { ...readValues("gbm", {}), volatility: 10 };
  expect(() => textsOf(request("gbm", { values }))).toThrow(/leaves the range of .* on 201\d/);
});

test("settings that a model does not take, and values that cannot be, are refused", () => {
  expect(() => readValues("gbm", { hedge: "1" })).toThrow("gbm takes no --hedge");
  expect(() => readValues("gbm", { volatility: "-0.1" })).toThrow("--volatility -0.1 is not");
  expect(() => readValues("pair", { halfLife: "0" })).toThrow("--half-life 0 is not");
  expect(readValues("gbm", { volatility: "20%", volume: "2,000,000" })).toMatchObject({ volatility: 0.2, volume: 2e6 });
  expect(() => readTickers("pair", "A")).toThrow("A pair has two names");
  expect(() => readTickers("gbm", "A,a")).toThrow("twice");
  expect(() => readTickers("gbm", "../A")).toThrow("cannot name");
});
