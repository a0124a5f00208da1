import type { Market } from "#domain/market";
import type { AnyStrategy } from "#strategy/define-strategy";
import type { ParameterValues } from "#strategy/resolve-parameters";
import { innerOf, prepare, strategyView } from "./prepared.ts";

type Column = Float64Array | Uint8Array;

/**
 * What a strategy computes from prices before it plays, by name: each prepared column ("fast", "bands.upper"), and its
 * target ("target", "target.a"). Columns have the clock's length.
 */
export function signalColumns(strategy: AnyStrategy, market: Market, params: ParameterValues): Map<string, Column> {
  const prepared = prepare(strategy, strategyView(market), params);
  const columns = new Map<string, Column>();
  const take = (name: string, value: unknown): void => {
    if (value instanceof Float64Array || value instanceof Uint8Array) columns.set(name, value);
    else for (const [key, item] of innerOf(value)) take(`${name}.${key}`, item);
  };
  for (const [name, value] of Object.entries(prepared)) take(name, value);
  if (strategy.target !== undefined) take("target", strategy.target(prepared, params));
  return columns;
}
