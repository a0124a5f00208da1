import { ConfigError, StrategyError } from "#base/errors";
import { messageOf } from "#base/message-of";
import { nearest } from "#base/nearest";
import type { AnyStrategy } from "./define-strategy.ts";
import { type Parameter, type ParameterValue, whatIsWrong } from "./parameters.ts";

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/**
 * The parameter values of a run: the defaults, with `given` text (from --set) in their place, checked one by one and
 * then together. Throws ConfigError for an unknown name, a wrong value, or a broken constraint; StrategyError when
 * the constraint itself throws.
 */
export function resolveParameters(strategy: AnyStrategy, given: ReadonlyMap<string, string>): ParameterValues {
  const names = Object.keys(strategy.params);
  const values: Record<string, ParameterValue> = {};
  for (const name of names) values[name] = strategy.params[name]!.default;
  for (const [name, text] of given) {
    const parameter = Object.hasOwn(strategy.params, name) ? strategy.params[name] : undefined;
    if (parameter === undefined) throw unknownParameter(name, names);
    const value = parse(parameter, text);
    const wrong = whatIsWrong(parameter, value);
    if (wrong !== null) {
      throw new ConfigError({
        code: "parameter-value",
        message: `The parameter "${name}" cannot be ${text === "" ? "empty" : text}.`,
        where: { key: name, expected: wrong, received: text },
        help: `It must be ${wrong}; the default is ${parameter.default}: --set ${name}=${parameter.default}`,
      });
    }
    values[name] = value;
  }
  // The result says what the run was played with: no strategy changes that on the way.
  Object.freeze(values);
  checkConstraint(strategy, values);
  return values;
}

/** Throws ConfigError when the strategy's constraint does not hold for these values. */
export function checkConstraint(strategy: AnyStrategy, values: ParameterValues): void {
  const verdict = strategy.constraint === undefined ? true : verdictOf(strategy.constraint, values);
  if (verdict === true) return;
  const list = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  throw new ConfigError({
    code: "parameter-constraint",
    message: `The parameters do not fit together: ${verdict === false ? "the strategy's constraint is broken" : verdict}.`,
    where: { received: list.join(", ") },
    help: "Change one of them with --set name=value.",
  });
}

const CONSTRAINT_HELP = "A constraint gets the parameter values and answers true,\nor why they do not fit.";

function verdictOf(constraint: NonNullable<AnyStrategy["constraint"]>, values: ParameterValues): boolean | string {
  let verdict: unknown;
  try {
    verdict = constraint(values);
  } catch (cause) {
    throw new StrategyError({
      code: "strategy-threw",
      message: `The strategy's constraint failed: ${messageOf(cause)}`,
      where: { key: "constraint" },
      help: CONSTRAINT_HELP,
      cause,
    });
  }
  if (typeof verdict === "boolean" || typeof verdict === "string") return verdict;
  throw new StrategyError({
    code: "constraint-result",
    message: "The strategy's constraint answers neither true nor why the parameters do not fit.",
    where: { key: "constraint", received: verdict === null ? "null" : typeof verdict },
    help: CONSTRAINT_HELP,
  });
}

function parse(parameter: Parameter, text: string): ParameterValue {
  switch (parameter.kind) {
    case "flag":
      return text === "true" ? true : text === "false" ? false : text;
    case "choice":
      return text;
    case "integer":
    case "decimal":
      return text.trim() === "" ? text : Number(text);
  }
}

function unknownParameter(name: string, names: readonly string[]): ConfigError {
  const near = nearest(name, names);
  return new ConfigError({
    code: "unknown-parameter",
    message: `The strategy has no parameter "${name}".`,
    where: { key: name },
    help:
      (near === null ? "" : `Did you mean "${near}"? `) +
      (names.length === 0 ? "It takes none." : `It takes ${names.join(", ")}.`),
  });
}
