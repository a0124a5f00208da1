import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTime } from "./format-time.ts";
import { timeTexts } from "./time-texts.ts";

const DAY = 86_400_000;
const RIM = 8.64e15;

/** Times as columns have them: near each other, then far away, before 1970, at the rim of what a calendar holds. */
const times = fc.array(
  fc.oneof(
    fc.integer({ min: -5 * DAY, max: 5 * DAY }),
    fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) }),
    fc.double({ min: -RIM, max: RIM, noNaN: true }),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, -0.5, -1, -1.5, 0.999),
    fc.constantFrom(RIM, -RIM, RIM + 1, -RIM - 1, RIM - DAY, DAY - RIM, 253_402_300_800_000, -62_167_219_200_001),
  ),
  { minLength: 1, maxLength: 40 },
);

describe("the times of a column", () => {
  it.each(["1s", "1m", "4h", "1d", "1w", "1mo"] as const)(
    "read as formatTime writes them, for %s bars",
    (timeframe) => {
      fc.assert(
        fc.property(times, (column) => {
          const text = timeTexts(timeframe);
          expect(column.map((time) => text(time))).toEqual(column.map((time) => formatTime(time, timeframe)));
        }),
        { seed: 20, numRuns: 500 },
      );
    },
  );

  it("change with the day, in order and back", () => {
    const text = timeTexts("1m");
    const midnight = Date.UTC(2024, 1, 29);
    expect([midnight - 60_000, midnight, midnight - 1].map((time) => text(time))).toEqual([
      "2024-02-28T23:59:00Z",
      "2024-02-29T00:00:00Z",
      "2024-02-28T23:59:59.999Z",
    ]);
  });
});
