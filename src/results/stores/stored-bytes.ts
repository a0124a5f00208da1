import { closeSync, openSync, readSync } from "node:fs";
import { bytesOf, type RunContent } from "./run-content.ts";

/** Whether a file holds these bytes and no others. It is read side by side with them, up to the first that differs. */
export function holdsExactly(path: string, content: RunContent): boolean {
  const file = openSync(path, "r");
  try {
    let stored = Buffer.alloc(0);
    for (const bytes of bytesOf(content)) {
      if (stored.length < bytes.length) stored = Buffer.allocUnsafe(bytes.length);
      if (readWhole(file, stored, bytes.length) < bytes.length) return false;
      if (bytes.compare(stored, 0, bytes.length) !== 0) return false;
    }
    return readSync(file, Buffer.alloc(1), 0, 1, null) === 0;
  } finally {
    closeSync(file);
  }
}

/** Reads on until `length` bytes are there or the file ends; a system may give fewer at once. */
function readWhole(file: number, into: Buffer, length: number): number {
  let done = 0;
  while (done < length) {
    const read = readSync(file, into, done, length - done, null);
    if (read === 0) break;
    done += read;
  }
  return done;
}
