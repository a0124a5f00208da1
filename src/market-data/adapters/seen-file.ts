import { basename } from "node:path";
import { DataError } from "#base/errors";

/** What tells a file from the one that is put in its place, or written on. */
export interface SeenFile {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** Throws a DataError (`file-changed`) when a file is not the same any more: half of it would be old, and half new. */
export function sameFile(path: string, before: SeenFile, now: SeenFile): void {
  if (before.size === now.size && before.mtimeMs === now.mtimeMs && before.ino === now.ino) return;
  const say = ({ size, mtimeMs }: SeenFile) => `${size} bytes of ${new Date(mtimeMs).toISOString()}`;
  throw new DataError({
    code: "file-changed",
    message: `${basename(path)} changed while it was read.`,
    where: { file: path, expected: say(before), received: say(now) },
    help: "Wait until it is written, and run again. Who writes it to another name and renames it then changes nothing under a reader.",
  });
}
