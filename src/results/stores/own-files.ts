import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { INFO_FILE, RESULT_FILE, readInfo } from "./run-info.ts";

/** The names that a run writes: all else in its folder is somebody's own. */
const OWN =
  /^(?:config\.resolved\.yaml|(?:equity|trades|fills|orders|order-events|records|weights|positions|benchmark)\.(?:csv|parquet))$/;

/** What file managers leave wherever they look. */
const NOBODYS: ReadonlySet<string> = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

/** How the document of any version of ivy begins. */
const DOCUMENT = /^\s*\{\s*"schema":\s*"ivy\./;
const HEAD_BYTES = 200;

/** Names in a run folder that no run has written: notes, charts, folders. */
export function foreignIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => !isOwn(name));
}

/**
 * Whether a folder is a run's, or was before something happened to it: it holds nothing but what a run writes, or says
 * so in its document. A `result.json` alone says nothing, for others call theirs so.
 */
export function looksLikeRun(folder: string): boolean {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    // Not there, no folder, or not to be read: whoever opens it will say so.
    return false;
  }
  if (names.length > 0 && names.every(isOwn)) return true;
  return (
    (names.includes(INFO_FILE) && readInfo(folder) !== null) || (names.includes(RESULT_FILE) && hasDocument(folder))
  );
}

function isOwn(name: string): boolean {
  return name === RESULT_FILE || name === INFO_FILE || OWN.test(name) || NOBODYS.has(name);
}

function hasDocument(folder: string): boolean {
  const head = Buffer.alloc(HEAD_BYTES);
  try {
    const file = openSync(join(folder, RESULT_FILE), "r");
    try {
      return DOCUMENT.test(head.toString("utf8", 0, readSync(file, head, 0, HEAD_BYTES, 0)));
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
