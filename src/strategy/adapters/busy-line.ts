import { readFileSync } from "node:fs";
import { Session } from "node:inspector";
import { fileURLToPath } from "node:url";
import { comesBack } from "./interruptible.ts";
import { placeInSource, type UserFrame } from "./locate-error.ts";

/** How long a call that was not coming back is watched once more. */
const WATCH_MS = 250;

interface ProfileNode {
  readonly callFrame: { readonly url: string };
  readonly positionTicks?: readonly { readonly line: number; readonly ticks: number }[] | undefined;
}

/**
 * Calls `task` once more for a quarter of a second: null when it comes back; else the line of the person's own file
 * (`file`, absolute) on which it spends its time, without a line where that cannot be told.
 */
export function busyLine(task: () => void, file: string): { readonly frame: UserFrame | null } | null {
  const session = new Session();
  session.connect();
  try {
    session.post("Profiler.enable");
    // Throws away code that was optimized before: a profile cannot tell the lines of that.
    session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    session.post("Profiler.start");
    if (comesBack(task, WATCH_MS)) return null;
    let nodes: readonly ProfileNode[] = [];
    session.post("Profiler.stop", (_, answer) => {
      nodes = answer?.profile.nodes ?? [];
    });
    return { frame: busiest(nodes, file) };
  } finally {
    session.disconnect();
  }
}

function busiest(nodes: readonly ProfileNode[], file: string): UserFrame | null {
  let most = 0;
  let frame: UserFrame | null = null;
  for (const { callFrame, positionTicks = [] } of nodes) {
    if (!callFrame.url.startsWith("file://")) continue;
    const compiled = fileURLToPath(callFrame.url);
    for (const { line, ticks } of positionTicks) {
      if (ticks <= most) continue;
      const found = placeInSource({ file: compiled, line, column: firstColumn(compiled, line) }, file);
      if (found === null) continue;
      most = ticks;
      frame = found;
    }
  }
  return frame;
}

/** Where the line's code begins, counted from 1: a profile knows lines only. */
function firstColumn(file: string, line: number): number {
  const text = readFileSync(file, "utf8").split("\n")[line - 1] ?? "";
  return text.length - text.trimStart().length + 1;
}
