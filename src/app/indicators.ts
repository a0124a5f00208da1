import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { INDICATORS, type IndicatorEntry } from "#indicators/registry";

/** An indicator as documents carry it. */
export interface IndicatorFacts {
  readonly name: string;
  readonly summary: string;
  readonly formula: string;
  /** What the function takes before its parameters. */
  readonly takes: string;
  readonly parameters: readonly { readonly name: string; readonly default: number; readonly min: number }[];
  /** Leading bars that are not defined, with the default parameters. */
  readonly warmupBars: number;
  readonly source: string | null;
}

export function listedIndicators(): readonly IndicatorFacts[] {
  return INDICATORS.map(factsOf).sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** Throws UsageError, with the near miss, for a name that no indicator has. */
export function shownIndicator(name: string): IndicatorFacts {
  const found = INDICATORS.find((entry) => entry.name === name);
  if (found !== undefined) return factsOf(found);
  const names = listedIndicators().map((entry) => entry.name);
  const near = nearest(name, names);
  throw new UsageError({
    code: "unknown-indicator",
    message: `There is no indicator "${name}".`,
    where: { received: name },
    help: near === null ? "All of them:  ivy indicators list" : `Did you mean: ivy indicators show ${near}`,
  });
}

function factsOf({ name, summary, formula, takes, parameters, warmup, source }: IndicatorEntry): IndicatorFacts {
  const warmupBars = warmup(parameters.map((parameter) => parameter.default));
  return { name, summary, formula, takes, parameters, warmupBars, source };
}
