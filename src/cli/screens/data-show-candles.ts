import type { BarSeries } from "#domain/bars";
import { type Candles, candlesOf, lineWithHoles } from "#reporting/candles";
import { formatCount, formatLevel } from "#reporting/format";
import { rangeOf, roundTicks } from "./axis-ticks.ts";
import { brailleDots, levelOf, type Scale } from "./braille.ts";
import type { Painter } from "./paint.ts";
import { timeAxis } from "./time-axis.ts";
import { flow } from "./wrap.ts";

const MARGIN = 2;
const FEWEST_CELLS = 10;
/** From here on there is room for more rows. */
const TALL_FROM = 120;
/** Below this a chart of prices is enough. */
const VOLUME_FROM = 60;
/** From this growth on equal steps of the chart are equal factors. */
const LOG_FROM = 10;
/** A candle takes no more cells than this, however few there are. */
const WIDEST_CANDLE = 3;

/** What one half of a cell shows of a candle. */
type Half = 0 | 1 | 2;
const [NONE, WICK, BODY] = [0, 1, 2] as const;

/** A candle's cell by its upper and its lower half. Lines for a rise, blocks for a fall: no colour is needed to tell. */
const RISE = [
  [" ", "╷", "╻"],
  ["╵", "│", "╽"],
  ["╹", "╿", "┃"],
] as const;
const FALL = [
  [" ", "╷", "▄"],
  ["╵", "│", "▄"],
  ["▀", "▀", "█"],
] as const;
const EIGHTHS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/**
 * Bars (n ≥ 1) as candles in lines of at most `width` cells: prices and dates at the sides, volume below where there is room
 * and any, several bars in a candle where there are more than cells, which is said. Bars of one close each are a line.
 */
export function candleLines(bars: BarSeries, width: number, paint: Painter): string[] {
  const range = rangeOf([bars.low, bars.high]);
  if (range === null) return [];
  const isTall = width >= TALL_FROM;
  const rows = range.low === range.high ? 1 : bars.closeOnly ? (isTall ? 9 : 7) : isTall ? 16 : 12;
  const scale = { ...range, isLog: range.low > 0 && range.high >= LOG_FROM * range.low };
  const halves = bars.closeOnly ? rows * 4 : rows * 2;
  const labels = new Map(
    roundTicks(scale, rows).map((tick) => [
      Math.floor((levelOf(tick, scale, halves) * rows) / halves),
      formatLevel(tick),
    ]),
  );
  const label = Math.max(...[...labels.values()].map((text) => text.length), "volume".length);
  const cells = Math.max(FEWEST_CELLS, width - MARGIN - label - 1);
  const margin = (text = "") => `${" ".repeat(MARGIN)}${text.padStart(label)} `;
  const chart = bars.closeOnly ? lineChart(bars, cells, rows, scale) : candleChart(bars, cells, rows, scale, paint);
  const volume = width >= VOLUME_FROM ? volumeRows(chart.volume, chart.pitch, isTall ? 3 : 2) : [];
  const remarks = [scale.isLog ? "log scale" : "", ...chart.remarks].filter((text) => text !== "");
  return [
    ...chart.rows.map((row, i) => (margin(labels.get(i)) + row).trimEnd()),
    ...volume.map((row, i) => (margin(i === volume.length - 1 ? "volume" : "") + paint.quiet(row)).trimEnd()),
    `${margin()}${timeAxis(chart.time, chart.cells)}`.trimEnd(),
    ...(remarks.length === 0 ? [] : flow(remarks, "   ", cells).map((text) => margin() + text)),
  ];
}

interface Chart {
  readonly rows: readonly string[];
  /** Of what is drawn over `cells`. */
  readonly time: Float64Array;
  readonly cells: number;
  readonly volume: Float64Array | null;
  /** Cells from one candle to the next. */
  readonly pitch: number;
  readonly remarks: readonly string[];
}

function candleChart(bars: BarSeries, cells: number, rows: number, scale: Scale, paint: Painter): Chart {
  const candles = candlesOf(bars, cells);
  const count = candles.time.length;
  const pitch = Math.min(WIDEST_CANDLE, Math.floor(cells / count));
  const gap = " ".repeat(pitch - 1);
  const columns = Array.from({ length: count }, (_, i) => candleCells(candles, i, rows, scale));
  const lines = Array.from({ length: rows }, (_, row) => {
    return columns.map(({ signs, tint }) => (signs[row] === " " ? " " : paint[tint](signs[row]!)) + gap).join("");
  });
  const each = candles.barsEach === 1 ? "" : `${formatCount(candles.barsEach)} bars in a candle`;
  const { time, volume } = candles;
  return { rows: lines, time, cells: count * pitch, volume, pitch, remarks: ["┃ up   █ down", each] };
}

/** Without volume: dots do not stand in a row with blocks. */
function lineChart(bars: BarSeries, cells: number, rows: number, scale: Scale): Chart {
  const { time, values } = lineWithHoles(bars.time, bars.close, cells);
  // Two dots stand side by side in a cell.
  const each = Math.ceil(values.length / (cells * 2));
  const lines = brailleDots(values, cells, rows, scale).map((row) =>
    Array.from(row, (bits) => (bits === 0 ? " " : String.fromCodePoint(0x2800 + bits))).join(""),
  );
  return {
    rows: lines,
    time,
    cells,
    volume: null,
    pitch: 1,
    remarks: each === 1 ? [] : [`${formatCount(each)} bars in a dot`],
  };
}

/** The signs of a candle from the top row down, and how they are painted. */
function candleCells(
  { open, high, low, close }: Candles,
  i: number,
  rows: number,
  scale: Scale,
): { readonly signs: readonly string[]; readonly tint: "rise" | "fall" | "quiet" } {
  const [o, c] = [open[i]!, close[i]!];
  if (Number.isNaN(o) || Number.isNaN(c)) return { signs: Array.from({ length: rows }, () => "┊"), tint: "quiet" };
  const level = (value: number) => levelOf(value, scale, rows * 2);
  const [top, bottom] = [level(high[i]!), level(low[i]!)];
  const [bodyTop, bodyBottom] = [level(Math.max(o, c)), level(Math.min(o, c))];
  const halfAt = (y: number): Half => {
    if (y >= bodyTop && y <= bodyBottom) return BODY;
    return y >= top && y <= bottom ? WICK : NONE;
  };
  const shapes = c < o ? FALL : RISE;
  const signs = Array.from({ length: rows }, (_, row) => {
    const [upper, lower] = [halfAt(row * 2), halfAt(row * 2 + 1)];
    // Neither up nor down: a stroke where it opened and closed.
    if (o === c && (upper === BODY || lower === BODY)) return upper === WICK || lower === WICK ? "┼" : "─";
    return shapes[upper][lower];
  });
  return { signs, tint: c < o ? "fall" : c > o ? "rise" : "quiet" };
}

/** Volumes as blocks, the greatest as high as all rows; no row where nothing was traded. */
function volumeRows(volume: Float64Array | null, pitch: number, rows: number): string[] {
  const most = volume === null ? 0 : volume.reduce((max, value) => (value > max ? value : max), 0);
  if (volume === null || most <= 0) return [];
  const gap = " ".repeat(pitch - 1);
  return Array.from({ length: rows }, (_, row) => {
    const below = (rows - 1 - row) * 8;
    return Array.from(volume, (value) => {
      // What was traded at all shows.
      const eighths = value > 0 ? Math.max(1, Math.round((value / most) * rows * 8)) : 0;
      return EIGHTHS[Math.min(8, Math.max(0, eighths - below))]! + gap;
    }).join("");
  });
}
