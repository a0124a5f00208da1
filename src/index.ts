/** The public API: what a strategy file imports from "ivy-quant". */
export type { BarColumns } from "#domain/bars";
export type { Side, TimeInForce, Trail } from "#domain/order";
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
  type StrategyAsset,
  type StrategyDefinition,
  type StrategyMarket,
  type Universe,
} from "#strategy/define-strategy";
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
export type { ColumnView, FlagView, Now, Prepared, Present } from "#strategy/present";
export { longOnSignals, longShortWhileAbove, longWhileAbove, type Target } from "#strategy/target";
