import { InterruptedError } from "#base/errors";
import type { Standing } from "#results/stores/compare-stored";
import type { RunContents } from "#results/stores/run-content";
import type { RunInfo } from "#results/stores/run-info";

/**
 * Writes a run folder so that Ctrl-C ends it at any point (InterruptedError) and leaves nothing half-made: what stood there
 * before stands there again. Throws what `writeRun` throws.
 *
 * @param shown the folder as a person would type it
 */
export async function writeWatched(
  folder: string,
  files: RunContents,
  info: RunInfo,
  shown: string,
): Promise<Standing> {
  const { abandonRun, writeRun } = await import("#results/stores/run-store");
  const { interruptible, isInterruption } = await import("#strategy/adapters/interruptible");
  try {
    return interruptible(() => writeRun(folder, files, info));
  } catch (error) {
    if (!isInterruption(error)) throw error;
    // Ending the task skipped its own clearing up.
    abandonRun(folder);
    throw new InterruptedError({
      code: "interrupted",
      message: `Stopped while the run was written to ${shown}.`,
      where: { file: shown },
      help: "Nothing half-written was left behind. The same command starts it again.",
      cause: error,
    });
  }
}
