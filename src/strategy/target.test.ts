import { expect, test } from "vitest";
import { longOnSignals, longShortWhileAbove, longWhileAbove } from "./target.ts";

test("the rules of a target say what they want", () => {
  const a = Float64Array.of(1);
  const b = Float64Array.of(2);
  expect(longWhileAbove(a, b)).toEqual({ kind: "comparison", a, b, whenAbove: 1, whenBelow: 0 });
  expect(longShortWhileAbove(a, b)).toEqual({ kind: "comparison", a, b, whenAbove: 1, whenBelow: -1 });
  const enter = Uint8Array.of(1);
  const exit = Uint8Array.of(0);
  expect(longOnSignals(enter, exit)).toEqual({ kind: "signals", enter, exit });
});
