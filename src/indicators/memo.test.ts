import { describe, expect, it } from "vitest";
import { ema } from "./ema.ts";
import { log } from "./log.ts";
import { IndicatorMemo, memoized, withMemo } from "./memo.ts";
import { rollingEngleGranger } from "./rolling-engle-granger.ts";
import { sma } from "./sma.ts";

const COLUMN = Float64Array.from({ length: 40 }, (_, i) => 10 + Math.sin(i));
const OTHER = Float64Array.from({ length: 40 }, (_, i) => 12 + Math.cos(i * i));

describe("the memo of indicators", () => {
  it("gives the same object for the same column and argument", () => {
    withMemo(new IndicatorMemo(), () => {
      expect(sma(COLUMN, 5)).toBe(sma(COLUMN, 5));
      expect(sma(log(COLUMN), 5)).toBe(sma(log(COLUMN), 5));
    });
  });

  it("tells kinds, arguments and columns apart, even where columns are equal", () => {
    withMemo(new IndicatorMemo(), () => {
      expect(sma(COLUMN, 5)).not.toBe(sma(COLUMN, 6));
      expect(sma(COLUMN, 5)).not.toBe(ema(COLUMN, 5));
      expect(sma(COLUMN, 5)).not.toBe(sma(COLUMN.slice(), 5));
    });
  });

  it("tells every argument of a rolling hedge apart", () => {
    withMemo(new IndicatorMemo(), () => {
      const options = { formation: 20, reestimate: 5 };
      const first = rollingEngleGranger(COLUMN, OTHER, options);
      expect(rollingEngleGranger(COLUMN, OTHER, { ...options })).toBe(first);
      expect(rollingEngleGranger(OTHER, COLUMN, options)).not.toBe(first);
      expect(rollingEngleGranger(COLUMN, OTHER, { ...options, formation: 21 })).not.toBe(first);
      expect(rollingEngleGranger(COLUMN, OTHER, { ...options, reestimate: 6 })).not.toBe(first);
      expect(rollingEngleGranger(COLUMN, OTHER, { ...options, pValue: false })).not.toBe(first);
    });
  });

  it("changes no value", () => {
    const alone = sma(COLUMN, 7);
    expect(withMemo(new IndicatorMemo(), () => sma(COLUMN, 7))).toEqual(alone);
  });

  it("computes anew where no memo is in force", () => {
    expect(sma(COLUMN, 5)).not.toBe(sma(COLUMN, 5));
  });

  it("is in force only while its function runs, also when that throws", () => {
    const outer = new IndicatorMemo();
    withMemo(outer, () => {
      const before = sma(COLUMN, 5);
      expect(() =>
        withMemo(new IndicatorMemo(), () => {
          throw new Error("stop");
        }),
      ).toThrow("stop");
      expect(sma(COLUMN, 5)).toBe(before);
    });
    expect(sma(COLUMN, 5)).not.toBe(withMemo(outer, () => sma(COLUMN, 5)));
  });

  it("computes once for many uses", () => {
    let times = 0;
    withMemo(new IndicatorMemo(), () => {
      for (let k = 0; k < 3; k++) memoized("counting", COLUMN, 1, () => ++times);
    });
    expect(times).toBe(1);
  });
});
