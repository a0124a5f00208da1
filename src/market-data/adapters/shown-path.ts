import { relative } from "node:path";

/** A path as short as a person in this folder would type it: below the folder relative to it, else as it is. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === "" || short.startsWith("..") ? path : short;
}
