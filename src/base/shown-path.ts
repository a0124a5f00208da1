import { isAbsolute, relative, sep } from "node:path";

/** A path as a person in the folder would type it: from there where it lies below the folder, else as it is given. */
export function shownPath(path: string, folder: string): string {
  const short = relative(folder, path);
  return short === "" || short.startsWith("..") || isAbsolute(short) ? path : short.split(sep).join("/");
}
