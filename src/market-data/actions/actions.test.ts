import { describe, expect, test } from "vitest";
import type { DataError } from "#base/errors";
import { type BarSeries, sliceSeries } from "#domain/bars";
import { resolveAssets } from "../derived/resolve-assets.ts";
import { readTextTable } from "../reference/text-table.ts";
import type { PriceSource } from "../source.ts";
import { withActionColumns } from "./action-columns.ts";
import { readActions } from "./read-actions.ts";
import { withActions } from "./with-actions.ts";

const read = (text: string) => readActions(readTextTable(new TextEncoder().encode(text), "actions.csv"));
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

function series(days: readonly string[], more: Partial<BarSeries> = {}): BarSeries {
  const column = Float64Array.from(days, () => 10);
  const prices = { open: column, high: column, low: column, close: column, volume: null };
  const facts = { timeframe: "1d", source: "A.csv", adjusted: false, closeOnly: false, synthetic: false } as const;
  return { symbol: "A", ...facts, time: Float64Array.from(days, day), ...prices, ...more };
}

const WEEK = ["2020-08-27", "2020-08-28", "2020-08-31", "2020-09-01", "2020-09-02"];

describe("a list of corporate actions", () => {
  test("is read in the words that lists use, and put in order", () => {
    const events = read(
      "Date;Ticker;Type;Amount\n2020-08-31;AAPL;Split;4:1\n# a note\n2020-08-07;AAPL;Cash dividend;0.82\n2022-06-09;META;symbol_change;FB\n2021-01-05;XYZ;delisted;\n2011-05-09;C;reverse split;1-for-10\n",
    );
    expect(events.map(({ where: _, ...event }) => event)).toEqual([
      { symbol: "C", day: day("2011-05-09"), kind: "split", ratio: 0.1 },
      { symbol: "AAPL", day: day("2020-08-07"), kind: "dividend", cash: 0.82 },
      { symbol: "AAPL", day: day("2020-08-31"), kind: "split", ratio: 4 },
      { symbol: "XYZ", day: day("2021-01-05"), kind: "delisting" },
      { symbol: "META", day: day("2022-06-09"), kind: "symbol change", other: "FB" },
    ]);
    expect(events[2]!.where).toEqual({ file: "actions.csv", line: 2, symbol: "AAPL" });
  });

  test.each([
    ["date,symbol,kind,value\n2020-13-01,A,split,2\n", "bad-date", 2],
    ["date,symbol,kind,value\n2020-01-01,A,split,2\n\n2020-01-02,A,split,0\n", "bad-action", 4],
    ["date,symbol,kind,value\n2020-01-01,A,split,-2\n", "bad-action", 2],
    ["date,symbol,kind,value\n2020-01-01,A,split,\n", "bad-action", 2],
    ["date,symbol,kind,value\n2020-01-01,A,dividend,-0.1\n", "bad-action", 2],
    ['date,symbol,kind,value\n2020-01-01,A,dividend,0"5\n', "bad-action", 2],
    ["date,symbol,kind,value\n2020-01-01,A,symbol change,\n", "bad-action", 2],
    ["date,symbol,kind,value\n2020-01-01,A,spilt,2\n", "unknown-action", 2],
    ["date,symbol,kind,value\n2020-01-01,,split,2\n", "no-symbol", 2],
    ["date,symbol,kind,value\n2020-01-01,A,split\n", "wrong-cell-count", 2],
    ["date,symbol,kind,value\n2020-01-01,A,split,2\n2020-01-01,a,split,2\n", "action-twice", 3],
    ["date,symbol,sort,value\n2020-01-01,A,split,2\n", "missing-columns", 1],
    ["date,symbol,kind,value\n", "empty-file", undefined],
    ["", "empty-file", undefined],
  ])("%j is refused: %s in line %s", (text, code, line) => {
    let error: DataError | null = null;
    try {
      read(text);
    } catch (thrown) {
      error = thrown as DataError;
    }
    expect(error).toMatchObject({ code });
    expect(error!.where.line).toBe(line);
    expect(error!.help).not.toBe("");
  });
});

describe("actions as columns", () => {
  const apply = (text: string, more: Partial<BarSeries> = {}) =>
    withActionColumns(series(WEEK, more), read(`date,symbol,kind,value\n${text}`));

  test("stand on the first bar of their day, or the next one, which is said", () => {
    const { series: found, warnings } = apply(
      "2020-08-31,A,split,4\n2020-08-29,A,dividend,0.5\n2020-08-31,A,dividend,0.25\n",
    );
    expect([...found.actions!.split!]).toEqual([1, 1, 4, 1, 1]);
    // Two of one bar add up.
    expect([...found.actions!.dividend!]).toEqual([0, 0, 0.75, 0, 0]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ id: "action-off-bars", occurrences: [{ text: "dividend 0.5 of 2020-08-29" }] });
  });

  test("are left out before the first bar and after the last", () => {
    const { series: found, warnings } = apply("2019-01-02,A,split,2\n2021-01-04,A,split,2\n");
    expect([...found.actions!.split!]).toEqual([1, 1, 1, 1, 1]);
    expect(warnings).toEqual([]);
  });

  test("beside adjusted prices would count twice", () => {
    const { warnings } = apply("2020-08-31,A,split,4\n", { adjusted: true });
    expect(warnings[0]).toMatchObject({ id: "action-on-adjusted", severity: "warning" });
    expect(warnings[0]!.occurrences[0]!.where).toMatchObject({ file: "actions.csv", line: 2, time: "2020-08-31" });
  });

  test("win over what the prices say, which is told where they differ", () => {
    const own = { split: Float64Array.of(1, 1, 2, 1, 3), dividend: null, delisted: null, names: [] };
    const { series: found, warnings } = apply("2020-08-31,A,split,4\n2020-09-02,A,split,3\n", { actions: own });
    expect([...found.actions!.split!]).toEqual([1, 1, 4, 1, 3]);
    expect([...own.split]).toEqual([1, 1, 2, 1, 3]);
    expect(warnings).toMatchObject([
      { id: "actions-contradict", occurrences: [{ text: "split 2 in the prices, 4 in the list" }] },
    ]);
  });

  test("say when a share was traded last, and that bars after it are wrong", () => {
    const { series: found, warnings } = apply("2020-08-31,A,delisting,\n");
    expect(found.actions!.delisted).toBe(day("2020-08-31"));
    expect(warnings).toMatchObject([{ id: "bars-after-delisting", severity: "error", occurrences: [{ bars: 2 }] }]);
    expect(apply("2020-09-02,A,delisting,\n").warnings).toEqual([]);
  });

  test("are cut with their bars", () => {
    const { series: found } = apply("2020-08-31,A,split,4\n2020-09-01,A,dividend,1\n");
    const cut = sliceSeries(found, 2, 4);
    expect([...cut.actions!.split!]).toEqual([4, 1]);
    expect([...cut.actions!.dividend!]).toEqual([0, 1]);
  });
});

describe("a source with a list of actions", () => {
  const source: PriceSource = {
    label: "prices",
    path: "prices",
    symbols: async () => ["META", "KO"],
    load: async (symbols) =>
      symbols.map((symbol) => ({ series: series(WEEK, { symbol }), warnings: [], notes: ["as it is"] })),
  };
  const events = read(
    "date,symbol,kind,value\n2020-08-31,FB,split,2\n2022-06-09,META,symbol change,FB\n2012-01-02,FB,symbol change,THEFB\n2020-08-28,KOO,dividend,1\n",
  );

  test("takes a jump that is a split of the list for that split, and warns of the others", async () => {
    const jump = (date: string) => {
      const at = day(date);
      return { from: at, to: at, bars: 1, weight: 2, text: date, where: {} };
    };
    const warning = {
      id: "looks-like-split",
      severity: "warning",
      symbol: "META",
      words: { one: "", many: "" },
      help: "",
    };
    const warned: PriceSource = {
      ...source,
      load: async (symbols) =>
        (await source.load(symbols)).map((one) => ({
          ...one,
          warnings: [
            { ...warning, severity: "warning" as const, occurrences: [jump("2020-08-31"), jump("2020-09-01")] },
          ],
        })),
    };
    const [meta] = await (await withActions(warned, events, "actions.csv")).load(["META"]);
    expect(meta!.warnings.map(({ occurrences }) => occurrences.map(({ text }) => text))).toEqual([["2020-09-01"]]);
  });

  test("finds a ticker by its earlier names, and says so", async () => {
    const found = await withActions(source, events, "actions.csv");
    expect(resolveAssets(["fb", "KO"], await found.symbols(), found.formerNames).found).toEqual(["META", "KO"]);
    expect(resolveAssets(["theFB/KO"], await found.symbols(), found.formerNames).found).toEqual(["META/KO"]);
    const [meta, ko] = await found.load(["fb", "KO"]);
    expect(meta!.series.symbol).toBe("META");
    expect([...meta!.series.actions!.split!]).toEqual([1, 1, 2, 1, 1]);
    expect(meta!.notes).toEqual([
      "as it is",
      "META was THEFB before 2012-01-02",
      "META was FB before 2022-06-09",
      "actions.csv has actions of 1 ticker without prices here: KOO, did you mean KO?",
    ]);
    expect(ko!.series.actions).toBeUndefined();
  });
});
