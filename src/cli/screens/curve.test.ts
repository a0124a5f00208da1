import { describe, expect, it } from "vitest";
import { roundTicks } from "./axis-ticks.ts";
import { brailleLine } from "./braille.ts";
import { type Curve, curveLines } from "./curve.ts";
import { timeAxis } from "./time-axis.ts";

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

  it("has a hole where there is no value", () => {
    const [left, hole, right] = brailleLine(Float64Array.of(1, 1, Number.NaN, Number.NaN, 1, 1), 3, 1, {
      low: 0,
      high: 1,
    })[0]!;
    expect([left, hole, right]).toEqual(["\u2809", "\u2800", "\u2809"]);
  });
});

describe("the values beside a chart", () => {
  it("are round, and no two stand on one row", () => {
    expect(roundTicks({ low: 93_000, high: 131_000 }, 5)).toEqual([100_000, 120_000]);
    expect(roundTicks({ low: -0.417, high: 0 }, 3)).toEqual([-0.4, -0.2, 0]);
    expect(roundTicks({ low: 0.0000011, high: 0.0000017 }, 5)).toEqual([0.0000012, 0.0000014, 0.0000016]);
  });

  it("are powers of ten where equal steps are equal factors", () => {
    expect(roundTicks({ low: 90_000, high: 2_700_000, isLog: true }, 5)).toEqual([1e5, 1e6]);
    expect(roundTicks({ low: 1e5, high: 1.2e10, isLog: true }, 5)).toEqual([1e6, 1e8, 1e10]);
  });

  it("is the only one where nothing moved", () => {
    expect(roundTicks({ low: 7, high: 7 }, 5)).toEqual([7]);
  });
});

const DAY = 86_400_000;
const days = (count: number, from = Date.UTC(2020, 0, 1)) =>
  Float64Array.from({ length: count }, (_, i) => from + i * DAY);

describe("the dates below a chart", () => {
  it("are years, months or days, as the run is long", () => {
    expect(timeAxis(days(30), 60)).toMatch(/^2020-01-01 .* 2020-01-30$/);
    expect(timeAxis(days(300), 60)).toMatch(/^2020-01 +2020-03 +2020-05 .*2020-09$/);
    expect(timeAxis(days(1500), 60)).toMatch(/^2020 +2021 +2022 +2023$/);
  });

  it("stand where their period begins", () => {
    // 2021 begins at bar 366 of 1,461, so under cell floor(366 * 80 / 1461) = 20.
    expect(timeAxis(days(1461), 80).indexOf("2021")).toBe(20);
    // A run from December has no beginning of 2019 to mark.
    expect(timeAxis(days(1461, Date.UTC(2019, 11, 1)), 80)).toMatch(/^ +2020/);
  });

  it("are the hours of a few days within days", () => {
    const hours = Float64Array.from({ length: 48 }, (_, i) => Date.UTC(2021, 0, 4) + i * 3_600_000);
    expect(timeAxis(hours, 60)).toMatch(/^01-04 00:00 .* 01-05 23:00$/);
  });

  it("never run into each other, nor over the edge", () => {
    for (let count = 1; count < 12_000; count += Math.ceil(count / 3)) {
      for (const cells of [10, 13, 40, 59, 100, 180]) {
        const line = timeAxis(days(count), cells);
        expect(line.length).toBeLessThanOrEqual(cells);
        for (const text of line.split(/ +/).filter(Boolean)) expect(text).toMatch(/^\d{4}(-\d\d){0,2}$/);
      }
    }
  });
});

describe("the chart of a run", () => {
  const run = (values: readonly number[], held: readonly number[] | null = null): Curve => {
    let peak = 0;
    const drawdown = Float64Array.from(values, (value) => {
      peak = Math.max(peak, value);
      return 1 - value / peak;
    });
    const benchmark = held === null ? null : { symbol: "KO", equity: Float64Array.from(held) };
    return { times: days(values.length), equity: Float64Array.from(values), drawdown, benchmark };
  };
  const flat = run(Array.from({ length: 30 }, () => 100));
  const growing = Array.from({ length: 200 }, (_, i) => 100 * 1.02 ** i);

  it("is left out for a single close, and where nothing is finite", () => {
    expect(curveLines(run([100]), 80)).toEqual([]);
    expect(curveLines(run([Number.NaN, Number.NaN]), 80)).toEqual([]);
  });

  it("has no drawdown to show where there was none", () => {
    const lines = curveLines(flat, 70);
    expect(lines.filter((line) => line.includes("%"))).toEqual([expect.stringMatching(/^ {2}drawdown +0 % \u2809+$/)]);
    expect(lines.filter((line) => line.includes("$"))).toEqual([expect.stringMatching(/\$100\.00 \u2824+$/)]);
  });

  it("is never wider than it may be, and has no blanks at the ends of its lines", () => {
    for (const curve of [flat, run(growing, growing.toReversed()), run([1e12, 2e12]), run([1, -5, 3])]) {
      for (const width of [60, 80, 120, 200]) {
        for (const line of curveLines(curve, width)) {
          expect(line.length).toBeLessThanOrEqual(width);
          expect(line).toBe(line.trimEnd());
        }
      }
    }
  });

  it("says that its scale is logarithmic from tenfold growth on, and only then", () => {
    expect(curveLines(run(growing), 80)[1]).toMatch(/^ {2}log scale /);
    expect(curveLines(run(growing.slice(0, 50)), 80).join("\n")).not.toContain("log scale");
    // A logarithm of what is lost does not exist.
    expect(curveLines(run([...growing, -1]), 80).join("\n")).not.toContain("log scale");
  });

  it("tells the benchmark from the run without colour, and names it", () => {
    const lines = curveLines(run([100, 100, 100, 100], [100, 120, 140, 160]), 60);
    // The run below is a full line, the benchmark above it single dots with cells left out.
    expect(lines[4]).toMatch(/[\u2801-\u28ff]{30}$/);
    expect(lines[0]).toMatch(/[\u2801-\u28ff] [\u2801-\u28ff]/);
    expect(lines.at(-1)).toMatch(/this run .* holding KO$/);
    expect(curveLines(flat, 60).join("\n")).not.toContain("holding");
  });

  it("paints what stands behind, and nothing else", () => {
    const painted = curveLines(run([100, 100], [100, 130]), 60, (text) => `<${text}>`).join("\n");
    // One stretch of dots, and their sample in the legend.
    expect(painted.match(/</g)).toHaveLength(2);
    expect(painted.replace(/[<>]/g, "")).toBe(curveLines(run([100, 100], [100, 130]), 60).join("\n"));
  });
});
