import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StrategyError } from "#base/errors";
import { BollingerStream, bollinger } from "./bollinger.ts";

describe("Bollinger bands", () => {
  it("lie so many deviations, divisor period, from the mean", () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squared deviations 9+1+1+1+0+0+4+16 = 32, 32/8 = 4, deviation 2.
    const column = Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9);
    const { upper, middle, lower } = bollinger(column, 8, 1.5);
    // The root of 32/7 and of 7/8 are each rounded.
    expect([upper[7], middle[7], lower[7]]).toEqual([expect.closeTo(8, 12), 5, expect.closeTo(2, 12)]);
    expect(Array.from(upper.subarray(0, 7)).every(Number.isNaN)).toBe(true);
  });

  it("are one line where nothing moves, and not defined where a value is missing", () => {
    const { upper, lower } = bollinger(Float64Array.of(7, 7, 7, Number.NaN, 7, 7, 7), 3, 2);
    expect(Array.from(upper)).toEqual([Number.NaN, Number.NaN, 7, Number.NaN, Number.NaN, Number.NaN, 7]);
    expect(lower).toEqual(upper);
  });

  const columns = fc.array(fc.oneof(fc.double({ min: 1, max: 1e4, noNaN: true }), fc.constant(Number.NaN)), {
    maxLength: 60,
  });
  it("are the same one value at a time, to the last bit, and know nothing of later bars", () => {
    fc.assert(
      fc.property(
        columns,
        fc.integer({ min: 2, max: 9 }),
        fc.double({ min: 0, max: 4, noNaN: true }),
        (values, n, k) => {
          const column = Float64Array.from(values);
          const whole = bollinger(column, n, k);
          const stream = new BollingerStream(n, k);
          values.forEach((value, i) => {
            const middle = stream.next(value);
            expect([stream.upper, middle, stream.lower]).toEqual([whole.upper[i], whole.middle[i], whole.lower[i]]);
          });
          const half = values.length >> 1;
          expect(bollinger(column.slice(0, half), n, k).upper).toEqual(whole.upper.slice(0, half));
        },
      ),
      { seed: 9, numRuns: 300 },
    );
  });

  it.each([
    [1, 2],
    [2.5, 2],
    [20, -1],
    [20, Number.NaN],
    [20, Number.POSITIVE_INFINITY],
  ])("refuse a period of %d with %d deviations", (period, deviations) => {
    expect(() => bollinger(Float64Array.of(1, 2, 3), period, deviations)).toThrow(StrategyError);
    expect(() => new BollingerStream(period, deviations)).toThrow(StrategyError);
  });
});
