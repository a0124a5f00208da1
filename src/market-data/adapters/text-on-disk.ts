import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { DataError } from "#base/errors";
import { type CsvContent, contentOf } from "../csv/csv-content.ts";
import type { ByteSource } from "../csv/parse-source.ts";
import { type FileRoom, unclearedBytes } from "./file-room.ts";
import { refuseTooLarge } from "./memory.ts";
import { fileError, readBytes, unpackGzip } from "./read-bytes.ts";
import { type SeenFile, sameFile } from "./seen-file.ts";
import { withFile } from "./with-file.ts";

/** Smaller files are read in one piece. In bytes. */
const LARGE = 16 * 1024 * 1024;

/** Of a larger file so much is looked at: room for its header, however many tickers it has. In bytes. */
const HEAD = 4 * 1024 * 1024;
const LONGEST_HEAD = LARGE + 1;

/**
 * The bytes of a text file, a large one read piece by piece each time they are asked for, so that no file is too large for
 * memory. Throws a DataError when it cannot be read, (`file-changed`) when it was written to meanwhile, and (`too-large`)
 * when the columns that are asked for do not fit there.
 * @param room what a smaller file is read into; null: memory of its own
 */
export function textOnDisk(path: string, room: FileRoom | null = null): CsvContent {
  const admit = (needed: number) => refuseTooLarge(path, needed);
  const seen = smallOrSize(path, room);
  // What says nothing of its size (a pipe, a file of the system) is read to its end.
  if (seen === null) return contentOf(readBytes(path), admit);
  if (seen instanceof Uint8Array) return contentOf(seen, admit);
  let head = beginning(path, HEAD);
  if (head.indexOf(10) === -1 && head.indexOf(13) === -1) head = beginning(path, LONGEST_HEAD);
  return { head, isWhole: false, from: (offset, line) => ({ ...piecesOf(path, offset, line, seen), admit }) };
}

/** The bytes of a small file, what is known of a large one; null for what is no file, or says nothing of its size. */
function smallOrSize(path: string, room: FileRoom | null): Uint8Array | SeenFile | null {
  return withFile(path, (fd) => {
    const about = fstatSync(fd);
    if (!about.isFile() || about.size === 0) return null;
    if (about.size > LARGE) return about;
    const bytes = room === null ? unclearedBytes(about.size) : room.take(about.size);
    let filled = 0;
    for (let read = 1; read > 0 && filled < bytes.length; filled += read) {
      read = readSync(fd, bytes, filled, bytes.length - filled, null);
    }
    sameFile(path, about, fstatSync(fd));
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? unpackGzip(bytes, path) : bytes;
  });
}

function beginning(path: string, length: number): Uint8Array {
  return withFile(path, (fd) => {
    const head = new Uint8Array(length);
    return head.subarray(0, readSync(fd, head, 0, length, 0));
  });
}

function piecesOf(path: string, offset: number, line: number, seen: SeenFile): ByteSource {
  let fd = -1;
  let at = offset;
  return {
    size: seen.size - offset,
    line,
    next: (into) => {
      try {
        if (fd === -1) fd = openSync(path, "r");
        const length = readSync(fd, into, 0, into.length, at);
        at += length;
        if (length > 0) return length;
        sameFile(path, seen, fstatSync(fd));
      } catch (cause) {
        throw cause instanceof DataError ? cause : fileError(path, cause);
      }
      closeSync(fd);
      fd = -1;
      return 0;
    },
  };
}
