import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The document that makes a folder a run folder: it is there when the run is complete. */
export const RESULT_FILE = "result.json";
export const INFO_FILE = "run.json";

/** What `run.json` says: when, where and by what the run was made. None of it decides the result. */
export interface RunInfo {
  /** ISO 8601 UTC: when this run was first made; a run that is found again keeps it. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly workingFolder: string;
  readonly ivy: string;
  readonly node: string;
  /** Full paths of the files that were read. */
  readonly paths: readonly string[];
}

/** The `run.json` of a folder; null where it is missing or cannot be read as one. */
export function readInfo(folder: string): RunInfo | null {
  try {
    const info = JSON.parse(readFileSync(join(folder, INFO_FILE), "utf8")) as Partial<RunInfo> | null;
    const isInfo = typeof info?.startedAt === "string" && typeof info.durationMs === "number";
    return isInfo && !Number.isNaN(Date.parse(info.startedAt ?? "")) ? (info as RunInfo) : null;
  } catch {
    // A file that is not there, or not JSON: whatever it said does not decide the result.
    return null;
  }
}
