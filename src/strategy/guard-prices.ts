import { StrategyError } from "#base/errors";
import type { AnyStrategy, Preparation } from "./define-strategy.ts";
import type { ParameterSet } from "./parameters.ts";
import type { Prepared } from "./present.ts";
import { PRICES_HELP, PRICES_WRITTEN } from "./prices-written.ts";
import type { StrategyAsset } from "./strategy-asset.ts";

/** The methods of a typed array that write to it. */
const WRITERS: ReadonlySet<PropertyKey> = new Set(["copyWithin", "fill", "reverse", "set", "sort"]);

const COLUMNS = ["time", "open", "high", "low", "close", "volume"] as const;

/**
 * The same strategy on prices that throw where they are written to: slow, and only to find the line of a strategy that is
 * known to do so.
 */
export function onGuardedPrices(strategy: AnyStrategy): AnyStrategy {
  const { prepare } = strategy;
  if (prepare === undefined) return strategy;
  return {
    ...strategy,
    prepare: (preparation) => {
      const { market, params } = preparation as Preparation<ParameterSet>;
      const originals = new Map<unknown, StrategyAsset>();
      const guarded = (asset: StrategyAsset): StrategyAsset => {
        const columns = COLUMNS.map((column) => [column, guardedColumn(asset[column], `${column} of ${asset.symbol}`)]);
        const copy = { ...asset, ...Object.fromEntries(columns) } as StrategyAsset;
        originals.set(copy, asset);
        return copy;
      };
      const assets = market.assets.map(guarded);
      const asset = (symbol: string) => guarded(market.asset(symbol));
      const prepared = prepare({ bars: assets[0], market: { ...market, assets, asset }, params });
      // What prepare hands on as an asset must be the engine's own, which it knows its handle by.
      return Object.fromEntries(
        Object.entries(prepared).map(([name, value]) => [name, originals.get(value) ?? value]),
      ) as Prepared;
    },
  };
}

function guardedColumn(column: Float64Array, name: string): Float64Array {
  const refuse = (): never => {
    throw new StrategyError({
      code: PRICES_WRITTEN,
      message: `The strategy writes to the ${name}.`,
      help: PRICES_HELP,
    });
  };
  return new Proxy(column, {
    set: refuse,
    defineProperty: refuse,
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== "function") return value;
      return WRITERS.has(property) ? refuse : value.bind(target);
    },
  });
}
