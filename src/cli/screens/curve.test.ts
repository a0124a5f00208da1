import { describe, expect, it } from "vitest";
import { brailleLine } from "./braille.ts";
import { curveLines } from "./curve.ts";

describe("a line in braille", () => {
  it("rises from the lowest dot on the left to the highest on the right", () => {
    // Four dots in two cells of one row: bottom left (0x40), next up right (0x20), then 0x02 and 0x08.
    expect(brailleLine(Float64Array.of(0, 1, 2, 3), 2, 1, { low: 0, high: 3 })).toEqual(["\u2860\u280a"]);
  });

  it("draws the steps between values, so that the line does not break", () => {
    // Down the whole cell at once: the left dot on top, the right column filled below it.
    expect(brailleLine(Float64Array.of(1, 0), 1, 1, { low: 0, high: 1 })).toEqual([
      String.fromCodePoint(0x2800 + 0x01 + 0x10 + 0x20 + 0x80),
    ]);
  });

  it("loses no peak among more values than dots", () => {
    const values = new Float64Array(1000);
    values[501] = 1;
    expect(brailleLine(values, 5, 1, { low: 0, high: 1 })[0]).toContain(
      String.fromCodePoint(0x2800 + 0x40 + 0x08 + 0x10 + 0x20 + 0x80),
    );
  });

  it("of equal values is flat, in the middle", () => {
    expect(brailleLine(Float64Array.of(5, 5), 1, 1, { low: 5, high: 5 })).toEqual([
      String.fromCodePoint(0x2800 + 0x04 + 0x20),
    ]);
  });
});

describe("the chart of a run", () => {
  const days = (count: number) => Float64Array.from({ length: count }, (_, i) => Date.UTC(2020, 0, 1) + i * 86_400_000);
  const flat = (count: number) => ({
    times: days(count),
    equity: new Float64Array(count).fill(100),
    drawdown: new Float64Array(count),
  });

  it("is left out for a single close", () => {
    expect(curveLines(flat(1), 80)).toEqual([]);
  });

  it("dates its axis by days, months or years", () => {
    expect(curveLines(flat(30), 80).at(-1)).toMatch(/2020-01-01 .* 2020-01-30$/);
    expect(curveLines(flat(300), 80).at(-1)).toMatch(/2020-01 .* 2020-10$/);
    expect(curveLines(flat(1500), 80).at(-1)).toMatch(/2020 .* 2024$/);
  });

  it("fits the width and has no drawdown to show where there was none", () => {
    const lines = curveLines(flat(30), 70);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(70);
    expect(lines[4]).toMatch(/0\.0 %/);
  });
});
