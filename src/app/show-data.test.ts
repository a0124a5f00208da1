import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { dataSchema, dataSetSchema } from "#results/documents/data";
import { type ShowRequest, showData } from "./show-data.ts";
import { shownCsv, shownJson } from "./shown-columns.ts";

const folder = mkdtempSync(join(tmpdir(), "ivy-show-"));
const place = { projectFolder: folder, packageFolder: fileURLToPath(new URL("../..", import.meta.url)) };
mkdirSync(join(folder, "data"));
const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
const lines = (of: (i: number) => string) => Array.from({ length: 10 }, (_, i) => `${day(i)},${of(i)}\n`).join("");
writeFileSync(
  join(folder, "data/AAA.csv"),
  `date,open,high,low,close,volume\n${lines((i) => `${10 + i},${12 + i},${9 + i},${11 + i},${100 * (i + 1)}`)}`,
);
writeFileSync(join(folder, "data/BBB.csv"), `date,close\n${lines((i) => String(50 - i))}`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOTHING: ShowRequest = {
  data: null,
  sql: null,
  tickers: ["AAA"],
  from: null,
  to: null,
  timeframe: null,
  adjusted: false,
  reading: {},
  indicators: null,
  last: null,
  meant: [],
};
const csvOf = async (request: Partial<ShowRequest>) =>
  [...shownCsv(await showData({ ...NOTHING, ...request }, place))].join("");
const jsonOf = async (request: Partial<ShowRequest>): Promise<unknown> =>
  JSON.parse([...shownJson(await showData({ ...NOTHING, ...request }, place))].join(""));

describe("the bars of a ticker as columns", () => {
  it("are the file's own, in one order", async () => {
    const text = await csvOf({ last: 2 });
    expect(text).toBe("time,open,high,low,close,volume\n2024-01-09,18,20,17,19,900\n2024-01-10,19,21,18,20,1000\n");
    expect(await csvOf({ tickers: ["aaa"], last: 2 })).toBe(text);
    expect(await csvOf({ tickers: [join(folder, "data/AAA.csv")], last: 2 })).toBe(text);
  });

  it("begin where it is asked, with indicators that know the bars before", async () => {
    const range = { from: Date.UTC(2024, 0, 3), to: Date.UTC(2024, 0, 4), indicators: "sma:3,sma:5" };
    expect(await csvOf(range)).toBe(
      "time,open,high,low,close,volume,sma:3,sma:5\n2024-01-03,12,14,11,13,300,12,\n2024-01-04,13,15,12,14,400,13,\n",
    );
  });

  it("are empty where the file has no volume, and refuse an indicator of it", async () => {
    expect(await csvOf({ tickers: ["BBB"], last: 1 })).toBe(
      "time,open,high,low,close,volume\n2024-01-10,41,41,41,41,\n",
    );
    await expect(csvOf({ tickers: ["BBB"], indicators: "sma:2:volume" })).rejects.toThrow("have no volume");
  });

  it("have what happened to the share beside them, and say when it was delisted", async () => {
    const actions = join(folder, "actions.csv");
    writeFileSync(
      actions,
      "date,symbol,kind,value\n2024-01-09,AAA,dividend,0.5\n2024-01-10,AAA,split,2\n2024-01-10,AAA,delisting,\n",
    );
    expect(await csvOf({ actions, last: 2 })).toBe(
      "time,open,high,low,close,volume,split,dividend\n" +
        "2024-01-09,18,20,17,19,900,1,0.5\n2024-01-10,19,21,18,20,1000,2,0\n",
    );
    expect(await jsonOf({ actions })).toMatchObject({
      notes: expect.arrayContaining(["delisted, last traded on 2024-01-10"]),
    });
  });

  it("of several tickers are a long table, each line with its ticker", async () => {
    expect(await csvOf({ tickers: ["BBB", "AAA"], last: 1, indicators: "sma:2" })).toBe(
      "symbol,time,open,high,low,close,volume,sma:2\n" +
        "BBB,2024-01-10,41,41,41,41,,41.5\nAAA,2024-01-10,19,21,18,20,1000,19.5\n",
    );
  });

  it("are longer bars where those are asked for, which says so", async () => {
    // 2024-01-01 is a Monday: seven bars, then the three that there are of the next week.
    expect(await csvOf({ timeframe: "weekly" })).toBe(
      "time,open,high,low,close,volume\n2024-01-01,10,18,9,17,2800\n2024-01-08,17,21,16,20,2700\n",
    );
    expect(await jsonOf({ timeframe: "1w" })).toMatchObject({
      timeframe: "1w",
      notes: expect.arrayContaining(["the last bar is not a whole 1w"]),
    });
    // Of closes alone there is no high.
    expect(await csvOf({ tickers: ["BBB"], timeframe: "1mo" })).toContain("2024-01-01,41,41,41,41,\n");
  });

  it("are a document of the published form, null where a value is not defined", async () => {
    const document = dataSchema.parse(await jsonOf({ indicators: "sma:9,bb:2:1" }));
    expect(document).toMatchObject({ symbol: "AAA", bars: 10, from: "2024-01-01", to: "2024-01-10", closeOnly: false });
    expect(document.columns.time[9]).toBe("2024-01-10");
    expect(document.columns["sma:9"]).toEqual([...Array.from({ length: 8 }, () => null), 15, 16]);
    expect(Object.keys(document.columns)).toEqual(
      ["time", "open", "high", "low", "close", "volume", "sma:9"].concat(
        ["upper", "middle", "lower"].map((line) => `bb:2:1.${line}`),
      ),
    );
  });

  it("of several tickers are a set of such documents", async () => {
    const { series } = dataSetSchema.parse(await jsonOf({ tickers: ["AAA", "BBB"], last: 3 }));
    expect(series).toEqual([await jsonOf({ last: 3 }), await jsonOf({ tickers: ["BBB"], last: 3 })]);
  });
});

describe("what cannot be shown", () => {
  it("is an unknown ticker, answered with the line that was meant", async () => {
    await expect(csvOf({ tickers: ["AAAA"] })).rejects.toMatchObject({
      code: "no-such-ticker",
      help: expect.stringContaining("ivy data show AAA"),
    });
  });

  it("is a timeframe that is none, that cannot be made, or of which no bar begins in the range", async () => {
    await expect(csvOf({ timeframe: "1x" })).rejects.toMatchObject({ code: "unknown-timeframe" });
    await expect(csvOf({ timeframe: "1h" })).rejects.toMatchObject({
      code: "wrong-timeframe",
      help: expect.stringContaining("--timeframe 1w"),
    });
    await expect(csvOf({ timeframe: "1w", from: Date.UTC(2024, 0, 9) })).rejects.toMatchObject({
      code: "no-bars-in-range",
      help: expect.stringContaining("2024-01-08"),
    });
  });

  it("is a folder, answered with a ticker of it", async () => {
    await expect(csvOf({ tickers: [join(folder, "data")] })).rejects.toMatchObject({
      code: "missing-tickers",
      help: expect.stringContaining(`ivy data show AAA --data ${join(folder, "data")}`),
    });
  });
});
