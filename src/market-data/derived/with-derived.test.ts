import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError, type IvyError } from "#base/errors";
import { type BarSeries, sliceSeries } from "#domain/bars";
import { selectRange } from "../select-range.ts";
import type { LoadedSeries, LoadOptions, PriceSource } from "../source.ts";
import { refuseUntradeable } from "./refuse-untradeable.ts";
import { withDerived } from "./with-derived.ts";

const DAY = 86_400_000;

function bars(symbol: string, rows: readonly (readonly number[])[], more: Partial<BarSeries> = {}): BarSeries {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]!);
  return {
    symbol,
    timeframe: "1d",
    source: `${symbol}.csv`,
    adjusted: false,
    closeOnly: false,
    synthetic: false,
    time: column(0).map((day) => day * DAY),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: new Float64Array(rows.length).fill(100),
    ...more,
  };
}

function sourceOf(...series: BarSeries[]): PriceSource & { readonly read: string[] } {
  const read: string[] = [];
  return {
    read,
    label: "prices",
    path: "prices",
    symbols: async () => series.map(({ symbol }) => symbol),
    load: async (symbols, options: LoadOptions = {}) =>
      symbols.map((symbol): LoadedSeries => {
        read.push(symbol);
        const found = series.find((one) => one.symbol.toLowerCase() === symbol.toLowerCase())!;
        return { series: selectRange(found, options), warnings: [], notes: [`read ${symbol}`] };
      }),
  };
}

const KO = bars("KO", [
  [1, 40, 42, 39, 41],
  [2, 41, 43, 40, 42],
  [4, 42, 44, 39, 40],
  [5, 40, 41, 38, 39],
]);
const PEP = bars("PEP", [
  [1, 50, 51, 48, 49],
  [2, 49, 52, 49, 51],
  [3, 51, 53, 50, 52],
  [5, 52, 54, 51, 53],
]);

const load = async (text: string, ...series: BarSeries[]) => (await withDerived(sourceOf(...series)).load([text]))[0]!;

async function failure(work: Promise<unknown>): Promise<IvyError> {
  return work.then(
    () => Promise.reject(new Error("nothing was thrown")),
    (error) => error,
  );
}

describe("an asset made of others", () => {
  test("has exact opens and closes, and bounds for highs and lows, on the shared times", async () => {
    const { series, notes, warnings } = await load("ko-0.5*pep", KO, PEP);
    expect(series.symbol).toBe("KO-0.5*PEP");
    expect([...series.time]).toEqual([1, 2, 5].map((day) => day * DAY));
    expect([...series.open]).toEqual([40 - 25, 41 - 24.5, 40 - 26]);
    expect([...series.close]).toEqual([41 - 24.5, 42 - 25.5, 39 - 26.5]);
    // The highest KO against the lowest PEP, whether or not they were at one time.
    expect([...series.high]).toEqual([42 - 24, 43 - 24.5, 41 - 25.5]);
    expect([...series.low]).toEqual([39 - 25.5, 40 - 26, 38 - 27]);
    expect(series).toMatchObject({ boundsOnly: true, closeOnly: false, volume: null, source: "KO.csv, PEP.csv" });
    expect(notes).toEqual([
      "opens and closes are exact, highs and lows are bounds",
      "on the 3 times that KO and PEP share; left out 1 of KO, 1 of PEP",
      "KO: read KO",
      "PEP: read PEP",
    ]);
    expect(warnings[0]).toMatchObject({ id: "missing-in-leg", symbol: "KO-0.5*PEP" });
    expect(warnings[0]!.occurrences.map(({ from, text }) => [from / DAY, text])).toEqual([
      [3, "KO has no bar"],
      [4, "PEP has no bar"],
    ]);
  });

  test("is exact throughout where a single price goes in", async () => {
    const { series } = await load("-2*KO+100", KO);
    expect(series.boundsOnly).toBe(false);
    expect([...series.high]).toEqual([...KO.low].map((low) => 100 - 2 * low));
    expect([...series.low]).toEqual([...KO.high].map((high) => 100 - 2 * high));
  });

  test("has closes only where a leg has", async () => {
    const closes = { ...PEP, open: PEP.close, high: PEP.close, low: PEP.close, closeOnly: true };
    const { series } = await load("KO/PEP", KO, closes);
    expect(series).toMatchObject({ closeOnly: true, boundsOnly: false });
    expect([...series.high]).toEqual([41 / 49, 42 / 51, 39 / 53]);
  });

  test("divides and takes logarithms within the bounds", async () => {
    const ratio = (await load("KO/PEP", KO, PEP)).series;
    expect([ratio.high[0], ratio.low[0], ratio.close[0]]).toEqual([42 / 48, 39 / 51, 41 / 49]);
    const logs = (await load("log(KO)-log(PEP)", KO, PEP)).series;
    expect([logs.high[0], logs.low[0]]).toEqual([Math.log(42) - Math.log(48), Math.log(39) - Math.log(51)]);
    const basket = (await load("(KO+PEP)/2", KO, PEP)).series;
    expect([basket.high[0], basket.low[0], basket.close[0]]).toEqual([46.5, 43.5, 45]);
  });

  test("is called synthetic where a leg is, and keeps what is known of its legs", async () => {
    const made = { ...PEP, synthetic: true, adjusted: true };
    const { series, notes } = await load("KO+PEP", KO, made);
    expect(series).toMatchObject({ synthetic: true, adjusted: true });
    expect(notes).toContain("prices of PEP are adjusted for splits, those of KO are not");
  });

  test("is loaded beside plain tickers, each leg read once, in the order asked for", async () => {
    const source = sourceOf(KO, PEP, bars("BTC-USD", [[1, 1, 1, 1, 1]]));
    const loaded = await withDerived(source).load(["PEP", "KO-PEP", "KO/PEP", "btc-usd"]);
    expect(loaded.map(({ series }) => series.symbol)).toEqual(["PEP", "KO-PEP", "KO/PEP", "BTC-USD"]);
    expect(source.read.toSorted()).toEqual(["BTC-USD", "KO", "PEP"]);
  });

  test("says which leg is missing, what was meant, and the line to type", async () => {
    const error = await failure(withDerived(sourceOf(KO, PEP)).load(["KO-0.5*PEPP"]));
    expect(error).toMatchObject({ code: "no-such-ticker", message: "No prices for PEPP." });
    expect(error.help).toContain("--tickers 'KO-0.5*PEP'");
  });

  test("stops where its value is not defined, with the day", async () => {
    const zero = await failure(load("KO/(PEP-50)", KO, PEP));
    expect(zero).toMatchObject({ code: "derived-division" });
    expect(zero.where.time).toBe("1970-01-02");
    expect(await failure(load("log(KO-PEP)", KO, PEP))).toMatchObject({ code: "derived-log" });
    expect(await failure(load("KO*1e308*PEP", KO, PEP))).toMatchObject({ code: "derived-undefined" });
    expect(await failure(load("KO-hedge(KO,PEP,3)*PEP", KO, PEP))).toMatchObject({ code: "derived-too-short" });
    const flat = { ...PEP, close: PEP.close.map(() => 50) };
    expect(await failure(load("KO-hedge(KO,PEP,2)*PEP", KO, flat))).toMatchObject({ code: "derived-undefined" });
    const later = { ...PEP, time: PEP.time.map((time) => time + 100 * DAY) };
    expect(await failure(load("KO-PEP", KO, later))).toMatchObject({ code: "no-overlap" });
    expect(await failure(load("KO-PEP", KO, { ...PEP, timeframe: "1h" }))).toMatchObject({ code: "mixed-timeframes" });
  });

  test("is not traded where it may have been at 0 or below", async () => {
    const spread = (await load("KO-0.8*PEP", KO, PEP)).series;
    expect(() => refuseUntradeable([KO, spread])).toThrow(DataError);
    expect(() => refuseUntradeable([spread])).toThrow("KO-0.8*PEP may have been as low as");
    expect(() => refuseUntradeable([KO, PEP])).not.toThrow();
  });
});

/** A walk of n bars that hold together. */
const walk = (symbol: string) =>
  fc
    .array(fc.tuple(fc.double({ min: -0.05, max: 0.05, noNaN: true }), fc.double({ min: 0, max: 0.05, noNaN: true })), {
      minLength: 30,
      maxLength: 60,
    })
    .map((steps) => {
      let price = 50;
      return bars(
        symbol,
        steps.map(([change, range], i) => {
          const open = price;
          // Never flat: a slope on a price that stands still is not defined.
          price *= 1 + change + 0.001 * ((i % 3) - 1);
          const [top, bottom] = [Math.max(open, price), Math.min(open, price)];
          return [i, open, top * (1 + range), bottom * (1 - range), price];
        }),
      );
    });

describe("whatever the prices", () => {
  const expressions = [
    "A-0.81*B",
    "A/B",
    "(A+B)/2",
    "log(A)-0.5*log(B)",
    "A-hedge(A,B,10)*B",
    "hedge(log(A),log(B),5)*A*B",
    "-A*(B-2*A)",
  ];

  test("cutting off the future changes no bar of the past", async () => {
    await fc.assert(
      fc.asyncProperty(walk("A"), walk("B"), fc.constantFrom(...expressions), fc.nat(18), async (a, b, text, keep) => {
        const end = 12 + keep;
        const whole = (await load(text, a, b)).series;
        const cut = (await load(text, sliceSeries(a, 0, end), sliceSeries(b, 0, end))).series;
        const same = sliceSeries(whole, 0, cut.time.length);
        for (const field of ["time", "open", "high", "low", "close"] as const) expect(cut[field]).toEqual(same[field]);
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  test("a value from within the bars of the legs never leaves the bounds", async () => {
    const formulas: Record<string, (a: number, b: number) => number> = {
      "A-0.81*B": (a, b) => a - 0.81 * b,
      "A/B": (a, b) => a / b,
      "-A*(B-2*A)": (a, b) => -a * (b - 2 * a),
      "log(A)-0.5*log(B)": (a, b) => Math.log(a) - 0.5 * Math.log(b),
    };
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(walk("A"), walk("B"), share, share, async (a, b, s, t) => {
        for (const [text, value] of Object.entries(formulas)) {
          const { series } = await load(text, a, b);
          for (let i = 0; i < series.close.length; i++) {
            const inner = value(a.low[i]! + s * (a.high[i]! - a.low[i]!), b.low[i]! + t * (b.high[i]! - b.low[i]!));
            // Rounding of the point itself, which is not on the way by which the bound was computed.
            const slack = 1e-12 * (1 + Math.abs(inner));
            expect(inner).toBeLessThanOrEqual(series.high[i]! + slack);
            expect(inner).toBeGreaterThanOrEqual(series.low[i]! - slack);
            expect(series.close[i]).toBeLessThanOrEqual(series.high[i]!);
            expect(series.open[i]).toBeGreaterThanOrEqual(series.low[i]!);
          }
        }
      }),
      { numRuns: 50, seed: 6 },
    );
  });
});
