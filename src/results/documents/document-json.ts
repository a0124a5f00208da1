import { InternalError } from "#base/errors";

/**
 * The exact bytes of a document: `result.json` and `--json` alike. Two spaces, a line feed at the end, keys in the
 * order given, and no number that JSON would silently turn into null.
 */
export function documentJson(document: object): string {
  const checked = (key: string, value: unknown) => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    throw new InternalError({
      code: "number-not-finite",
      message: `The result holds ${value} under "${key}".`,
      where: { key, expected: "a finite number or null", received: String(value) },
      help: "This is a bug in ivy. Please report it with the command you ran.",
    });
  };
  return `${JSON.stringify(document, checked, 2)}\n`;
}
