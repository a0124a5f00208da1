import { IoError } from "#base/errors";
import { WRITE_FAILURES } from "#base/write-failure";

const HELP: Readonly<Record<string, string>> = {
  ENOSPC: "Free some space, or write elsewhere with --out.",
  EDQUOT: "Free some space, or write elsewhere with --out.",
  EACCES: "Write elsewhere with --out, or change the folder's permissions.",
  EPERM: "Write elsewhere with --out, or change the folder's permissions.",
  ENOTDIR: "Give --out another path.",
  EEXIST: "Give --out another path.",
};

/** Why a run could not be written, in words. */
export function notWritten(folder: string, cause: unknown): IoError {
  const code = codeOf(cause);
  const reason = WRITE_FAILURES[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new IoError({
    code: "run-not-written",
    message: `The run was not written to ${folder}: ${reason}.`,
    where: { file: folder, ...(code === "" ? {} : { received: code }) },
    help: `${HELP[code] ?? "Write elsewhere with --out."} Nothing half-written was left behind.`,
    cause,
  });
}

/** The operating system's code of an error ("ENOENT"); empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
