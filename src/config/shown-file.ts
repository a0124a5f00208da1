import { isAbsolute, relative, sep } from "node:path";

/** As a person in the project folder would type it: from there where the file lies below it, else in full. */
export function shownFile(file: string, projectFolder: string): string {
  const path = relative(projectFolder, file);
  return path === "" || path.startsWith("..") || isAbsolute(path) ? file : path.split(sep).join("/");
}
