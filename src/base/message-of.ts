/** What somebody's code has thrown, in words: it may throw anything, also what no text can be made of. */
export function messageOf(thrown: unknown): string {
  try {
    if (!(thrown instanceof Error)) return String(thrown);
    return String(thrown.message) || String(thrown.name);
  } catch {
    return "it threw something that cannot be put in words";
  }
}
