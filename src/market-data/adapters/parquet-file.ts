import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { AsyncBuffer } from "hyparquet";
import { DataError } from "#base/errors";
import { fileError } from "./read-bytes.ts";
import { type SeenFile, sameFile } from "./seen-file.ts";

/**
 * The bytes of a file, read in the parts that are asked for. Throws a DataError when it cannot be read, and
 * (`file-changed`) when it is not the file any more that was first opened.
 */
export function fileParts(path: string): AsyncBuffer {
  let seen: SeenFile | null = null;
  const withFile = <T>(use: (fd: number) => T): T => {
    let fd: number;
    try {
      fd = openSync(path, "r");
    } catch (cause) {
      throw fileError(path, cause);
    }
    try {
      const now = fstatSync(fd);
      if (seen === null) seen = now;
      else sameFile(path, seen, now);
      return use(fd);
    } catch (cause) {
      throw cause instanceof DataError ? cause : fileError(path, cause);
    } finally {
      closeSync(fd);
    }
  };
  return {
    byteLength: withFile((fd) => fstatSync(fd).size),
    slice: (start, end) =>
      withFile((fd) => {
        const length = (end ?? fstatSync(fd).size) - start;
        const bytes = new Uint8Array(length);
        for (let done = 0; done < length; ) {
          const read = readSync(fd, bytes, done, length - done, start + done);
          if (read === 0) break;
          done += read;
        }
        return bytes.buffer;
      }),
  };
}

/** Bytes in memory, as though they were such a file. */
export function memoryParts(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.length,
    // Not `slice`, which of a Buffer is a view on the memory of others.
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}
