import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import { cellsOf } from "./cells.ts";
import { candleLines } from "./data-show-candles.ts";
import { painter } from "./paint.ts";

const DAY = 86_400_000;
const plain = painter(false);

type Row = readonly [open: number, high: number, low: number, close: number];

function seriesOf(rows: readonly Row[], more: Partial<BarSeries> = {}): BarSeries {
  const column = (k: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[k]);
  return {
    symbol: "TEST",
    timeframe: "1d",
    source: "test.csv",
    adjusted: false,
    closeOnly: false,
    synthetic: false,
    time: Float64Array.from(rows, (_, i) => Date.UTC(2024, 0, 1) + i * DAY),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: null,
    ...more,
  };
}
const closesOf = (closes: readonly number[], more: Partial<BarSeries> = {}) =>
  seriesOf(
    closes.map((close) => [close, close, close, close] as const),
    { closeOnly: true, ...more },
  );
/** A wave of n bars. */
const wave = (n: number, more: Partial<BarSeries> = {}) =>
  seriesOf(
    Array.from({ length: n }, (_, i): Row => {
      const [open, close] = [100 + 10 * Math.sin(i / 5), 100 + 10 * Math.sin((i + 1) / 5)];
      return [open, Math.max(open, close) + 1, Math.min(open, close) - 1, close];
    }),
    more,
  );
/** What stands in the columns of a chart's cells, without labels. */
const cells = (lines: readonly string[], rows: number) => lines.slice(0, rows).map((line) => line.slice(9));

describe("candles in a terminal", () => {
  it("rise as lines and fall as blocks, wicks from high to low, and say so", () => {
    // Twelve rows are 24 levels: 12 to -11 gives one level to each whole price.
    const rows: Row[] = [
      [-4, 12, -11, 6],
      [6, 12, -11, -4],
      [1, 12, -11, 1],
    ];
    const lines = candleLines(seriesOf(rows), 80, plain);
    expect(cells(lines, 12)).toEqual([
      "│  │  │",
      "│  │  │",
      "│  │  │",
      "┃  █  │",
      "┃  █  │",
      "┃  █  ┼",
      "┃  █  │",
      "┃  █  │",
      "╿  ▀  │",
      "│  │  │",
      "│  │  │",
      "│  │  │",
    ]);
    expect(lines.at(-1)).toContain("┃ up   █ down");
  });

  it.each([40, 80, 120, 200])("fit in %d columns, however many bars there are", (width) => {
    for (const n of [1, 2, 30, 71, 1000, 20_000]) {
      const lines = candleLines(wave(n, { volume: new Float64Array(n).fill(5) }), width, plain);
      for (const line of lines) expect(cellsOf(line), `${n} bars`).toBeLessThanOrEqual(width);
      expect(lines.length).toBeGreaterThan(10);
    }
  });

  it("join bars where there are more than cells, and say how many", () => {
    expect(candleLines(wave(71), 80, plain).join("\n")).not.toContain("bars in a candle");
    expect(candleLines(wave(72), 80, plain).join("\n")).toContain("   2 bars in a candle");
    expect(candleLines(wave(100_000), 80, plain).join("\n")).toContain("   1,409 bars in a candle");
  });

  it("are painted, but say the same without paint", () => {
    const ansi = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");
    const painted = candleLines(wave(60), 80, painter(true));
    expect(painted.join("\n")).toMatch(ansi);
    expect(painted.map((line) => line.replaceAll(ansi, "").trimEnd())).toEqual(candleLines(wave(60), 80, plain));
  });

  it("of one bar, and of prices that never move, are there", () => {
    expect(candleLines(seriesOf([[1, 3, 0.5, 2]]), 80, plain).join("\n")).toMatch(/┃[\s\S]*2024-01-01/);
    const flat = candleLines(seriesOf(Array.from({ length: 5 }, (): Row => [7, 7, 7, 7])), 80, plain);
    expect(flat[0]).toBe("       7 ─  ─  ─  ─  ─");
  });

  it("are a line of dots where there is one close a bar", () => {
    const lines = candleLines(closesOf(Array.from({ length: 400 }, (_, i) => 50 + i)), 80, plain);
    expect(lines[0]).toMatch(/[\u2801-\u28ff]$/);
    expect(lines.join("\n")).toContain("3 bars in a dot");
    expect(lines.join("\n")).not.toContain("up");
    expect(candleLines(closesOf([5]), 80, plain)[0]).toMatch(/5 [\u2801-\u28ff]/);
  });

  it("leave a dotted column where there are no bars for long", () => {
    const time = Float64Array.from({ length: 60 }, (_, i) => (i < 30 ? i : i + 400) * DAY);
    const [first] = cells(candleLines(wave(60, { time }), 80, plain), 1);
    expect(first!.indexOf("┊")).toBe(30);
  });

  it("break the line of closes there", () => {
    const closes = Array.from({ length: 60 }, (_, i) => 7 + (i % 2));
    const time = Float64Array.from(closes, (_, i) => (i < 30 ? i : i + 400) * DAY);
    /** Cells up to the last dot in which no row has one. */
    const blanks = (one: BarSeries) => {
      const rows = cells(candleLines(one, 80, plain), 7);
      const end = Math.max(...rows.map((row) => row.length));
      return Array.from({ length: end }, (_, c) => c).filter((c) => rows.every((row) => (row[c] ?? " ") === " "));
    };
    expect(blanks(closesOf(closes))).toEqual([]);
    expect(blanks(closesOf(closes, { time }))).toHaveLength(1);
  });

  it("below zero are drawn, and over powers of ten on a logarithmic scale that says so", () => {
    const below = candleLines(
      seriesOf(Array.from({ length: 9 }, (_, i): Row => [i - 5, i - 3, i - 6, i - 4])),
      80,
      plain,
    );
    expect(below.join("\n")).toMatch(/-\d/);
    const tall = candleLines(
      seriesOf(Array.from({ length: 9 }, (_, i): Row => [2 ** i, 2 ** i, 2 ** i, 2 ** i])),
      80,
      plain,
    );
    expect(tall.join("\n")).toContain("log scale");
  });

  it("have volumes below, the greatest in full, where there is room and something was traded", () => {
    const volume = Float64Array.of(0, 1, 8, Number.NaN);
    const rows = Array.from({ length: 4 }, (): Row => [1, 3, 0.5, 2]);
    const lines = candleLines(seriesOf(rows, { volume }), 80, plain);
    expect(lines[12]).toBe("               █");
    expect(lines[13]).toBe("  volume    ▂  █");
    expect(candleLines(seriesOf(rows, { volume }), 59, plain).join("\n")).not.toContain("volume");
    expect(candleLines(seriesOf(rows, { volume: new Float64Array(4) }), 80, plain).join("\n")).not.toContain("volume");
  });
});
