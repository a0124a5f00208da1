import { DataError } from "#base/errors";

/**
 * The error of a run whose first decision lies beyond its bars.
 *
 * @param first bars that the strategy needs before it
 * @param never a prepared column that is not defined on any of the bars; null: none is known
 */
export function tooFewBars(bars: number, first: number, never: string | null): DataError {
  const there = bars === 1 ? "is 1 bar" : `are ${bars} bars`;
  if (never !== null) {
    return new DataError({
      code: "too-few-bars",
      message: `There ${there}, and "${never}" is not defined on any of them.`,
      where: { key: never, received: `${bars} bars` },
      help: `Give more history (an earlier --from, a longer file), or shorten the strategy's look-back with --set.
If the bars should do, look at how prepare computes it: one NaN in a sum makes all after it NaN.`,
    });
  }
  return new DataError({
    code: "too-few-bars",
    message: `There ${there}, and the strategy needs ${first} before its first decision.`,
    where: { expected: `more than ${first} bars`, received: `${bars} bars` },
    help: "Give more history (an earlier --from, a longer file), or shorten the strategy's look-back with --set.",
  });
}
