import { describe, expect, it } from "vitest";
import { StrategyError } from "#base/errors";
import { Xorshift32 } from "#math/random";
import { INDICATORS } from "./registry.ts";

function prices(n: number, seed: number): Float64Array {
  const random = new Xorshift32(seed);
  const column = new Float64Array(n);
  let price = 100;
  for (let i = 0; i < n; i++) {
    price *= 1 + 0.01 * random.normal12();
    column[i] = price;
  }
  return column;
}

function withHoles(column: Float64Array): Float64Array {
  const holed = Float64Array.from(column);
  for (const at of [0, 1, 60, 61, 150, 199]) holed[at] = Number.NaN;
  holed[100] = Number.POSITIVE_INFINITY;
  return holed;
}

const COLUMN = prices(300, 17);
const HOLED = withHoles(COLUMN);

const cases = INDICATORS.flatMap((entry) => {
  const { batch } = entry;
  if (batch === undefined) return [];
  const sets = [
    entry.parameters.map((p) => p.default),
    entry.parameters.map((p) => p.min),
    entry.parameters.map(() => 7),
  ];
  const distinct = [...new Map(sets.map((values) => [values.join(), values])).values()];
  return distinct.map((values) => ({ ...entry, batch, values, title: `${entry.name}(${values.join()})` }));
});

const periodCases = cases.filter((entry) => entry.parameters.length === 1);

describe("indicators of one column", () => {
  it("are all here", () => {
    expect(cases.map((entry) => entry.name)).toEqual(expect.arrayContaining(["sma", "ema", "log", "rollingZscore"]));
  });

  it.each(cases)("$title gives a column as long as its input, of any length", ({ batch, values }) => {
    for (const n of [0, 1, 5, 300]) expect(batch(COLUMN.subarray(0, n), values).length).toBe(n);
  });

  it.each(cases)("$title leaves its input as it was", ({ batch, values }) => {
    const copy = Float64Array.from(HOLED);
    batch(copy, values);
    expect(copy).toEqual(HOLED);
  });

  it.each(cases)("$title is not defined in its warm-up and everywhere after it", ({ batch, values, warmup }) => {
    const out = batch(COLUMN, values);
    out.forEach((value, i) => {
      expect(Number.isNaN(value)).toBe(i < warmup(values));
    });
  });

  it.each(cases)("$title does not change when the future is cut off", ({ batch, values }) => {
    for (const column of [COLUMN, HOLED]) {
      const whole = batch(column, values);
      for (const n of [1, 8, 64, 101, 202, 299]) {
        expect(batch(column.slice(0, n), values)).toEqual(whole.slice(0, n));
      }
    }
  });

  it.each(cases.filter((c) => c.stream !== undefined))(
    "$title, streaming, equals its batch form to the last bit",
    ({ batch, stream, values }) => {
      for (const column of [COLUMN, HOLED]) {
        const whole = batch(column, values);
        const twin = stream!(values);
        // Equal, without a tolerance: both do the same arithmetic in the same order.
        column.forEach((value, i) => {
          expect(twin.next(value)).toBe(whole[i]);
        });
      }
    },
  );

  it.each(cases.filter((c) => c.degree !== undefined))(
    "$title follows the scale of its input",
    ({ batch, values, degree }) => {
      const out = batch(COLUMN, values);
      const scaled = batch(
        COLUMN.map((value) => 3 * value),
        values,
      );
      out.forEach((value, i) => {
        if (Number.isNaN(value)) return;
        const expected = degree === 1 ? 3 * value : value;
        // Rounding of running sums of 300 prices against a deviation of a few.
        expect(Math.abs(scaled[i]! - expected)).toBeLessThan(1e-9);
      });
    },
  );

  it.each(periodCases)(
    "$title is not defined exactly where its window holds a missing value",
    ({ batch, values, parameters, warmup }) => {
      const needed = warmup(values) + 1;
      const out = batch(HOLED, values);
      out.forEach((value, i) => {
        const window = HOLED.subarray(Math.max(0, i - needed + 1), i + 1);
        const defined = window.length === needed && window.every(Number.isFinite);
        expect(Number.isNaN(value), `bar ${i}`).toBe(!defined);
      });
      expect(parameters[0]!.name).toBe("period");
    },
  );

  it.each(periodCases)(
    "$title after a gap is what it would be had the column begun there",
    ({ batch, values, name }) => {
      const out = batch(HOLED, values);
      const fresh = batch(HOLED.slice(151, 199), values);
      expect(out.slice(151, 199), name).toEqual(fresh);
    },
  );

  it.each(periodCases)("$title refuses a period that is none", ({ batch, parameters }) => {
    for (const wrong of [parameters[0]!.min - 1, -3, 2.5, Number.NaN]) {
      expect(() => batch(COLUMN, [wrong])).toThrow(StrategyError);
    }
  });
});

const BARS = {
  high: COLUMN.map((price, i) => price * (1.001 + 0.001 * Math.sin(i))),
  low: COLUMN.map((price, i) => price * (0.999 - 0.001 * Math.cos(i))),
  close: COLUMN,
};
const HOLED_BARS = { high: withHoles(BARS.high), low: BARS.low, close: HOLED };

function cut<T extends Record<string, Float64Array>>(bars: T, n: number): T {
  return Object.fromEntries(Object.entries(bars).map(([name, column]) => [name, column.slice(0, n)])) as T;
}

const barCases = INDICATORS.flatMap((entry) => {
  const { batchOfBars, streamOfBars } = entry;
  if (batchOfBars === undefined || streamOfBars === undefined) return [];
  const sets = [entry.parameters.map((p) => p.default), entry.parameters.map((p) => p.min)];
  const distinct = [...new Map(sets.map((values) => [values.join(), values])).values()];
  return distinct.map((values) => ({
    ...entry,
    batchOfBars,
    streamOfBars,
    values,
    title: `${entry.name}(${values.join()})`,
  }));
});

describe("indicators of whole bars", () => {
  it("are all here", () => {
    expect(barCases.map((entry) => entry.name)).toEqual(expect.arrayContaining(["trueRange", "atr"]));
  });

  it.each(barCases)("$title is defined exactly where its bars are there", ({ batchOfBars, values, warmup }) => {
    const out = batchOfBars(HOLED_BARS, values);
    const needed = warmup(values) + 1;
    out.forEach((value, i) => {
      const window = HOLED_BARS.close.subarray(Math.max(0, i - needed + 1), i + 1);
      expect(Number.isNaN(value), `bar ${i}`).toBe(!(window.length === needed && window.every(Number.isFinite)));
    });
  });

  it.each(barCases)("$title does not change when the future is cut off", ({ batchOfBars, values }) => {
    for (const bars of [BARS, HOLED_BARS]) {
      const whole = batchOfBars(bars, values);
      for (const n of [0, 1, 8, 64, 202, 299]) expect(batchOfBars(cut(bars, n), values)).toEqual(whole.slice(0, n));
    }
  });

  it.each(barCases)(
    "$title, streaming, equals its batch form to the last bit, and leaves its input as it was",
    (one) => {
      const copy = cut(HOLED_BARS, 300);
      const whole = one.batchOfBars(HOLED_BARS, one.values);
      const twin = one.streamOfBars(one.values);
      whole.forEach((value, i) => {
        expect(twin.next(copy.high[i]!, copy.low[i]!, copy.close[i]!)).toBe(value);
      });
      expect(HOLED_BARS).toEqual(copy);
    },
  );
});
