import { AtrStream, atr } from "./atr.ts";
import { bollinger } from "./bollinger.ts";
import { CarriedStream, carried } from "./carried.ts";
import { EmaStream, ema } from "./ema.ts";
import { ExtremeStream, highest, highestBefore, lowest, lowestBefore } from "./extremes.ts";
import { log } from "./log.ts";
import { RollingDeviationStream, rollingDeviation } from "./rolling-deviation.ts";
import { RollingMeanStream, rollingMean } from "./rolling-mean.ts";
import { RollingZscoreStream, rollingZscore } from "./rolling-zscore.ts";
import { RsiStream, rsi } from "./rsi.ts";
import { SmaStream, sma } from "./sma.ts";
import type { BarIndicatorStream, HighLowClose, IndicatorStream } from "./stream.ts";
import { TrailingReturnStream, trailingReturn } from "./trailing-return.ts";
import { TrueRangeStream, trueRange } from "./true-range.ts";

export interface IndicatorParameter {
  readonly name: string;
  readonly default: number;
  /** Smallest valid value. */
  readonly min: number;
  /** Left out: a whole number. */
  readonly decimal?: true;
}

export interface IndicatorEntry {
  /** As a strategy imports it. */
  readonly name: string;
  /** What chart programs call it, where that is shorter. */
  readonly short?: string;
  /** One line for people. */
  readonly summary: string;
  /** How it is worked out, in a line or two of plain text. */
  readonly formula: string;
  /** What the function takes before its parameters: "column", "column, column" or "bars". */
  readonly takes: string;
  /** Author, year and place; null where there is nobody to name. */
  readonly source: string | null;
  /** In the order in which the function takes them, after its columns. */
  readonly parameters: readonly IndicatorParameter[];
  /** How many leading bars are not defined on columns without gaps; `values` in the order of `parameters`. */
  readonly warmup: (values: readonly number[]) => number;
  /** For an indicator of one column: its batch form. */
  readonly batch?: (column: Float64Array, values: readonly number[]) => Float64Array;
  /** For an indicator of one column that has several lines: their batch forms, by their names. */
  readonly lines?: (column: Float64Array, values: readonly number[]) => Readonly<Record<string, Float64Array>>;
  /** For an indicator of one column: a new streaming twin. */
  readonly stream?: (values: readonly number[]) => IndicatorStream;
  /** For an indicator of whole bars: its batch form. */
  readonly batchOfBars?: (bars: HighLowClose, values: readonly number[]) => Float64Array;
  /** For an indicator of whole bars: a new streaming twin. */
  readonly streamOfBars?: (values: readonly number[]) => BarIndicatorStream;
  /** What a column multiplied by k > 0 gives: the indicator times k to this power. Left out where that is not the rule. */
  readonly degree?: 0 | 1;
}

/** Every indicator there is, by name. */
export const INDICATORS: readonly IndicatorEntry[] = [
  {
    name: "sma",
    summary: "Mean of the last bars",
    formula: "(x[t] + x[t-1] + … + x[t-period+1]) / period",
    takes: "column",
    source: null,
    parameters: [{ name: "period", default: 20, min: 1 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => sma(column, period!),
    stream: ([period]) => new SmaStream(period!),
    degree: 1,
  },
  {
    name: "ema",
    summary: "Mean with weights that fall off exponentially, started from a plain mean",
    formula: "e[t] = e[t-1] + 2/(period + 1) · (x[t] - e[t-1]), from the mean of the first period values",
    takes: "column",
    source: null,
    parameters: [{ name: "period", default: 20, min: 1 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => ema(column, period!),
    stream: ([period]) => new EmaStream(period!),
    degree: 1,
  },
  {
    name: "rollingMean",
    summary: "Mean of the last bars: sma under another name",
    formula: "(x[t] + x[t-1] + … + x[t-period+1]) / period",
    takes: "column",
    source: null,
    parameters: [{ name: "period", default: 20, min: 1 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => rollingMean(column, period!),
    stream: ([period]) => new RollingMeanStream(period!),
    degree: 1,
  },
  {
    name: "rollingDeviation",
    summary: "Standard deviation (divisor period - 1) of the last bars",
    formula: "√(Σ (x - mean)² / (period - 1)) over the last period values",
    takes: "column",
    source: "Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance",
    parameters: [{ name: "period", default: 20, min: 2 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => rollingDeviation(column, period!),
    stream: ([period]) => new RollingDeviationStream(period!),
    degree: 1,
  },
  {
    name: "rollingZscore",
    summary: "Distance from the mean of the last bars, in standard deviations",
    formula: "(x[t] - mean) / deviation, both over the last period values",
    takes: "column",
    source: null,
    parameters: [{ name: "period", default: 20, min: 2 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => rollingZscore(column, period!),
    stream: ([period]) => new RollingZscoreStream(period!),
    degree: 0,
  },
  {
    name: "bollinger",
    short: "bb",
    summary: "Bollinger bands: lines above and below the mean of the last bars",
    formula: "middle: sma; upper, lower: middle ± deviations · √(Σ (x - mean)² / period)",
    takes: "column",
    source: "John Bollinger (2001), Bollinger on Bollinger Bands",
    parameters: [
      { name: "period", default: 20, min: 2 },
      { name: "deviations", default: 2, min: 0, decimal: true },
    ],
    warmup: ([period]) => period! - 1,
    lines: (column, [period, deviations]) => ({ ...bollinger(column, period!, deviations!) }),
  },
  {
    name: "rsi",
    summary: "Share of rises in all movement, 0 to 100",
    formula: "100 · rises / (rises + falls), each by Wilder's average: (a[t-1] · (period - 1) + x[t]) / period",
    takes: "column",
    source: "J. Welles Wilder (1978), New Concepts in Technical Trading Systems, section VI",
    parameters: [{ name: "period", default: 14, min: 1 }],
    warmup: ([period]) => period!,
    batch: (column, [period]) => rsi(column, period!),
    stream: ([period]) => new RsiStream(period!),
    degree: 0,
  },
  {
    name: "highest",
    summary: "Highest of the last bars, this one included",
    formula: "max(x[t], x[t-1], …, x[t-period+1])",
    takes: "column",
    source: null,
    parameters: [{ name: "period", default: 20, min: 1 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => highest(column, period!),
    stream: ([period]) => new ExtremeStream("highest", period!),
    degree: 1,
  },
  {
    name: "lowest",
    summary: "Lowest of the last bars, this one included",
    formula: "min(x[t], x[t-1], …, x[t-period+1])",
    takes: "column",
    source: null,
    parameters: [{ name: "period", default: 20, min: 1 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => lowest(column, period!),
    stream: ([period]) => new ExtremeStream("lowest", period!),
    degree: 1,
  },
  {
    name: "highestBefore",
    summary: "Highest of the bars before this one: a line of a Donchian channel",
    formula: "max(x[t-1], x[t-2], …, x[t-period])",
    takes: "column",
    source: null,
    parameters: [{ name: "period", default: 20, min: 1 }],
    warmup: ([period]) => period!,
    batch: (column, [period]) => highestBefore(column, period!),
    stream: ([period]) => new ExtremeStream("highestBefore", period!),
    degree: 1,
  },
  {
    name: "lowestBefore",
    summary: "Lowest of the bars before this one: a line of a Donchian channel",
    formula: "min(x[t-1], x[t-2], …, x[t-period])",
    takes: "column",
    source: null,
    parameters: [{ name: "period", default: 20, min: 1 }],
    warmup: ([period]) => period!,
    batch: (column, [period]) => lowestBefore(column, period!),
    stream: ([period]) => new ExtremeStream("lowestBefore", period!),
    degree: 1,
  },
  {
    name: "trueRange",
    summary: "Distance from high to low, reaching to the close before where that lies outside",
    formula: "max(high[t], close[t-1]) - min(low[t], close[t-1])",
    takes: "bars",
    source: "J. Welles Wilder (1978), New Concepts in Technical Trading Systems, section III",
    parameters: [],
    warmup: () => 1,
    batchOfBars: (bars) => trueRange(bars),
    streamOfBars: () => new TrueRangeStream(),
    degree: 1,
  },
  {
    name: "atr",
    summary: "Average true range: how far a bar moves",
    formula: "Wilder's average of the true range: (a[t-1] · (period - 1) + range[t]) / period",
    takes: "bars",
    source: "J. Welles Wilder (1978), New Concepts in Technical Trading Systems, section III",
    parameters: [{ name: "period", default: 14, min: 1 }],
    warmup: ([period]) => period!,
    batchOfBars: (bars, [period]) => atr(bars, period!),
    streamOfBars: ([period]) => new AtrStream(period!),
    degree: 1,
  },
  {
    name: "log",
    summary: "Natural logarithm",
    formula: "ln x[t]",
    takes: "column",
    source: null,
    parameters: [],
    warmup: () => 0,
    batch: (column) => log(column),
  },
  {
    name: "carried",
    summary: "The last value that there was, where one is missing",
    formula: "x[t], or the last x before it that is not missing",
    takes: "column",
    source: null,
    parameters: [],
    warmup: () => 0,
    batch: (column) => carried(column),
    stream: () => new CarriedStream(),
    degree: 1,
  },
  {
    name: "trailingReturn",
    summary: "Simple return over a number of bars, up to some bars ago",
    formula: "x[t-skip] / x[t-skip-period] - 1",
    takes: "column",
    source: null,
    parameters: [
      { name: "period", default: 20, min: 1 },
      { name: "skip", default: 0, min: 0 },
    ],
    warmup: ([period, skip]) => period! + skip!,
    batch: (column, [period, skip]) => trailingReturn(column, period!, skip),
    stream: ([period, skip]) => new TrailingReturnStream(period!, skip),
    degree: 0,
  },
  {
    name: "crossesAbove",
    summary: "1 where the first column rises above the second",
    formula: "a[t] > b[t] and not a[t-1] > b[t-1]",
    takes: "column, column",
    source: null,
    parameters: [],
    warmup: () => 0,
  },
  {
    name: "crossesBelow",
    summary: "1 where the first column falls below the second",
    formula: "a[t] < b[t] and not a[t-1] < b[t-1]",
    takes: "column, column",
    source: null,
    parameters: [],
    warmup: () => 0,
  },
  {
    name: "rollingEngleGranger",
    summary: "Hedge, spread and cointegration test of two columns, estimated again and again on the bars before",
    formula: "y = alpha + hedge · x + e by least squares; unit root test of e",
    takes: "column, column",
    source: "Engle & Granger (1987), Co-integration and error correction",
    parameters: [
      { name: "formation", default: 252, min: 3 },
      { name: "reestimate", default: 21, min: 1 },
    ],
    warmup: ([formation]) => formation!,
  },
];
