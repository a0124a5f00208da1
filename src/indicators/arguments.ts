import { StrategyError } from "#base/errors";

/** The same `value`, if a whole number of at least `least`. Throws StrategyError, naming indicator and argument, if not. */
export function checkedBars(indicator: string, argument: string, value: number, least = 1): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw new StrategyError({
    code: "indicator-argument",
    message: `${indicator} was asked for with ${argument} ${value}.`,
    where: { key: argument, expected: `a whole number of at least ${least}`, received: String(value) },
    help: `Give ${indicator} a ${argument} of ${least} or more bars.`,
  });
}

/** Throws StrategyError when two columns are not on the same bars. */
export function requireSameBars(indicator: string, a: Float64Array, b: Float64Array): void {
  if (a.length === b.length) return;
  throw new StrategyError({
    code: "columns-differ",
    message: `${indicator} was given columns of ${a.length} and ${b.length} bars.`,
    where: { expected: `${a.length} bars`, received: `${b.length} bars` },
    help: "Use columns of the same run: they are all as long as its clock.",
  });
}
