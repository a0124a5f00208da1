import { EmaStream, ema } from "./ema.ts";
import { log } from "./log.ts";
import { RollingDeviationStream, rollingDeviation } from "./rolling-deviation.ts";
import { RollingMeanStream, rollingMean } from "./rolling-mean.ts";
import { RollingZscoreStream, rollingZscore } from "./rolling-zscore.ts";
import { SmaStream, sma } from "./sma.ts";
import type { IndicatorStream } from "./stream.ts";

export interface IndicatorParameter {
  readonly name: string;
  readonly default: number;
  /** Smallest valid value; all are whole numbers. */
  readonly min: number;
}

export interface IndicatorEntry {
  /** As a strategy imports it. */
  readonly name: string;
  /** One line for people. */
  readonly summary: string;
  /** In the order in which the function takes them, after its columns. */
  readonly parameters: readonly IndicatorParameter[];
  /** How many leading bars are not defined on columns without gaps; `values` in the order of `parameters`. */
  readonly warmup: (values: readonly number[]) => number;
  /** For an indicator of one column: its batch form. */
  readonly batch?: (column: Float64Array, values: readonly number[]) => Float64Array;
  /** For an indicator of one column: a new streaming twin. */
  readonly stream?: (values: readonly number[]) => IndicatorStream;
  /** What a column multiplied by k > 0 gives: the indicator times k to this power. Left out where that is not the rule. */
  readonly degree?: 0 | 1;
}

/** Every indicator there is, by name. */
export const INDICATORS: readonly IndicatorEntry[] = [
  {
    name: "sma",
    summary: "Mean of the last bars",
    parameters: [{ name: "period", default: 20, min: 1 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => sma(column, period!),
    stream: ([period]) => new SmaStream(period!),
    degree: 1,
  },
  {
    name: "ema",
    summary: "Mean with weights that fall off exponentially, started from a plain mean",
    parameters: [{ name: "period", default: 20, min: 1 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => ema(column, period!),
    stream: ([period]) => new EmaStream(period!),
    degree: 1,
  },
  {
    name: "rollingMean",
    summary: "Mean of the last bars: sma under another name",
    parameters: [{ name: "period", default: 20, min: 1 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => rollingMean(column, period!),
    stream: ([period]) => new RollingMeanStream(period!),
    degree: 1,
  },
  {
    name: "rollingDeviation",
    summary: "Standard deviation (divisor period - 1) of the last bars",
    parameters: [{ name: "period", default: 20, min: 2 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => rollingDeviation(column, period!),
    stream: ([period]) => new RollingDeviationStream(period!),
    degree: 1,
  },
  {
    name: "rollingZscore",
    summary: "Distance from the mean of the last bars, in standard deviations",
    parameters: [{ name: "period", default: 20, min: 2 }],
    warmup: ([period]) => period! - 1,
    batch: (column, [period]) => rollingZscore(column, period!),
    stream: ([period]) => new RollingZscoreStream(period!),
    degree: 0,
  },
  {
    name: "log",
    summary: "Natural logarithm",
    parameters: [],
    warmup: () => 0,
    batch: (column) => log(column),
  },
  {
    name: "crossesAbove",
    summary: "1 where the first column rises above the second",
    parameters: [],
    warmup: () => 0,
  },
  {
    name: "crossesBelow",
    summary: "1 where the first column falls below the second",
    parameters: [],
    warmup: () => 0,
  },
  {
    name: "rollingEngleGranger",
    summary: "Hedge, spread and cointegration test of two columns, estimated again and again on the bars before",
    parameters: [
      { name: "formation", default: 252, min: 3 },
      { name: "reestimate", default: 21, min: 1 },
    ],
    warmup: ([formation]) => formation!,
  },
];
