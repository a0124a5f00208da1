import { statSync } from "node:fs";
import { resolve } from "node:path";

/** Endings of files that hold prices, packed or not. */
const ENDING = /\.(?:csv|tsv|txt|json|parquet)(?:\.(?:gz|zip))?$|\.zip$/i;

/**
 * Whether a word names a place of prices rather than a ticker: a file is there under it, or its ending says so, or it is
 * the path of a folder. `XLE/XOM` is none of these, nor is the name of a folder without a slash.
 */
export function isPricePath(word: string, folder: string): boolean {
  if (ENDING.test(word)) return true;
  const found = statSync(resolve(folder, word), { throwIfNoEntry: false });
  return found?.isFile() === true || (found?.isDirectory() === true && /[/\\]/.test(word));
}
