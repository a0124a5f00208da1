import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { isPriceFileName } from "../file-names.ts";

/**
 * Whether a word names a place of prices rather than a ticker: a file is there under it, or its ending says so, or it is
 * the path of a folder. `XLE/XOM` is none of these, nor is the name of a folder without a slash.
 */
export function isPricePath(word: string, folder: string): boolean {
  if (isPriceFileName(basename(word))) return true;
  const found = statSync(resolve(folder, word), { throwIfNoEntry: false });
  return found?.isFile() === true || (found?.isDirectory() === true && /[/\\]/.test(word));
}
