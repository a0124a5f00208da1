import { describe, expect, it } from "vitest";
import { answer, wanted } from "./answer.fixture.ts";
import { yahoo } from "./yahoo.ts";

const ACCESS = { base: "https://query1.finance.yahoo.com", keys: new Map() };

interface Row {
  readonly at: string;
  readonly price: number | null;
}

function chart(rows: readonly Row[], { meta = {}, events = {} } = {}) {
  const column = rows.map(({ price }) => price);
  const result = {
    meta: { currency: "USD", exchangeTimezoneName: "America/New_York", ...meta },
    timestamp: rows.map(({ at }) => Date.parse(at) / 1000),
    events,
    indicators: {
      quote: [{ open: column, high: column, low: column, close: column, volume: column }],
      adjclose: [{ adjclose: column }],
    },
  };
  return answer({ chart: { result: [result], error: null } });
}

const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString().slice(0, 16));

describe("the last row", () => {
  it("is left out where it is the last price of a day that has its own row", () => {
    const rows = [
      { at: "2013-01-03T14:30:00Z", price: 2 },
      { at: "2013-01-04T14:30:00Z", price: 3 },
      { at: "2013-01-04T18:11:07Z", price: 3.5 },
    ];
    const { rows: kept, unfinished } = yahoo.page(chart(rows), wanted(), null, Date.parse("2013-01-04T23:00:00Z"));
    expect(iso(kept.time)).toEqual(["2013-01-03T00:00", "2013-01-04T00:00"]);
    expect(unfinished).toBe(Date.UTC(2013, 0, 4));
  });

  it("of today counts once the session is over", () => {
    const rows = [
      { at: "2013-01-03T14:30:00Z", price: 2 },
      { at: "2013-01-04T14:30:00Z", price: 3 },
    ];
    const end = Date.parse("2013-01-04T21:00:00Z");
    const meta = { currentTradingPeriod: { regular: { start: end / 1000 - 23_400, end: end / 1000 } } };
    const page = (now: number) => yahoo.page(chart(rows, { meta }), wanted(), null, now).rows.time.length;
    expect([page(end - 1), page(end)]).toEqual([1, 2]);
  });

  it("of a week or month counts once that is over", () => {
    const weeks = [
      { at: "2013-01-07T05:00:00Z", price: 2 },
      { at: "2013-01-14T05:00:00Z", price: 3 },
      { at: "2013-01-18T18:00:01Z", price: 4 },
    ];
    const week = wanted({ timeframe: "1w" });
    const now = Date.parse("2013-01-18T18:00:02Z");
    expect(iso(yahoo.page(chart(weeks), week, null, now).rows.time)).toEqual(["2013-01-07T00:00", "2013-01-14T00:00"]);
    expect(yahoo.page(chart(weeks.slice(0, 2)), week, null, now).rows.time.length).toBe(1);
    const month = [{ at: "2013-01-01T05:00:00Z", price: 2 }];
    const page = (at: string) => yahoo.page(chart(month), wanted({ timeframe: "1mo" }), null, Date.parse(at));
    expect(page("2013-01-31T23:00:00Z").rows.time.length).toBe(0);
    expect(page("2013-02-01T12:00:00Z").rows.time.length).toBe(1);
  });

  it("of shorter bars is left out where it is a price between two of them, or after the session", () => {
    const rows = [
      { at: "2013-01-04T20:59:00Z", price: 2 },
      { at: "2013-01-04T21:00:00Z", price: 3 },
    ];
    const meta = { currentTradingPeriod: { regular: { end: Date.parse("2013-01-04T21:00:00Z") / 1000 } } };
    const minute = wanted({ timeframe: "1m" });
    const now = Date.parse("2013-01-05T12:00:00Z");
    expect(yahoo.page(chart(rows, { meta }), minute, null, now).rows.time.length).toBe(1);
    expect(
      yahoo.page(chart([rows[0]!, { at: "2013-01-04T21:00:07Z", price: 3 }]), minute, null, now).unfinished,
    ).not.toBeNull();
  });
});

it("puts a London currency on its day, also where summer time moves its midnight to the day before", () => {
  const meta = { exchangeTimezoneName: "Europe/London", gmtoffset: 0 };
  const rows = [
    { at: "2013-03-29T00:00:00Z", price: 1.5 },
    { at: "2013-03-31T23:00:00Z", price: 1.6 },
  ];
  const { rows: kept } = yahoo.page(chart(rows, { meta }), wanted({ symbol: "GBPUSD=X" }), null, Date.UTC(2026, 0, 1));
  expect(iso(kept.time)).toEqual(["2013-03-29T00:00", "2013-04-01T00:00"]);
});

it("puts a dividend on its day, and leaves splits to the prices that carry them", () => {
  const rows = [
    { at: "2013-01-03T14:30:00Z", price: 2 },
    { at: "2013-01-04T14:30:00Z", price: 3 },
  ];
  const stamp = Date.parse("2013-01-04T14:30:00Z") / 1000;
  const events = {
    dividends: { [stamp]: { amount: 0.28, date: stamp } },
    splits: { [stamp]: { date: stamp, numerator: 2, denominator: 1, splitRatio: "2:1" } },
  };
  const { rows: kept } = yahoo.page(chart(rows, { events }), wanted(), null, Date.UTC(2026, 0, 1));
  expect(kept.dividend).toEqual([0, 0.28]);
  expect(kept.split).toBeNull();
});

it("leaves out rows without a price, and counts them", () => {
  const rows = [
    { at: "2013-01-03T14:30:00Z", price: null },
    { at: "2013-01-04T14:30:00Z", price: 3 },
  ];
  const { rows: kept, empty } = yahoo.page(chart(rows), wanted(), null, Date.UTC(2026, 0, 1));
  expect([kept.time.length, empty]).toEqual([1, 1]);
});

it("asks for minutes a week at a time, up to what was wanted", () => {
  const now = Date.UTC(2026, 10, 20);
  const minutes = wanted({ timeframe: "1m", from: now - 20 * 86_400_000, to: now });
  const asked: string[] = [];
  for (let cursor: string | null = null, k = 0; k < 9; k++) {
    const { searchParams } = new URL(yahoo.request(minutes, cursor, ACCESS).url);
    const [first, last] = [searchParams.get("period1"), searchParams.get("period2")].map((one) => Number(one) * 1000);
    asked.push(`${iso([first!])} ${iso([last!])}`);
    cursor = yahoo.page(chart([]), minutes, cursor, now).next;
    if (cursor === null) break;
  }
  expect(asked).toEqual([
    "2026-10-31T00:00 2026-11-07T00:00",
    "2026-11-07T00:00 2026-11-14T00:00",
    "2026-11-14T00:00 2026-11-20T00:00",
  ]);
});

it("repeats what Yahoo says of bars that it keeps no more", () => {
  const description =
    "1m data not available for startTime=1 and endTime=2. The requested range must be within the last 30 days.";
  const refused = answer({ chart: { result: null, error: { code: "Unprocessable Entity", description } } }, 422);
  expect(yahoo.refusal(refused, wanted(), 0)).toEqual({ kind: "not-available", words: description });
});
