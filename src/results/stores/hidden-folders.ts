import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { codeOf } from "./not-written.ts";
import { RESULT_FILE } from "./run-info.ts";

/** new: being written. old: a run that steps aside for another. gone: being removed. */
export type HiddenState = "new" | "old" | "gone";

const HIDDEN = /^\.(.+)\.([0-9a-f]{4})-(\d+)-[0-9a-f]{4}\.(new|old|gone)$/;
const HOST = createHash("sha256").update(hostname()).digest("hex").slice(0, 4);

/** After this long, even a folder of another machine (a shared disk, a container) is nobody's. */
const ABANDONED_MS = 3_600_000;

/** A name beside a run folder that no listing shows and no other process takes: it says whose it is. */
export function hiddenName(base: string, state: HiddenState): string {
  return `.${base}.${HOST}-${process.pid}-${randomBytes(2).toString("hex")}.${state}`;
}

/** The same name in another state. */
export function inState(hidden: string, state: HiddenState): string {
  return hidden.replace(/\.(?:new|old|gone)$/, `.${state}`);
}

/**
 * Clears what processes that ended in the middle left in a folder of runs: half-written runs go, a run that had stepped
 * aside comes back where nothing took its place. What belongs to a living process is left alone.
 */
export function sweepHidden(parent: string): void {
  sweep(parent, isAbandoned);
}

/** The same for what this process itself has left in the middle. */
export function sweepOwn(parent: string): void {
  if (existsSync(parent)) sweep(parent, (_, host, pid) => host === HOST && pid === process.pid);
}

function sweep(parent: string, isLeft: (hidden: string, host: string, pid: number) => boolean): void {
  for (const name of readdirSync(parent)) {
    const match = HIDDEN.exec(name);
    if (match === null) continue;
    const [, base, host, pid, state] = match as unknown as [string, string, string, string, HiddenState];
    const hidden = join(parent, name);
    if (!isLeft(hidden, host, Number(pid))) continue;
    const wasCutOff = state === "old" && existsSync(join(hidden, RESULT_FILE)) && !existsSync(join(parent, base));
    try {
      if (wasCutOff) renameSync(hidden, join(parent, base));
      else rmSync(hidden, { recursive: true, force: true });
    } catch {
      // Another process sweeps too, or may not: what is left is hidden, and the next one tries again.
    }
  }
}

function isAbandoned(hidden: string, host: string, pid: number): boolean {
  if (host === HOST) return !isAlive(pid);
  const found = statSync(hidden, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > ABANDONED_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}
