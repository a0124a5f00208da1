import { expect, test } from "vitest";
import { resampleActions } from "./resample-actions.ts";

const DAY = 86_400_000;

test("splits of a week multiply, dividends add up, and the last day of a week is still of it", () => {
  const times = Float64Array.from([0, 1, 2, 3, 4, 7, 8, 9], (day) => day * DAY);
  const actions = {
    split: Float64Array.of(1, 2, 1, 1, 3, 1, 1, 5),
    dividend: Float64Array.of(0.5, 0, 0, 0, 0.25, 0, 1, 0),
    delisted: 9 * DAY,
    names: [{ symbol: "OLD", until: 3 * DAY }],
  };
  // Weeks that close with Friday's end and Tuesday's.
  const weeks = resampleActions(actions, times, Float64Array.of(5 * DAY, 9 * DAY));
  expect([...weeks.split!]).toEqual([6, 1]);
  expect([...weeks.dividend!]).toEqual([0.75, 1]);
  expect(weeks).toMatchObject({ delisted: 9 * DAY, names: [{ symbol: "OLD" }] });
  expect(resampleActions({ ...actions, split: null }, times, Float64Array.of(9 * DAY)).split).toBeNull();
});
