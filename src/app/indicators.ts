import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { INDICATORS, type IndicatorEntry, type IndicatorParameter } from "#indicators/registry";

/** An indicator as documents carry it. */
export interface IndicatorFacts {
  readonly name: string;
  /** What chart programs call it, where that is shorter. */
  readonly short?: string;
  readonly summary: string;
  readonly formula: string;
  /** What the function takes before its parameters. */
  readonly takes: string;
  readonly parameters: readonly IndicatorParameter[];
  /** Names of its lines, where it has several. */
  readonly lines?: readonly string[];
  /** Leading bars that are not defined, with the default parameters. */
  readonly warmupBars: number;
  readonly source: string | null;
}

export function listedIndicators(): readonly IndicatorFacts[] {
  return INDICATORS.map(factsOf).sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** Throws UsageError, with the near miss, for a name that no indicator has. */
export function shownIndicator(name: string): IndicatorFacts {
  const found = indicatorNamed(name);
  if (found !== undefined) return factsOf(found);
  const near = nearestIndicator(name);
  throw new UsageError({
    code: "unknown-indicator",
    message: `There is no indicator "${name}".`,
    where: { received: name },
    help: near === null ? "All of them:  ivy indicators list" : `Did you mean: ivy indicators show ${near}`,
  });
}

/** By its name, whatever its case, or its short one. */
export function indicatorNamed(name: string): IndicatorEntry | undefined {
  const wanted = name.toLowerCase();
  return INDICATORS.find((entry) => entry.name.toLowerCase() === wanted || entry.short === wanted);
}

/** The indicator that was most likely meant, or null. */
export function nearestIndicator(name: string): string | null {
  return nearest(
    name,
    INDICATORS.flatMap((entry) => [entry.name, ...(entry.short === undefined ? [] : [entry.short])]),
  );
}

function factsOf(entry: IndicatorEntry): IndicatorFacts {
  const { name, short, summary, formula, takes, parameters, warmup, source, lines } = entry;
  const defaults = parameters.map((parameter) => parameter.default);
  return {
    name,
    ...(short !== undefined && { short }),
    summary,
    formula,
    takes,
    parameters,
    ...(lines !== undefined && { lines: Object.keys(lines(new Float64Array(), defaults)) }),
    warmupBars: warmup(defaults),
    source,
  };
}
