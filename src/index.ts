/** The public API: what a strategy file imports from "ivy-quant". */
export type { BarColumns } from "#domain/bars";
export type { OrderChanges, Side, TimeInForce, Trail } from "#domain/order";
export { atr } from "#indicators/atr";
export { type BollingerBands, bollinger } from "#indicators/bollinger";
export { carried } from "#indicators/carried";
export { crossesAbove, crossesBelow } from "#indicators/crosses";
export { ema } from "#indicators/ema";
export { highest, highestBefore, lowest, lowestBefore } from "#indicators/extremes";
export { log } from "#indicators/log";
export { rollingDeviation } from "#indicators/rolling-deviation";
export {
  type RollingEngleGranger,
  type RollingEngleGrangerOptions,
  rollingEngleGranger,
} from "#indicators/rolling-engle-granger";
export { rollingMean } from "#indicators/rolling-mean";
export { rollingZscore } from "#indicators/rolling-zscore";
export { rsi } from "#indicators/rsi";
export { sma } from "#indicators/sma";
export type { HighLowClose } from "#indicators/stream";
export { trailingReturn } from "#indicators/trailing-return";
export { trueRange } from "#indicators/true-range";
export type {
  AssetNow,
  Context,
  EntryOptions,
  ExitLevel,
  OrderId,
  OrderOptions,
  Size,
  Trading,
} from "#strategy/context";
export {
  defineStrategy,
  type Preparation,
  type Strategy,
  type StrategyDefinition,
  type StrategyMarket,
  type Universe,
} from "#strategy/define-strategy";
export type { LongerBars, Resample, ResampleOptions } from "#strategy/longer-bars";
export {
  type ChoiceParameter,
  choice,
  type DecimalParameter,
  decimal,
  type FlagParameter,
  flag,
  type IntegerParameter,
  integer,
  type Parameter,
  type ParameterSet,
  type ValuesOf,
} from "#strategy/parameters";
export type { PortfolioAsset, PortfolioContext } from "#strategy/portfolio-context";
export type { ColumnView, FlagView, Now, Prepared, Present } from "#strategy/present";
export type { Rebalance, RebalanceEvery, RebalanceSettings } from "#strategy/rebalance";
export { seededRandom } from "#strategy/seeded-random";
export type { StrategyAsset } from "#strategy/strategy-asset";
export { longOnSignals, longShortWhileAbove, longWhileAbove, type Target } from "#strategy/target";
export { inProportion, type Proportions, type Weights } from "#strategy/weights";
