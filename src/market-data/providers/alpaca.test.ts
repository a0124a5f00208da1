import { expect, it } from "vitest";
import { alpaca } from "./alpaca.ts";
import { answer, wanted } from "./answer.fixture.ts";

const keys = new Map([
  ["APCA_API_KEY_ID", "id"],
  ["APCA_API_SECRET_KEY", "secret"],
]);
const ACCESS = { base: "https://data.alpaca.markets", keys };
const NOW = Date.UTC(2026, 10, 20, 23);
const bar = (t: string) => ({ t, o: 1, h: 2, l: 0.5, c: 1.5, v: 10, n: 1, vw: 1 });

it("goes on with the token of a page", () => {
  const page = alpaca.page(
    answer({ bars: [bar("2024-01-02T05:00:00Z")], next_page_token: "QUFQTHx" }),
    wanted(),
    null,
    NOW,
  );
  expect(page.next).toBe("QUFQTHx");
  expect(new URL(alpaca.request(wanted(), page.next, ACCESS).url).searchParams.get("page_token")).toBe("QUFQTHx");
});

it("names no end where none was asked for: a moment that the account may not see yet would be refused", () => {
  expect(new URL(alpaca.request(wanted(), null, ACCESS).url).searchParams.has("end")).toBe(false);
  const to = Date.UTC(2024, 0, 31);
  expect(new URL(alpaca.request(wanted({ to }), null, ACCESS).url).searchParams.get("end")).toBe(
    "2024-01-31T00:00:00.000Z",
  );
});

it("asks for raw prices where those are wanted", () => {
  const adjustment = (isRaw: boolean) =>
    new URL(alpaca.request(wanted({ isRaw }), null, ACCESS).url).searchParams.get("adjustment");
  expect([adjustment(false), adjustment(true)]).toEqual(["all", "raw"]);
});

it("has its keys in headers alone", () => {
  const { url, headers } = alpaca.request(wanted(), null, ACCESS);
  expect(headers).toMatchObject({ "apca-api-key-id": "id", "apca-api-secret-key": "secret" });
  expect(url).not.toContain("secret");
});

it("reads currencies from their own place", () => {
  const asked = wanted({ symbol: "BTC/USD", timeframe: "1h" });
  const { pathname, searchParams } = new URL(alpaca.request(asked, null, ACCESS).url);
  expect([pathname, searchParams.get("symbols")]).toEqual(["/v1beta3/crypto/us/bars", "BTC/USD"]);
  const body = { bars: { "BTC/USD": [bar("2024-01-02T05:00:00Z")] }, next_page_token: null };
  const { rows, zone, currency } = alpaca.page(answer(body), asked, null, NOW);
  expect([rows.time, zone, currency]).toEqual([[Date.UTC(2024, 0, 2, 5)], "UTC", "USD"]);
});

it("rests until the limit is there again, and says how long a refusal lasts", () => {
  const reset = String((NOW + 9000) / 1000);
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
  expect(alpaca.pause!(answer({ bars: [] }, 200, headers), NOW)).toBe(9000);
  expect(alpaca.pause!(answer({ bars: [] }, 200, { ...headers, "x-ratelimit-remaining": "3" }), NOW)).toBe(0);
  expect(alpaca.refusal(answer({ message: "too many requests." }, 429, headers), wanted(), NOW)).toMatchObject({
    kind: "rate-limit",
    waitMs: 9000,
  });
});

it("tells what the account may not see from a wrong key", () => {
  const body = { message: "subscription does not permit querying recent SIP data" };
  expect(alpaca.refusal(answer(body, 403), wanted(), NOW)?.kind).toBe("not-permitted");
  expect(alpaca.refusal(answer({ message: "forbidden." }, 403), wanted(), NOW)).toBeNull();
});

it("counts the day of today from a quarter past four in New York", () => {
  const body = { bars: [bar("2026-11-20T05:00:00Z")], next_page_token: null };
  const count = (now: string) => alpaca.page(answer(body), wanted(), null, Date.parse(now)).rows.time.length;
  expect([count("2026-11-20T21:14:00Z"), count("2026-11-20T21:15:00Z")]).toEqual([0, 1]);
});
