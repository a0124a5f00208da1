import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { InterruptedError } from "#base/errors";
import { interruptible, isInterruption } from "./interruptible.ts";

const require = createRequire(import.meta.url);

/** What Node says of a module that can only be imported the other way: it awaits something at its top level. */
const NEEDS_IMPORT: ReadonlySet<unknown> = new Set(["ERR_REQUIRE_ASYNC_MODULE", "ERR_REQUIRE_ESM"]);

/**
 * The exports of a compiled strategy. Its top level runs where Ctrl-C reaches it: InterruptedError then. Throws what the
 * module throws. `shownFile` is the file as a person knows it.
 */
export async function importModule(file: string, shownFile: string): Promise<Record<string, unknown>> {
  try {
    return interruptible(() => require(file) as Record<string, unknown>);
  } catch (error) {
    if (isInterruption(error)) throw stillLoading(shownFile);
    if (!NEEDS_IMPORT.has((error as { code?: unknown } | null)?.code)) throw error;
  }
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, unknown>;
}

function stillLoading(shownFile: string): InterruptedError {
  return new InterruptedError({
    code: "interrupted",
    message: `${shownFile} had not finished loading when you stopped it.`,
    where: { file: shownFile },
    help: "Nothing was written. Look for a loop outside of its functions: that code runs when the file is loaded.",
  });
}
