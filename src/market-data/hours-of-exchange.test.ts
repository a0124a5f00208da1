import { describe, expect, test } from "vitest";
import { zoneOfHours } from "./hours-of-exchange.ts";

const at = (day: number, clock: string) => Date.parse(`2024-01-${String(day).padStart(2, "0")}T${clock}:00Z`);
/** Bars of half an hour from one clock to another, on some days. */
const days = (from: string, to: string, list: readonly number[] = [2, 3, 4, 5]) =>
  Float64Array.from(
    list.flatMap((day) => {
      const times: number[] = [];
      for (let time = at(day, from); time <= at(day, to); time += 30 * 60_000) times.push(time);
      return times;
    }),
  );

describe("bars without a zone", () => {
  test("from 9:30 to 16:00 keep the hours of New York", () => {
    expect(zoneOfHours(days("09:30", "15:30"))).toBe("America/New_York");
    // The closing auction has a bar of its own.
    expect(zoneOfHours(days("09:30", "16:00"))).toBe("America/New_York");
  });

  test("from 9:00 to 17:30 keep those of Frankfurt", () => {
    expect(zoneOfHours(days("09:00", "17:00"))).toBe("Europe/Berlin");
  });

  test.each([
    ["14:30", "20:30"],
    ["13:30", "19:30"],
    ["07:00", "15:00"],
    ["00:00", "23:30"],
    ["09:30", "11:00"],
  ])("from %s to %s are left to UTC", (from, to) => {
    expect(zoneOfHours(days(from, to))).toBeNull();
  });

  test("of a single day tell nothing", () => {
    expect(zoneOfHours(days("09:30", "15:30", [2]))).toBeNull();
    expect(zoneOfHours(new Float64Array(0))).toBeNull();
  });

  test("of which some days begin late or end early still do", () => {
    const odd = [...days("09:30", "15:30", [2, 3, 4, 5, 8, 9, 10, 11, 12]), ...days("10:00", "12:30", [16])];
    expect(zoneOfHours(Float64Array.from(odd))).toBe("America/New_York");
  });
});
