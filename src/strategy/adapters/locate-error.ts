import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export interface UserFrame {
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The source line as it stands in the file; empty when the file cannot be read. */
  readonly excerpt: string;
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The first frame of an error's stack that lies in the person's own file (`file`, absolute), after source maps.
 * Null when the error has no such frame: it was thrown elsewhere, or is no Error.
 */
export function userFrame(error: unknown, file: string): UserFrame | null {
  if (!(error instanceof Error) || typeof error.stack !== "string") return null;
  for (const frame of stackPlaces(error.stack)) {
    const place = placeInSource(frame, file);
    if (place !== null) return place;
  }
  return null;
}

/** A place of a compiled file in the person's own `file` (absolute); null when it lies elsewhere. */
export function placeInSource(compiled: Place, file: string): UserFrame | null {
  const place = compiled.file === file ? compiled : sourcePlace(compiled);
  return place !== null && place.file === file ? { ...place, excerpt: lineOf(file, place.line) } : null;
}

function* stackPlaces(stack: string): Iterable<Place> {
  for (const match of stack.matchAll(/^\s+at .*?\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()\n]*?):(\d+):(\d+)\)?$/gm)) {
    const [, address, line, column] = match as unknown as [string, string, string, string];
    const path = address.startsWith("file://") ? pathOf(address) : address;
    if (path !== null) yield { file: path, line: Number(line), column: Number(column) };
  }
}

function pathOf(address: string): string | null {
  try {
    return fileURLToPath(address.replace(/\?.*$/, ""));
  } catch {
    return null;
  }
}

/** Where a place of a compiled file stands in its source; null without a source map. */
function sourcePlace(place: Place): Place | null {
  if (!/\.m?js$/.test(place.file)) return null;
  const map = sourceMapOf(place.file);
  const entry = map?.findEntry(place.line - 1, place.column - 1);
  if (entry === undefined || !("originalSource" in entry)) return null;
  return {
    file: resolve(dirname(place.file), entry.originalSource),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  };
}

function sourceMapOf(file: string): SourceMap | null {
  try {
    const text = readFileSync(file, "utf8");
    const address = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(text)?.[1];
    if (address === undefined) return null;
    const inline = /^data:application\/json;base64,(.*)$/.exec(address)?.[1];
    const json =
      inline === undefined
        ? readFileSync(resolve(dirname(file), address), "utf8")
        : Buffer.from(inline, "base64").toString("utf8");
    return new SourceMap(JSON.parse(json));
  } catch {
    // Only the pointer to the line is lost; the error itself is told in any case.
    return null;
  }
}

function lineOf(file: string, line: number): string {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/)[line - 1] ?? "";
  } catch {
    return "";
  }
}
