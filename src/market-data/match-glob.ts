import { UsageError } from "#base/errors";

/** True where a path says by itself that it stands for several files: prices/*.csv. */
export function isGlob(path: string): boolean {
  return /[*?]|\[[^\]]+\]/.test(path);
}

/** The segments of a pattern before the first that stands for several: where the search begins. */
export function splitGlob(pattern: string): { readonly folder: string; readonly segments: readonly string[] } {
  const parts = pattern.split("/");
  const first = parts.findIndex(isGlob);
  const folder = parts.slice(0, first).join("/");
  return { folder: folder === "" ? (pattern.startsWith("/") ? "/" : ".") : folder, segments: parts.slice(first) };
}

/**
 * A pattern for one name: `*` any characters, `?` one, `[abc]`, `[a-z]` and `[!a]` one of these or none of them. A name that begins
 * with a point is matched only by a pattern that does. Throws UsageError for a range that runs backwards: `[z-a]`.
 */
export function namePattern(segment: string): RegExp {
  let source = "";
  for (let i = 0; i < segment.length; i++) {
    const letter = segment[i]!;
    const end = segment.indexOf("]", i + 2);
    if (letter === "*") source += ".*";
    else if (letter === "?") source += ".";
    else if (letter === "[" && end !== -1) {
      const inner = segment.slice(i + 1, end).replace(/[\\\]^]/g, "\\$&");
      source += `[${inner.startsWith("!") ? `^${inner.slice(1)}` : inner}]`;
      i = end;
    } else source += letter.replace(/[\\^$.|+(){}[\]]/g, "\\$&");
  }
  try {
    return new RegExp(`^${segment.startsWith(".") ? "" : "(?!\\.)"}${source}$`, "s");
  } catch (cause) {
    throw new UsageError({
      code: "bad-pattern",
      message: `${segment} is no pattern: a range in its brackets runs backwards.`,
      where: { received: segment, expected: "[a-z]: from the first letter to the last" },
      help: "Turn the range round, or name its letters one by one: [abc]",
      cause,
    });
  }
}
