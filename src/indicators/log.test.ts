import { expect, it } from "vitest";
import { log } from "./log.ts";

it("log is defined for positive finite prices only", () => {
  const logs = log(Float64Array.of(1, Math.E, 0, -2, Number.NaN, Number.POSITIVE_INFINITY));
  expect(logs[0]).toBe(0);
  expect(logs[1]).toBeCloseTo(1, 15);
  expect([...logs.subarray(2)].every(Number.isNaN)).toBe(true);
});
