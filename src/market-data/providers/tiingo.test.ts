import { expect, it } from "vitest";
import { answer, wanted } from "./answer.fixture.ts";
import { tiingo } from "./tiingo.ts";

const ACCESS = { base: "https://api.tiingo.com", keys: new Map([["TIINGO_API_KEY", "secret"]]) };
const DAY = 86_400_000;
const day = (date: string, more: object = {}) => {
  return {
    date: `${date}T00:00:00.000Z`,
    open: 1,
    high: 2,
    low: 0.5,
    close: 1.5,
    volume: 10,
    adjClose: 1.2,
    divCash: 0,
    splitFactor: 1,
    ...more,
  };
};

it("has its key in a header, and writes share classes as the provider does", () => {
  const { url, headers } = tiingo.request(wanted({ symbol: "BRK.B" }), null, ACCESS);
  expect(new URL(url).pathname).toBe("/tiingo/daily/brk-b/prices");
  expect(headers.authorization).toBe("Token secret");
  expect(url).not.toContain("secret");
});

it("keeps the adjusted close, splits and dividends beside prices as they were traded", () => {
  const body = [day("2013-01-02"), day("2013-01-03", { divCash: 0.25, splitFactor: 2 })];
  const { rows, adjustment } = tiingo.page(answer(body), wanted(), null, Date.UTC(2026, 0, 1));
  expect(rows).toMatchObject({ adjustedClose: [1.2, 1.2], dividend: [0, 0.25], split: [1, 2] });
  expect(adjustment).toBe("none");
  expect(tiingo.page(answer(body), wanted({ isRaw: true }), null, Date.UTC(2026, 0, 1)).rows.adjustedClose).toBeNull();
});

it("asks for short bars in stretches that stay below 10,000 of them", () => {
  const now = Date.UTC(2024, 2, 31);
  const asked = wanted({ timeframe: "1m", from: Date.UTC(2024, 0, 1), to: now });
  const stretches: string[] = [];
  for (let cursor: string | null = null, k = 0; k < 9; k++) {
    const { searchParams, pathname } = new URL(tiingo.request(asked, cursor, ACCESS).url);
    expect([pathname, searchParams.get("resampleFreq")]).toEqual(["/iex/ko/prices", "1min"]);
    stretches.push(`${searchParams.get("startDate")} ${searchParams.get("endDate")}`);
    cursor = tiingo.page(answer([]), asked, cursor, now).next;
    if (cursor === null) break;
  }
  expect(stretches).toEqual([
    "2024-01-01 2024-01-30",
    "2024-01-31 2024-02-29",
    "2024-03-01 2024-03-30",
    "2024-03-31 2024-03-31",
  ]);
  // 390 minutes a session, 23 sessions in 30 days at most.
  expect(390 * 23).toBeLessThan(10_000);
  expect((Date.UTC(2024, 0, 30) - Date.UTC(2024, 0, 1)) / DAY).toBe(29);
});

it("knows its limits by their words, which come with status 200", () => {
  const text =
    "You have run over your 500 symbol look up for this month. Please upgrade at https://api.tiingo.com/pricing";
  expect(tiingo.refusal(answer(text), wanted(), 0)).toMatchObject({ kind: "rate-limit", waitMs: DAY });
  const hourly = { detail: "Error: You have run over your hourly request allocation." };
  expect(tiingo.refusal(answer(hourly), wanted(), 0)).toMatchObject({ kind: "rate-limit", waitMs: DAY / 24 });
  expect(tiingo.refusal(answer([day("2013-01-02")]), wanted(), 0)).toBeNull();
});
