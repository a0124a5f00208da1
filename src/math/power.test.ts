import { describe, expect, it } from "vitest";
import { power } from "./power.ts";

describe("a power", () => {
  // Ten digits and more of each are exact decimals, worked by long multiplication; the tolerance is that of the doc comment.
  it.each([
    [2, 10, 1024],
    [1.1, 2, 1.21],
    [4, 0.5, 2],
    [10, -3, 0.001],
    [1.000_000_1, 3, 1.000_000_300_000_03],
  ])("%f to the %f", (base, exponent, expected) => {
    expect(Math.abs(power(base, exponent) / expected - 1)).toBeLessThan(4e-16 * (1 + Math.abs(Math.log(expected))));
  });

  it("of zero, and to zero", () => {
    expect([power(0, 2), power(0, 0), power(5, 0)]).toEqual([0, 1, 1]);
  });

  it("of what is below zero is not defined", () => {
    expect(power(-1, 2)).toBeNaN();
  });
});
