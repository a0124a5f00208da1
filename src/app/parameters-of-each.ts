import { ConfigError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { AnyStrategy } from "#strategy/define-strategy";
import { type ParameterValues, resolveParameters } from "#strategy/resolve-parameters";
import { ofStrategy } from "./of-strategy.ts";

interface Named {
  readonly name: string;
  readonly strategy: AnyStrategy;
}

/**
 * The parameters of each strategy of a run, in their order. "fast" goes to every strategy that has it, "sma-cross.fast"
 * to that one, which has the last word. Throws ConfigError for a name that none has, and for a wrong value.
 */
export function parametersOfEach(
  strategies: readonly Named[],
  set: ReadonlyMap<string, string>,
): readonly ParameterValues[] {
  const given = strategies.map(() => new Map<string, string>());
  for (const [key, text] of set) {
    if (strategyOf(key, strategies) !== null) continue;
    const takers = given.filter(
      (_, i) => strategies.length === 1 || Object.hasOwn(strategies[i]!.strategy.params, key),
    );
    if (takers.length === 0) throw nobodyTakes(key, strategies);
    for (const own of takers) own.set(key, text);
  }
  for (const [key, text] of set) {
    const name = strategyOf(key, strategies);
    if (name === null) continue;
    const index = strategies.findIndex((one) => one.name === name);
    given[index]!.set(key.slice(name.length + 1), text);
  }
  return strategies.map(({ name, strategy }, i) => {
    try {
      return resolveParameters(strategy, given[i]!);
    } catch (error) {
      throw strategies.length === 1 ? error : ofStrategy(error, name);
    }
  });
}

/** The strategy that a key names before its last dot; null where it names none. Throws ConfigError for one not in the run. */
function strategyOf(key: string, strategies: readonly Named[]): string | null {
  const dot = key.lastIndexOf(".");
  if (dot < 1) return null;
  const name = key.slice(0, dot);
  const names = strategies.map((one) => one.name);
  if (names.includes(name)) return name;
  const near = nearest(name, names);
  throw new ConfigError({
    code: "parameter-of-no-strategy",
    message: `--set ${key} is for a strategy "${name}" that does not run here.`,
    where: { key, received: name, expected: names.join(" or ") },
    help: near === null ? `The run has ${names.join(", ")}.` : `Did you mean "${near}${key.slice(dot)}"?`,
  });
}

function nobodyTakes(key: string, strategies: readonly Named[]): ConfigError {
  const all = [...new Set(strategies.flatMap(({ strategy }) => Object.keys(strategy.params)))];
  const near = nearest(key, all);
  const lists = strategies.map(({ name, strategy }) => `${name}: ${Object.keys(strategy.params).join(", ") || "none"}`);
  return new ConfigError({
    code: "unknown-parameter",
    message: `None of the strategies has a parameter "${key}".`,
    where: { key },
    help: [
      ...(near === null ? [] : [`Did you mean "${near}"?`]),
      "They take",
      ...lists.map((line) => `  ${line}`),
    ].join("\n"),
  });
}
