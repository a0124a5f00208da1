import { closeSync, openSync } from "node:fs";
import { DataError } from "#base/errors";
import { fileError } from "./read-bytes.ts";

/** Opens a file for as long as it is used. Throws a DataError for what the system refuses. */
export function withFile<T>(path: string, use: (fd: number) => T): T {
  let fd = -1;
  try {
    fd = openSync(path, "r");
    return use(fd);
  } catch (cause) {
    throw cause instanceof DataError ? cause : fileError(path, cause);
  } finally {
    if (fd !== -1) closeSync(fd);
  }
}
