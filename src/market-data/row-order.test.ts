import { expect, test } from "vitest";
import { inOrder } from "./row-order.ts";

const settings = { holes: null, isTicks: false };
/** Half hours of a clock that is set back by an hour, the newest first. */
const setBack = Float64Array.of(3, 2, 1.5, 1, 1.5, 1, 0.5).map((hours) => hours * 3_600_000);

test("a file with the newest row first is read from its end, also where a local clock is set back in it", () => {
  const found = inOrder(setBack, null, { ...settings, isLocal: true });
  expect([...found.take(setBack)]).toEqual([...setBack].reverse());
  expect(found.notes).toEqual(["newest row first, read from the end"]);
});

test("times of no clock that is set back have to fall throughout", () => {
  expect(inOrder(setBack, null, settings).notes).toEqual([]);
});

test("a file with its rows mixed up is left as it is, local or not", () => {
  const mixed = Float64Array.of(9, 2, 7, 1).map((hours) => hours * 3_600_000);
  for (const isLocal of [true, false]) expect(inOrder(mixed, null, { ...settings, isLocal }).take(mixed)).toBe(mixed);
});
