import { fstatSync, readSync } from "node:fs";
import type { AsyncBuffer } from "hyparquet";
import { sameFile } from "./seen-file.ts";
import { withFile } from "./with-file.ts";

/** A smaller file is read in one piece: opening it again costs more. In bytes. */
const SMALL = 256 * 1024;

/**
 * The bytes of a file, read in the parts that are asked for. Throws a DataError when it cannot be read, and
 * (`file-changed`) when it is not the file any more that was first opened, or is written to meanwhile.
 */
export function fileParts(path: string): AsyncBuffer {
  const { seen, whole } = withFile(path, (fd) => {
    const about = fstatSync(fd);
    if (about.size > SMALL) return { seen: about, whole: null };
    const bytes = readPart(fd, 0, about.size);
    sameFile(path, about, fstatSync(fd));
    return { seen: about, whole: bytes };
  });
  if (whole !== null) return memoryParts(whole);
  return {
    byteLength: seen.size,
    slice: (start, end = seen.size) =>
      withFile(path, (fd) => {
        const bytes = readPart(fd, start, end - start);
        sameFile(path, seen, fstatSync(fd));
        return bytes.buffer;
      }),
  };
}

function readPart(fd: number, from: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const read = readSync(fd, bytes, done, length - done, from + done);
    // It was cut off meanwhile: its size says so.
    if (read === 0) break;
    done += read;
  }
  return bytes;
}

/** Bytes in memory, as though they were such a file. */
export function memoryParts(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.length,
    // Not `slice`, which of a Buffer is a view on the memory of others.
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}
