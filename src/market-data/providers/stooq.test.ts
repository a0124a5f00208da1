import { expect, it } from "vitest";
import { answer, wanted } from "./answer.fixture.ts";
import { stooq } from "./stooq.ts";

const ACCESS = { base: "https://stooq.com", keys: new Map() };
const asked = (symbol: string) => new URL(stooq.request(wanted({ symbol }), null, ACCESS).url).searchParams.get("s");

it("takes a plain ticker for one of the United States", () => {
  expect(["KO", "BRK-B", "^SPX", "MKT.UK", "BTC.V", "10YUSY.B"].map(asked)).toEqual([
    "ko.us",
    "brk-b.us",
    "^spx",
    "mkt.uk",
    "btc.v",
    "10yusy.b",
  ]);
});

it("asks for both ends of a range, or for all there is", () => {
  const range = (from: number, to: number) => {
    const { searchParams } = new URL(stooq.request(wanted({ from, to }), null, ACCESS).url);
    return [searchParams.get("d1"), searchParams.get("d2")];
  };
  const earliest = stooq.earliest("1d", 0);
  expect(range(earliest, Number.POSITIVE_INFINITY)).toEqual([null, null]);
  expect(range(Date.UTC(2013, 0, 2), Number.POSITIVE_INFINITY)).toEqual(["20130102", "20991231"]);
  expect(range(Date.UTC(2013, 0, 2), Date.UTC(2019, 11, 31))).toEqual(["20130102", "20191231"]);
});

it("has its key where errors do not show it", () => {
  const keys = new Map([["STOOQ_API_KEY", "secret"]]);
  const { url, secretQuery } = stooq.request(wanted(), null, { ...ACCESS, keys });
  expect(url).not.toContain("secret");
  expect(secretQuery).toEqual({ apikey: "secret" });
});

it("knows a limit, a demand for a key and a task for browsers by their words", () => {
  const kind = (body: string) => stooq.refusal(answer(body), wanted(), 0)?.kind ?? null;
  expect(kind("Exceeded the daily hits limit")).toBe("rate-limit");
  expect(kind("Przekroczony dzienny limit wywolan")).toBe("rate-limit");
  expect(kind("No data")).toBe("unknown-symbol");
  expect(kind("Get your apikey:\n1. Open https://stooq.com/q/d/?s=ko.us&get_apikey")).toBe("authentication");
  expect(kind("<html><script>fetch('/__verify', …)</script></html>")).toBe("blocked");
  expect(kind("Date,Open,High,Low,Close\r\n")).toBeNull();
});

it("has no volume where the file has none", () => {
  const { rows } = stooq.page(
    answer("Date,Open,High,Low,Close\r\n2013-01-02,1,2,0.5,1.5\r\n"),
    wanted(),
    null,
    Date.UTC(2026, 0, 1),
  );
  expect([rows.close, rows.volume]).toEqual([[1.5], [Number.NaN]]);
});

it("refuses a line that is none", () => {
  for (const line of ["2013-01-02,1,2", "02.01.2013,1,2,0.5,1.5", "2013-01-02,1,x,0.5,1.5"]) {
    const body = `Date,Open,High,Low,Close\r\n${line}\r\n`;
    expect(() => stooq.page(answer(body), wanted(), null, Date.UTC(2026, 0, 1))).toThrow();
  }
});
