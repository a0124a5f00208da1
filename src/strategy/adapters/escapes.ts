import { StrategyError } from "#base/errors";
import { messageOf } from "#base/message-of";
import { userFrame } from "./locate-error.ts";

interface SourceFile {
  /** Absolute. */
  readonly file: string;
  readonly shownFile: string;
}

const watched: SourceFile[] = [];
let first: { readonly thrown: unknown } | null = null;

/**
 * From here on, what the code of this file sets going and nobody waits for (a timer, a promise) may fail without ending the
 * process: `refuseEscaped` tells it.
 */
export function watchEscapes({ file, shownFile }: SourceFile): void {
  if (watched.length === 0) {
    process.on("uncaughtException", (thrown) => {
      first ??= { thrown };
    });
  }
  watched.push({ file, shownFile });
}

/** Throws StrategyError, with its line where that is known, for what has failed since: promises, and timers that are due. */
export async function refuseEscaped(): Promise<void> {
  if (watched.length === 0) return;
  // Not earlier than a timer without a delay, which the run may be too short for: those of one delay end in the order they began.
  await new Promise((resolve) => setTimeout(resolve, 1));
  if (first === null) return;
  const { thrown } = first;
  first = null;
  const places = watched.map((source) => ({ ...source, frame: userFrame(thrown, source.file) }));
  const { shownFile, frame } = places.find((place) => place.frame !== null) ?? places.at(-1)!;
  throw new StrategyError({
    code: "strategy-threw-late",
    message: `${shownFile} set something going that failed by itself: ${messageOf(thrown).split("\n")[0]!}`,
    where: {
      file: shownFile,
      ...(frame !== null && { line: frame.line, column: frame.column, excerpt: frame.excerpt }),
    },
    help: "Timers and promises have no place in a strategy: a run does not wait for them.",
    cause: thrown,
  });
}
