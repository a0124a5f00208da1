import fc from "fast-check";
import { expect, it } from "vitest";
import { nthSmallest } from "./select.ts";

const finite = fc.double({ noNaN: true }).map((value) => value + 0);

it("finds what sorting puts at each rank", () => {
  const valued = fc
    .array(fc.oneof(finite, fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 60 })
    .chain((values) => fc.tuple(fc.constant(values), fc.nat({ max: values.length - 1 })));
  fc.assert(
    fc.property(valued, ([values, rank]) => {
      const sorted = Float64Array.from(values).sort();
      // 0 and −0 are one value: sorting alone sets them apart.
      expect(nthSmallest(Float64Array.from(values), rank) + 0).toBe(sorted[rank]! + 0);
    }),
    { seed: 65, numRuns: 500 },
  );
});

it("ends on columns in order, in falling order and of one value", () => {
  const rising = Float64Array.from({ length: 1001 }, (_, i) => i);
  expect(nthSmallest(rising.slice(), 500)).toBe(500);
  expect(nthSmallest(rising.slice().reverse(), 500)).toBe(500);
  expect(nthSmallest(new Float64Array(1001).fill(7), 500)).toBe(7);
});
