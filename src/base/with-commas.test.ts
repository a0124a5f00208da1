import fc from "fast-check";
import { expect, it } from "vitest";
import { withCommas } from "./with-commas.ts";

it("says whole numbers as the runtime's formatter does", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (count) => {
      expect(withCommas(count)).toBe(count.toLocaleString("en-US"));
    }),
    { seed: 3, numRuns: 500 },
  );
});

it.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [-1234567, "-1,234,567"],
])("says %j as %j", (count, text) => {
  expect(withCommas(count)).toBe(text);
});
