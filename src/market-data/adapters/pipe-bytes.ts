import { closeSync, constants, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { DataError } from "#base/errors";

/** A pipe into which nobody writes is waited for so long: one that was just started has its writer by then. In ms. */
const PATIENCE_MS = 3000;
/** Between two looks. In ms. */
const LOOK_MS = 10;

const PIECE = 1 << 20;

/**
 * All that is written into a pipe (`--data <(zcat prices.gz)`, or one that mkfifo made), up to its end. Opened without waiting: to open a
 * pipe that has no writer, Node waits without end, and no Ctrl-C is heard.
 * @throws DataError (`silent-pipe`) where nobody writes into it
 */
export function pipeBytes(path: string, patienceMs: number = PATIENCE_MS): Uint8Array {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const pieces: Uint8Array[] = [];
    for (let waited = 0; ; ) {
      const piece = new Uint8Array(PIECE);
      const length = readNow(fd, piece);
      if (length !== null && length > 0) pieces.push(piece.subarray(0, length));
      else if (length === 0 && pieces.length > 0) return Buffer.concat(pieces);
      else {
        if (length === 0 && waited >= patienceMs) throw silent(path, patienceMs);
        waited += length === 0 ? LOOK_MS : 0;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
      }
    }
  } finally {
    closeSync(fd);
  }
}

/** Bytes read; 0 where no writer is there, null where one is and has written nothing yet. */
function readNow(fd: number, into: Uint8Array): number | null {
  try {
    return readSync(fd, into, 0, into.length, null);
  } catch (cause) {
    if ((cause as { code?: unknown }).code === "EAGAIN") return null;
    throw cause;
  }
}

function silent(path: string, patienceMs: number): DataError {
  return new DataError({
    code: "silent-pipe",
    message: `${basename(path)} is a pipe into which nobody writes.`,
    where: { file: path, expected: "bytes of a price file", received: `nothing within ${patienceMs / 1000} seconds` },
    help: "Start what writes into it first, or name a file of prices.",
  });
}
