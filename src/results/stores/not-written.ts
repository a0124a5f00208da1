import { IoError } from "#base/errors";

const WHY: Readonly<Record<string, { readonly message: string; readonly help: string }>> = {
  ENOSPC: { message: "the disk is full", help: "Free some space, or write elsewhere with --out." },
  EDQUOT: { message: "the disk quota is used up", help: "Free some space, or write elsewhere with --out." },
  EACCES: {
    message: "there is no permission to write there",
    help: "Write elsewhere with --out, or change the folder's permissions.",
  },
  EPERM: {
    message: "there is no permission to write there",
    help: "Write elsewhere with --out, or change the folder's permissions.",
  },
  EROFS: { message: "the file system is read-only", help: "Write elsewhere with --out." },
  ENOTDIR: { message: "a part of the path is a file, not a folder", help: "Give --out another path." },
  EEXIST: { message: "a part of the path is a file, not a folder", help: "Give --out another path." },
};

/** Why a run could not be written, in words. */
export function notWritten(folder: string, cause: unknown): IoError {
  const code = codeOf(cause);
  const known = WHY[code] ?? {
    message: cause instanceof Error ? cause.message : String(cause),
    help: "Write elsewhere with --out.",
  };
  return new IoError({
    code: "run-not-written",
    message: `The run was not written to ${folder}: ${known.message}.`,
    where: { file: folder, ...(code === "" ? {} : { received: code }) },
    help: `${known.help} Nothing half-written was left behind.`,
    cause,
  });
}

/** The operating system's code of an error ("ENOENT"); empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
