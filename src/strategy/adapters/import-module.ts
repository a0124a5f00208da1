import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { InterruptedError, StrategyError } from "#base/errors";
import { interruptible, isInterruption } from "./interruptible.ts";
import { withoutExit } from "./out-of-reach.ts";

const require = createRequire(import.meta.url);

/** What Node says of a module that can only be imported the other way: it awaits something at its top level. */
const NEEDS_IMPORT: ReadonlySet<unknown> = new Set(["ERR_REQUIRE_ASYNC_MODULE", "ERR_REQUIRE_ESM"]);

/**
 * The exports of a compiled strategy. Its top level runs where Ctrl-C reaches it: InterruptedError then. StrategyError where it
 * waits without end or ends the process; else throws what the module throws. `shownFile` is the file as a person knows it.
 */
export async function importModule(file: string, shownFile: string): Promise<Record<string, unknown>> {
  try {
    // Ending the task skips its `finally`: what is out of reach is put back outside of what Ctrl-C ends.
    return withoutExit(() => interruptible(() => require(file) as Record<string, unknown>));
  } catch (error) {
    if (isInterruption(error)) throw stillLoading(shownFile);
    if (!NEEDS_IMPORT.has((error as { code?: unknown } | null)?.code)) throw error;
  }
  const module = import(/* @vite-ignore */ pathToFileURL(file).href) as Promise<Record<string, unknown>>;
  return await Promise.race([module, nothingLeftToDo(shownFile)]);
}

/** Rejects once the process has nothing more to wait for: what the file awaits at its top level will not come. */
function nothingLeftToDo(shownFile: string): Promise<never> {
  return new Promise((_, reject) => {
    // The process would end in this moment: something must be left to do, so that the error is told.
    process.once("beforeExit", () => setImmediate(() => reject(neverLoaded(shownFile))));
  });
}

function neverLoaded(shownFile: string): StrategyError {
  return new StrategyError({
    code: "strategy-never-loads",
    message: `${shownFile} waits for something that never comes.`,
    where: { file: shownFile },
    help: "Look for an await outside of its functions: that code runs when the file is loaded.",
  });
}

function stillLoading(shownFile: string): InterruptedError {
  return new InterruptedError({
    code: "interrupted",
    message: `${shownFile} had not finished loading when you stopped it.`,
    where: { file: shownFile },
    help: "Nothing was written. Look for a loop outside of its functions: that code runs when the file is loaded.",
  });
}
