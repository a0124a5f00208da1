import type { Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";

/** The bars from `first` to `last` (indices, both included) as one place that shows a warning. */
export function occurrenceOf(
  { time }: Pick<CheckedBars, "time">,
  { placeOf }: Pick<CheckContext, "placeOf">,
  first: number,
  last: number,
  said: { readonly weight: number; readonly text: string; readonly expected?: string; readonly received?: string },
): Occurrence {
  const { weight, text, expected, received } = said;
  const where = {
    ...placeOf(first),
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
  };
  return { from: time[first]!, to: time[last]!, bars: last - first + 1, weight, text, where };
}

/** A price or ratio as a text of a warning shows it: at most six digits, no exponent for usual prices. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
