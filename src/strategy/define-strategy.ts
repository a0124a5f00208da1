import { IvyError } from "#base/errors";
import type { Context } from "./context.ts";
import type { Parameter, ParameterSet, ValuesOf } from "./parameters.ts";
import type { PortfolioAsset, PortfolioContext } from "./portfolio-context.ts";
import type { Now, Prepared } from "./present.ts";
import { ownRebalance, type Rebalance, rebalanceOf, rebalanceSettings } from "./rebalance.ts";
import type { StrategyAsset } from "./strategy-asset.ts";
import type { Target } from "./target.ts";
import type { Weights } from "./weights.ts";

/** How many assets a strategy trades: one (several tickers run side by side, each with its share of the cash), two, or any number. */
export type Universe = "one" | "pair" | "many";

type AssetsOf<U> = U extends "pair"
  ? readonly [y: StrategyAsset, x: StrategyAsset]
  : readonly [StrategyAsset, ...StrategyAsset[]];

export interface StrategyMarket<U = Universe> {
  /** Times of the bars, epoch ms UTC. */
  readonly time: Float64Array;
  /** In the order of --tickers. */
  readonly assets: AssetsOf<U>;
  /** The asset of that symbol. Throws StrategyError, with the near miss, when the run has none. */
  asset(symbol: string): StrategyAsset;
}

export interface Preparation<P, U = Universe> {
  /** The one asset of the run (of several: the first). */
  readonly bars: StrategyAsset;
  readonly market: StrategyMarket<U>;
  readonly params: ValuesOf<P>;
}

export interface StrategyDefinition<P extends ParameterSet, I extends Prepared, S, U extends Universe> {
  /** One line for people: what it does. */
  readonly summary: string;
  readonly universe?: U;
  readonly params?: P;
  /** True when the values fit together, else why not (or false). */
  readonly constraint?: (params: ValuesOf<P>) => boolean | string;
  /**
   * Once per run: columns over the whole time that the strategy looks at. Causal by contract: cutting off the future
   * must not change a value.
   */
  readonly prepare?: (preparation: Preparation<P, U>) => I;
  /** The run's own mutable state. */
  readonly state?: (params: ValuesOf<P>) => S;
  /** Once per bar that has closed. */
  onBar?(context: Context, now: Now<I>, state: S): void;
  /**
   * Besides onBar: after the last bar of each session (of daily and longer bars each one), by the market's calendar where it
   * is known, else by dates of UTC. Its orders meet the first bar of the next session.
   */
  onSessionEnd?(context: Context, now: Now<I>, state: S): void;
  /** The position wanted at each bar, instead of onBar: see Target. */
  readonly target?: (prepared: I, params: ValuesOf<P>) => Target;
  /**
   * The share of equity wanted in each asset, instead of onBar: asked for at the first decision and then as `rebalance`
   * says. The engine trades what it comes to. `assets` stand in the order of --tickers.
   */
  weights?(context: PortfolioContext, now: Now<I>, assets: readonly PortfolioAsset[], state: S): Weights;
  /** When `weights` is asked, and which trades are worth making: unless said, at the close of each month's last session. */
  readonly rebalance?: Rebalance;
}

export interface Strategy<P extends ParameterSet, I extends Prepared, S, U extends Universe>
  extends StrategyDefinition<P, I, S, U> {
  readonly kind: "ivy.strategy";
  readonly universe: U;
  readonly params: P;
}

/** A strategy whose own types are not known, as the engine meets it. */
export interface AnyStrategy {
  readonly kind: "ivy.strategy";
  readonly summary: string;
  readonly universe: Universe;
  readonly params: ParameterSet;
  readonly constraint?: (params: unknown) => boolean | string;
  readonly prepare?: (preparation: unknown) => Prepared;
  readonly state?: (params: unknown) => unknown;
  onBar?(context: Context, now: unknown, state: unknown): void;
  onSessionEnd?(context: Context, now: unknown, state: unknown): void;
  readonly target?: (prepared: unknown, params: unknown) => Target;
  weights?(context: PortfolioContext, now: unknown, assets: readonly PortfolioAsset[], state: unknown): Weights;
  readonly rebalance?: Rebalance;
}

const KNOWN: ReadonlySet<string> = new Set<keyof StrategyDefinition<ParameterSet, Prepared, unknown, Universe>>([
  ...(["summary", "universe", "params", "constraint", "prepare", "state"] as const),
  ...(["onBar", "onSessionEnd", "target", "weights", "rebalance"] as const),
]);

const PARAMETER_KINDS: ReadonlySet<string> = new Set<Parameter["kind"]>(["integer", "decimal", "choice", "flag"]);

/**
 * Declares a strategy: the default export of its file. Throws TypeError when the definition cannot run: without summary,
 * with none or several of onBar, target and weights, with a property that no strategy has, with a bare value as parameter, or
 * with a rebalance that says what cannot be.
 */
export function defineStrategy<
  // biome-ignore lint/complexity/noBannedTypes: no parameters declared means that none can be read
  const P extends ParameterSet = {},
  I extends Prepared = Prepared,
  S = undefined,
  const U extends Universe = "one",
>(definition: StrategyDefinition<P, I, S, U>): Strategy<P, I, S, U> {
  for (const name of Object.keys(definition)) {
    if (!KNOWN.has(name)) throw new TypeError(`a strategy has no "${name}": it may have ${[...KNOWN].join(", ")}`);
  }
  if (typeof definition.summary !== "string" || definition.summary.trim() === "") {
    throw new TypeError("a strategy needs a summary: one line that says what it does");
  }
  for (const [name, parameter] of Object.entries(definition.params ?? {})) {
    const kind = (parameter as { kind?: unknown } | null)?.kind;
    if (typeof kind === "string" && PARAMETER_KINDS.has(kind)) continue;
    throw new TypeError(`the parameter "${name}" must be made by integer(…), decimal(…), choice(…) or flag(…)`);
  }
  const { onBar, target, weights } = definition;
  if ([onBar, target, weights].filter((one) => one !== undefined).length !== 1) {
    throw new TypeError("a strategy needs one of onBar, target and weights");
  }
  if (definition.onSessionEnd !== undefined && onBar === undefined) {
    throw new TypeError("onSessionEnd comes besides onBar: a target and weights have no use for it");
  }
  checkPortfolio(definition);
  for (const name of ["prepare", "state", "onBar", "onSessionEnd", "target", "weights"] as const) {
    if (definition[name]?.constructor.name === "AsyncFunction") {
      throw new TypeError(`${name} must not be async: a run does not wait, so everything it needs comes from prepare`);
    }
  }
  return Object.freeze({
    ...definition,
    kind: "ivy.strategy" as const,
    universe: definition.universe ?? ((weights === undefined ? "one" : "many") as U),
    params: definition.params ?? ({} as P),
  });
}

function checkPortfolio(definition: Pick<AnyStrategy, "rebalance"> & { weights?: unknown; universe?: Universe }): void {
  const { rebalance, universe } = definition;
  if (definition.weights === undefined) {
    if (rebalance === undefined) return;
    throw new TypeError("rebalance says when weights are asked for: a strategy without weights has none");
  }
  if (universe === "one")
    throw new TypeError('weights are given to any number of assets: leave universe out, or say "many"');
  try {
    const said = Object.entries(ownRebalance(rebalance)).map(([key, value]) => [key, String(value ?? "none")] as const);
    rebalanceSettings(rebalanceOf(new Map(said)));
  } catch (error) {
    if (!(error instanceof IvyError)) throw error;
    throw new TypeError(`${error.message.replace("--rebalance", "rebalance")} ${error.help.split("\n")[0]}`);
  }
}
