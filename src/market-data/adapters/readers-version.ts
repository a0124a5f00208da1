declare const IVY_READERS: string | undefined;

/**
 * Changes whenever the code that reads prices does: the build sets it to a hash of that code. What another version has
 * cached is read again.
 */
export function readersVersion(): string {
  return typeof IVY_READERS === "undefined" ? "unbuilt" : IVY_READERS;
}
