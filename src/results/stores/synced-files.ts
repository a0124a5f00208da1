import { closeSync, fsyncSync, openSync, writeFileSync } from "node:fs";
import { codeOf } from "./not-written.ts";
import { bytesOf, type RunContent } from "./run-content.ts";

/** Writes a new file and waits until the disk has it. Throws what the system throws, also where the file is there. */
export function writeSynced(path: string, content: RunContent): void {
  const file = openSync(path, "wx");
  try {
    for (const bytes of bytesOf(content)) writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Waits until the disk has a folder's names. Not every file system can; the files themselves are safe by then. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (codeOf(error) === "ENOSPC" || codeOf(error) === "EIO") throw error;
  }
}
