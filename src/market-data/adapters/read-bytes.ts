import { closeSync, fstatSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DataError } from "#base/errors";
import { nearest } from "#base/nearest";
import { freeForPrices, tooLargeUnpacked } from "./memory.ts";
import { pipeBytes } from "./pipe-bytes.ts";
import { sameFile } from "./seen-file.ts";

/**
 * The bytes of a file, unpacked if it is gzipped (by what it holds, not by its name).
 * Throws a DataError when it cannot be read, and (`file-changed`) when it was written to meanwhile.
 */
export function readBytes(path: string): Uint8Array {
  const bytes = readWhole(path);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? unpackGzip(bytes, path) : bytes;
}

/** Unpacks gzip. Throws a DataError where it is cut off or damaged, and where it unpacks to more than Node reads. */
export function unpackGzip(bytes: Uint8Array, path: string): Uint8Array {
  // The system stops a process that takes more than there is, without a word.
  const room = Math.floor(freeForPrices());
  try {
    return gunzipSync(bytes, { chunkSize: unpackedSize(bytes), maxOutputLength: Math.min(MOST_UNPACKED, room) });
  } catch (cause) {
    if ((cause as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") {
      throw room < MOST_UNPACKED ? tooLargeUnpacked(path, room) : fileError(path, cause);
    }
    throw new DataError({
      code: "broken-gzip",
      message: `${basename(path)} is not a whole gzip file.`,
      where: { file: path },
      help: "It may be cut off: get it again.",
      cause,
    });
  }
}

function readWhole(path: string): Uint8Array {
  let fd = -1;
  try {
    const about = statSync(path);
    // A pipe has an end (`--data <(zcat prices.gz)`), /dev/zero has none.
    if (about.isCharacterDevice() || about.isBlockDevice()) throw Object.assign(new Error(), { code: "DEVICE" });
    if (about.isFIFO()) return pipeBytes(path);
    fd = openSync(path, "r");
    const before = fstatSync(fd);
    const bytes = readFileSync(fd);
    if (about.isFile()) sameFile(path, before, fstatSync(fd));
    return bytes;
  } catch (cause) {
    throw cause instanceof DataError ? cause : fileError(path, cause);
  } finally {
    if (fd !== -1) closeSync(fd);
  }
}

/** As much as Node reads of a file that is not packed. A few kilobytes can unpack to all the memory there is. */
const MOST_UNPACKED = 2 ** 31 - 1;

/**
 * What the end of a gzip file says its content measures, within what is wise to believe: unpacking into one piece saves
 * joining many small ones.
 */
function unpackedSize(bytes: Uint8Array): number {
  const end = bytes.length;
  const stated = end < 18 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(end - 4, true);
  return Math.min(Math.max(stated + 1, 65_536), 64 * 1024 * 1024);
}

/** What the system said about a path, in words for the person who named it. */
export function fileError(path: string, cause: unknown): DataError {
  const system = (cause as { code?: unknown }).code;
  const file = basename(path);
  const known = typeof system === "string" ? WORDS[system] : undefined;
  const { code, message, help } = known ?? {
    code: "not-readable",
    message: `cannot be read (${typeof system === "string" ? system : String(cause)}).`,
    help: "Check that the path is a file or folder that can be opened.",
  };
  if (known === MISSING) return notThere(path, cause);
  return new DataError({ code, message: `${file} ${message}`, where: { file: path }, help, cause });
}

function notThere(path: string, cause: unknown): DataError {
  const near = nearest(basename(path), namesBeside(path));
  return new DataError({
    code: MISSING.code,
    message: `There is no file or folder ${basename(path)}.`,
    where: { file: path },
    help: near === null ? MISSING.help : `Did you mean ${join(dirname(path), near)}?`,
    cause,
  });
}

function namesBeside(path: string): string[] {
  try {
    return readdirSync(dirname(path));
  } catch {
    return [];
  }
}

const MISSING = {
  code: "no-such-file",
  message: "does not exist.",
  help: "Check the path: it is read from the folder in which ivy runs.",
};
const FORBIDDEN = {
  code: "no-permission",
  message: "may not be read by this user.",
  help: "Give yourself permission to read it: chmod u+r.",
};

const TOO_LARGE = { code: "too-large", message: "is larger than 2 GB.", help: "Split it, one file per ticker." };

const WORDS: Readonly<Record<string, { code: string; message: string; help: string }>> = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EISDIR: {
    code: "is-a-folder",
    message: "is a folder, not a file.",
    help: "Name a file, or a folder that holds one file per ticker.",
  },
  ERR_FS_FILE_TOO_LARGE: TOO_LARGE,
  ERR_BUFFER_TOO_LARGE: { ...TOO_LARGE, message: "unpacks to more than 2 GB." },
  DEVICE: { code: "is-a-device", message: "is a device, not a file.", help: "Name a file of prices, or a folder." },
  ELOOP: { code: "not-readable", message: "is a link that leads back to itself.", help: "Name the file itself." },
};
