import { describe, expect, it } from "vitest";
import { crossesAbove, crossesBelow } from "./crosses.ts";

const A = Float64Array.of(Number.NaN, 2, 3, 1, 1, 2, Number.NaN, 3, 1);
const B = Float64Array.of(1, 1, 1, 1, 2, 2, 2, 2, 2);

describe("crosses", () => {
  it("above: at the bar that rises above, not while it stays, and again after a gap", () => {
    expect([...crossesAbove(A, B)]).toEqual([0, 1, 0, 0, 0, 0, 0, 1, 0]);
  });

  it("below: at the bar that falls below, touching does not count", () => {
    expect([...crossesBelow(A, B)]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it("counts touching in between as not above", () => {
    expect([...crossesAbove(Float64Array.of(2, 1, 2), Float64Array.of(1, 1, 1))]).toEqual([1, 0, 1]);
  });

  it("above one way is below the other way", () => {
    expect(crossesBelow(A, B)).toEqual(crossesAbove(B, A));
  });

  it("refuses columns of different bars", () => {
    expect(() => crossesAbove(A, B.subarray(1))).toThrow("crossesAbove was given columns of 9 and 8 bars.");
  });
});
