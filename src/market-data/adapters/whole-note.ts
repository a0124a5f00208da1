import { type BigIntStats, readFileSync, statSync, writeFileSync } from "node:fs";

/**
 * Beside a large entry stands a note of how the system knew it when its columns were last held against their checksums: no
 * program can write to a file, or put another in its place, without its inode or the time of its last change being others
 * then. While they are the same nothing has to be summed up again.
 */
const ENDING = ".whole";

/** Of smaller entries the sum costs less than a look at the note: they have none. In bytes. */
export const LARGE_ENTRY = 4_000_000;

/** The file that the note of an entry stands in. */
export function noteOf(entry: string): string {
  return entry + ENDING;
}

/** True where an entry is known to be as it was written. */
export function isKnownWhole(entry: string, about: BigIntStats): boolean {
  try {
    return readFileSync(noteOf(entry), "latin1") === stampOf(about);
  } catch {
    return false;
  }
}

/** Notes that an entry is as it was written. A folder that may not be written to keeps no notes. */
export function noteWhole(entry: string, about: BigIntStats = statSync(entry, { bigint: true })): void {
  try {
    writeFileSync(noteOf(entry), stampOf(about), { mode: 0o600 });
  } catch {
    // The columns are summed up each time, then.
  }
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(" ");
}
