import { freemem } from "node:os";
import { basename } from "node:path";
import { DataError } from "#base/errors";
import { gigabytes } from "#base/gigabytes";

/** Of the memory that is free, what prices may take: the run needs some of its own. */
const SHARE = 0.8;

/** What this process may still take, in bytes. */
function freeMemory(): number {
  return process.availableMemory?.() ?? freemem();
}

/** The bytes that prices may take of it. */
export function freeForPrices(): number {
  return freeMemory() * SHARE;
}

/**
 * Throws a DataError (`too-large`) where columns would not fit into the memory that is free.
 *
 * @param needed bytes that the columns will take, as far as can be said before they are read
 */
export function refuseTooLarge(path: string, needed: number, free: number = freeMemory()): void {
  if (needed <= free * SHARE) return;
  throw new DataError({
    code: "too-large",
    message: `${basename(path)} needs about ${gigabytes(needed)} of memory as columns; ${gigabytes(free)} are free.`,
    where: { file: path, expected: `at most ${gigabytes(free * SHARE)}`, received: gigabytes(needed) },
    help: 'Read a part of it: --sql "SELECT … FROM … WHERE …" takes the tickers and years that you name. Or split it, one file per ticker.',
  });
}

/** What is said of a packed file that unpacks to more than there is memory. */
export function tooLargeUnpacked(path: string, room: number): DataError {
  return new DataError({
    code: "too-large",
    message: `${basename(path)} unpacks to more than the ${gigabytes(room)} of memory that prices may take here.`,
    where: { file: path, expected: `at most ${gigabytes(room)} unpacked` },
    help: "Unpack it: a file that is not packed is read piece by piece. Or split it, one file per ticker.",
  });
}
