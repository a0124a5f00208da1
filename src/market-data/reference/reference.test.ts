import { describe, expect, test } from "vitest";
import type { IvyError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import { convertCurrency, exchangeRates } from "./convert-currency.ts";
import { parseRiskFree, riskFreePath } from "./parse-risk-free.ts";
import { meanRate, ratesAsOf } from "./rates-as-of.ts";
import { readRates } from "./read-rates.ts";
import { readTextTable } from "./text-table.ts";

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const days = (...texts: string[]) => Float64Array.from(texts, day);

function read(text: string, asked = "rates.csv") {
  const parsed = parseRiskFree(asked);
  if (parsed.kind !== "file") throw new Error("no file");
  return readRates(readTextTable(new TextEncoder().encode(text), "rates.csv"), parsed);
}

function caught(work: () => unknown): IvyError {
  try {
    work();
  } catch (error) {
    return error as IvyError;
  }
  throw new Error("nothing was thrown");
}

describe("--risk-free", () => {
  test.each([
    ["0.02", 0.02],
    ["2%", 0.02],
    ["2.5 %", 0.025],
    ["-0.005", -0.005],
    ["0", 0],
    [".01", 0.01],
    ["50%", 0.5],
  ])("%s is %d a year", (text, rate) => {
    expect(parseRiskFree(text)).toEqual({ kind: "rate", rate });
  });

  test("is a file, with a column and a unit where they are said", () => {
    const file = (path: string, column: string | null = null, unit: string | null = null) => ({
      kind: "file",
      path,
      column,
      unit,
    });
    expect(parseRiskFree("rates.csv")).toEqual(file("rates.csv"));
    expect(parseRiskFree("a b/rates.csv#3month")).toEqual(file("a b/rates.csv", "3month"));
    expect(parseRiskFree("rates.csv#3month:fraction")).toEqual(file("rates.csv", "3month", "fraction"));
    expect(parseRiskFree("C:\\rates.csv:percent")).toEqual(file("C:\\rates.csv", null, "percent"));
  });

  test("that may be a fraction or a percentage is refused with both readings", () => {
    const error = caught(() => parseRiskFree("2"));
    expect(error).toMatchObject({ code: "ambiguous-rate" });
    expect(error.help).toBe("Write --risk-free 2% or --risk-free 200%");
    expect(caught(() => parseRiskFree("0.5")).help).toBe("Write --risk-free 0.5% or --risk-free 50%");
    expect(caught(() => parseRiskFree("300%"))).toMatchObject({ code: "bad-rate" });
    expect(caught(() => parseRiskFree("rates.csv#"))).toMatchObject({ code: "bad-rate" });
  });
});

test("the path in a rate as written is told from what follows it", () => {
  expect(riskFreePath("a/rates.csv#3 month:percent")).toEqual({ path: "a/rates.csv", suffix: "#3 month:percent" });
  expect(riskFreePath("rates.csv:fraction")).toEqual({ path: "rates.csv", suffix: ":fraction" });
  expect(riskFreePath("rates.csv")).toEqual({ path: "rates.csv", suffix: "" });
  for (const number of ["0.02", "2%", "-1e-3", "2"]) expect(riskFreePath(number)).toEqual({ path: null, suffix: "" });
});

describe("a file of rates", () => {
  test("is read as percent where a value is 1 or more, its header or a sign says so", () => {
    expect([...read("DATE,PCREDIT8\n2003-01-09,2.25\n2003-06-26,2.00\n").rate]).toEqual([0.0225, 0.02]);
    expect([...read("date,rate (%)\n2020-01-02,0.25\n").rate]).toEqual([0.0025]);
    expect([...read("date;rate\n2020-01-02;0.25%\n").rate]).toEqual([0.0025]);
    expect(read("date,rate\n2020-01-02,1.5\n").note).toBe("rate, read as percent");
  });

  test("is read newest first, and in the one order of day and month that reads all of it", () => {
    const rates = read('Date,"1 Mo","3 Mo"\n12/29/2023,5.60,5.40\n12/28/2023,5.57,5.45\n', "rates.csv#3 Mo");
    expect(rates.day).toEqual(days("2023-12-28", "2023-12-29"));
    expect([...rates.rate]).toEqual([5.45 / 100, 5.4 / 100]);
    expect(read("Datum;Zins\n30.12.2023;2.5\n31.12.2023;2.6\n").day).toEqual(days("2023-12-30", "2023-12-31"));
  });

  test("is read as it is said, by the column that is named, without the days that have none", () => {
    const text =
      "Time Period,1month,3month\n1990-01-02 00:00:00+00:00,,0.0783\n1990-01-03,0.07,\n1990-01-04,.,0.0784\n";
    const rates = read(text, "rates.csv#3Month:fraction");
    expect([...rates.rate]).toEqual([0.0783, 0.0784]);
    expect(rates.day).toEqual(days("1990-01-02", "1990-01-04"));
  });

  test.each([
    ["date,rate\n2020-01-02,0.05\n", "rates.csv", "ambiguous-rate", undefined],
    ["date,a,b\n2020-01-02,2,3\n", "rates.csv", "ambiguous-column", undefined],
    ["date,3month,1year\n2020-01-02,2,3\n", "rates.csv#3mnth", "no-such-column", undefined],
    ["date,rate\n2020-01-02,2\n2020-01-02,2\n", "rates.csv", "bad-rate", 3],
    ["date,rate\n2020-01-02,2\n02/01/2020,2\n", "rates.csv", "bad-date", 3],
    ["date,rate\n01/02/2020,2\n01/03/2020,2\n", "rates.csv", "ambiguous-dates", 2],
    ["date,rate\n2020-01-06,2\n2020-01-02,2\n2020-01-03,2\n", "rates.csv", "bad-rate", 3],
    ['date,rate\n2020-01-02,"2,5"\n', "rates.csv", "bad-rate", 2],
    ["date,rate\n2020-01-02,2.5\n", "rates.csv:fraction", "bad-rate", undefined],
    ["date,rate\n2020-01-02,\n", "rates.csv", "empty-file", undefined],
    ["what,rate\n2020-01-02,2\n", "rates.csv", "no-time-column", 1],
  ])("%j as %s is refused: %s", (text, asked, code, line) => {
    const error = caught(() => read(text, asked));
    expect(error).toMatchObject({ code });
    expect(error.where.line).toBe(line);
    expect(error.help).not.toBe("");
  });

  test("that may be fractions or percentages names the two lines to type", () => {
    const error = caught(() => read("date,rate\n2020-01-02,0.05\n"));
    expect(error.message).toContain("5 % as fractions, 0.05 % as percentages");
    expect(error.help).toBe("Say which: --risk-free rates.csv#rate:fraction or --risk-free rates.csv#rate:percent");
  });
});

describe("rates on bars", () => {
  const rates = { day: days("2020-01-02", "2020-01-06"), rate: Float64Array.of(0.02, 0.03) };

  test("are those of earlier days, for days and for hours", () => {
    const known = ratesAsOf(rates, days("2020-01-02", "2020-01-03", "2020-01-06", "2020-01-07"));
    expect([...known]).toEqual([Number.NaN, 0.02, 0.02, 0.03]);
    const hours = Float64Array.of(day("2020-01-06") + 72e6, day("2020-01-07") + 1);
    expect([...ratesAsOf(rates, hours)]).toEqual([0.02, 0.03]);
  });

  test("do not change when the future is cut off", () => {
    const times = days("2020-01-02", "2020-01-03", "2020-01-06");
    const cut = { day: rates.day.subarray(0, 1), rate: rates.rate.subarray(0, 1) };
    expect(ratesAsOf(cut, times)).toEqual(ratesAsOf(rates, times));
  });

  test("have a mean over the bars at which one was known", () => {
    expect(meanRate(rates, days("2020-01-01", "2020-01-03", "2020-01-07"))).toEqual({ rate: 0.025, unknown: 1 });
    expect(meanRate(rates, days("2019-01-01")).rate).toBeNaN();
  });
});

describe("another currency", () => {
  const column = Float64Array.of(10, 20, 30);
  const series: BarSeries = {
    symbol: "A",
    timeframe: "1d",
    source: "A.csv",
    adjusted: false,
    closeOnly: false,
    synthetic: false,
    time: days("2020-01-02", "2020-01-03", "2020-01-07"),
    open: column,
    high: column.map((price) => price + 1),
    low: column.map((price) => price - 1),
    close: column,
    volume: Float64Array.of(1, 2, 3),
    actions: { split: Float64Array.of(1, 2, 1), dividend: Float64Array.of(0, 0, 1), delisted: null, names: [] },
  };

  test("multiplies the prices of a bar by the rate of an earlier day, and leaves volume and splits", () => {
    const rates = { day: days("2020-01-02", "2020-01-06"), rate: Float64Array.of(0.5, 2) };
    const converted = convertCurrency(series, rates)!;
    expect(converted.time).toEqual(days("2020-01-03", "2020-01-07"));
    expect([...converted.high]).toEqual([10.5, 62]);
    expect([...converted.close]).toEqual([10, 60]);
    expect([...converted.volume!]).toEqual([2, 3]);
    expect([...converted.actions!.split!]).toEqual([2, 1]);
    expect([...converted.actions!.dividend!]).toEqual([0, 2]);
    expect(convertCurrency(series, { day: days("2021-01-01"), rate: Float64Array.of(1) })).toBeNull();
  });

  test("takes the last close of each day of a series of exchange rates, or its inverse", () => {
    const time = Float64Array.of(day("2020-01-02"), day("2020-01-02") + 36e5, day("2020-01-03"));
    const hours: BarSeries = { ...series, timeframe: "1h", time };
    expect(exchangeRates(hours)).toEqual({ day: days("2020-01-02", "2020-01-03"), rate: Float64Array.of(20, 30) });
    expect([...exchangeRates(hours, true).rate]).toEqual([1 / 20, 1 / 30]);
  });

  test("takes the close of a longer bar for that of its last day, on which it became known", () => {
    // A Monday, and the first of a month; four hours that end after midnight.
    const of = (timeframe: BarSeries["timeframe"], time: number) =>
      exchangeRates({ ...series, timeframe, time: Float64Array.of(time) }).day;
    expect(of("1d", day("2020-01-06"))).toEqual(days("2020-01-06"));
    expect(of("1w", day("2020-01-06"))).toEqual(days("2020-01-12"));
    expect(of("1mo", day("2020-02-01"))).toEqual(days("2020-02-29"));
    expect(of("4h", day("2020-01-06") + 20 * 36e5)).toEqual(days("2020-01-06"));
    expect(of("4h", day("2020-01-06") + 22 * 36e5)).toEqual(days("2020-01-07"));
  });
});
