import { statSync } from "node:fs";
import { resolve } from "node:path";

/** Endings of files that hold prices, packed or not. */
const ENDING = /\.(?:csv|tsv|txt|json|parquet)(?:\.(?:gz|zip))?$|\.zip$/i;

/**
 * Whether a word names a file of prices rather than a ticker: a file is there under it, or its ending says so. `XLE/XOM`
 * is neither.
 */
export function isPriceFile(word: string, folder: string): boolean {
  return ENDING.test(word) || statSync(resolve(folder, word), { throwIfNoEntry: false })?.isFile() === true;
}
