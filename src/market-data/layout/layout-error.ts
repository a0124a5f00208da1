import { DataError } from "#base/errors";
import type { TableHead } from "./table-head.ts";

/** An error about the columns of a table. */
export function layoutError(head: TableHead, code: string, message: string, help: string): DataError {
  const { file, names, line } = head;
  return new DataError({
    code,
    message,
    where: { file, ...(line !== undefined && { line }), received: names.join(",") },
    help,
  });
}

/** How a person says what a file does not: the flag, and the line of a run file. */
export function howToSay(file: string, key: string, value: string): string {
  const [section, name] = key.split(".");
  const said = /^[\w./-]+$/.test(value) ? value : JSON.stringify(value);
  const inFile = name === undefined ? `${key}: ${said}` : `${section}: { ${name}: ${said} }`;
  const typed = /^[\w./,:-]+$/.test(value) ? value : `'${value}'`;
  return `--read ${key}=${typed}   (run file: data: { path: ${file}, ${inFile} })`;
}
