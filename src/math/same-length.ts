import { InternalError } from "#base/errors";

interface HasLength {
  readonly length: number;
}

/** Throws InternalError when two columns that belong together differ in length: the caller has mixed them up. */
export function requireSameLength(a: HasLength, b: HasLength, names: string): void {
  if (a.length === b.length) return;
  throw new InternalError({
    code: "lengths-differ",
    message: `The columns ${names} have different lengths: ${a.length} and ${b.length}.`,
    where: { key: names, expected: `${a.length} values`, received: `${b.length} values` },
    help: "Bring both onto the same bars first.",
  });
}
