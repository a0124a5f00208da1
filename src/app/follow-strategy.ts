import { StrategyError } from "#base/errors";
import { strategyFailure } from "#engine/strategy-failure";
import type { Context } from "#strategy/context";
import type { AnyStrategy, StrategyMarket } from "#strategy/define-strategy";
import type { PortfolioAsset, PortfolioContext } from "#strategy/portfolio-context";
import type { Target } from "#strategy/target";
import { formatMoment } from "#time/format-time";

/** How far a run has come, as seen from the strategy's code. */
export interface Progress {
  /** What was called last. */
  doing: "nothing" | "prepare" | "target" | "state" | "onBar" | "onSessionEnd" | "weights";
  market: StrategyMarket | null;
  /** Calls once more what was called last. */
  again: () => void;
}

/**
 * The same strategy, which tells how far it is, whose `state` fails like its `prepare`, and whose target is looked at:
 * for a single run, not for a sweep.
 */
export function followed(strategy: AnyStrategy, progress: Progress): AnyStrategy {
  const { prepare, state, onBar, onSessionEnd, target, weights } = strategy;
  let last: { context: Context; now: unknown; state: unknown } | null = null;
  const callOnBar = () => {
    if (last !== null) onBar!.call(strategy, last.context, last.now, last.state);
  };
  const begin = (doing: Progress["doing"], again: () => void) => {
    progress.doing = doing;
    progress.again = again;
  };
  return {
    ...strategy,
    prepare: (preparation) => {
      progress.market = (preparation as { market: StrategyMarket }).market;
      last = null;
      if (prepare === undefined) return {};
      const call = () => prepare.call(strategy, preparation);
      begin("prepare", call);
      return call();
    },
    ...(state !== undefined && {
      state: (params: unknown) => {
        const call = () => state.call(strategy, params);
        begin("state", call);
        try {
          return call();
        } catch (error) {
          throw strategyFailure(error, "state", null, "");
        }
      },
    }),
    ...(target !== undefined && {
      target: (prepared: unknown, params: unknown) => {
        const call = () => target.call(strategy, prepared, params);
        begin("target", call);
        const wanted = call();
        checkTarget(wanted, progress.market!);
        return wanted;
      },
    }),
    ...(onBar !== undefined && {
      onBar: (context: Context, now: unknown, own: unknown) => {
        if (last === null) {
          last = { context, now, state: own };
          begin("onBar", callOnBar);
        }
        onBar.call(strategy, context, now, own);
      },
    }),
    ...(onSessionEnd !== undefined && {
      onSessionEnd: (context: Context, now: unknown, own: unknown) => {
        const call = () => onSessionEnd.call(strategy, context, now, own);
        begin("onSessionEnd", call);
        call();
        begin("onBar", callOnBar);
      },
    }),
    ...(weights !== undefined && {
      weights: (context: PortfolioContext, now: unknown, assets: readonly PortfolioAsset[], own: unknown) => {
        const call = () => weights.call(strategy, context, now, assets, own);
        begin("weights", call);
        return call();
      },
    }),
  };
}

/** Throws StrategyError for a target that wants an infinite position, or never has an opinion. */
function checkTarget(target: Target, market: StrategyMarket): void {
  const columns =
    target instanceof Float64Array ? { target } : target?.kind === "comparison" ? { a: target.a, b: target.b } : {};
  for (const [name, column] of Object.entries(columns)) {
    const isTarget = name === "target";
    if (column.length > 0 && column.every(Number.isNaN)) {
      throw new StrategyError({
        code: "target-undefined",
        message: isTarget
          ? `The target is NaN on all ${column.length} bars: it never asks for a position.`
          : `The column ${name} of the target is NaN on all ${column.length} bars: nothing ever lies above or below it.`,
        where: { key: name },
        help: "Look at how it is computed: one NaN in a sum makes all after it NaN.\n1 is long, 0 flat, -1 short.",
      });
    }
    const bar = isTarget ? column.findIndex((value) => value === Infinity || value === -Infinity) : -1;
    if (bar < 0) continue;
    throw new StrategyError({
      code: "target-value",
      message: `The target asks for a position of ${column[bar]}.`,
      where: {
        key: name,
        bar,
        time: formatMoment(market.time[bar]!),
        symbol: symbolsOf(market),
      },
      help: "1 is long, 0 flat, -1 short, a fraction that share of equity.\nInfinity comes from a division by 0.",
    });
  }
}

export function symbolsOf(market: StrategyMarket): string {
  return market.assets.map(({ symbol }) => symbol).join(",");
}
