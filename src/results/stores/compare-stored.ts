import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bytesOf, type RunContents } from "./run-content.ts";
import { INFO_FILE, RESULT_FILE, readInfo } from "./run-info.ts";
import { holdsExactly } from "./stored-bytes.ts";

/** What stands where a run is to be written. */
export type Standing =
  /** Nothing, or an empty folder. */
  | { readonly kind: "nothing" }
  /** The same result. `isWhole`: every file is there to the byte; else another form of the columns, or other gates. */
  | { readonly kind: "same"; readonly startedAt: string; readonly isWhole: boolean }
  /** A run whose files were cut off, edited or lost. */
  | { readonly kind: "damaged"; readonly file: string }
  /** Another result under the same id: an older ivy, or a machine that computes otherwise. */
  | { readonly kind: "other"; readonly ivy: string | null };

/** A long column's file, in one form or the other. */
const COLUMNS = /^(.+)\.(csv|parquet)$/;

/**
 * Compares a run folder with what is about to be written there.
 *
 * @param files name to exact content, without run.json
 */
export function compareStored(folder: string, files: RunContents): Standing {
  if (!existsSync(join(folder, RESULT_FILE))) return { kind: "nothing" };
  const stored = readFileSync(join(folder, RESULT_FILE));
  const fresh = Buffer.concat([...bytesOf(files.get(RESULT_FILE)!)]);
  const isSameBytes = stored.equals(fresh);
  if (!isSameBytes) {
    const [before, now] = [resultOf(stored), resultOf(fresh)];
    if (before === null) return { kind: "damaged", file: RESULT_FILE };
    if (before.text !== now?.text) return { kind: "other", ivy: before.ivy };
  }
  const info = readInfo(folder);
  if (info === null) return { kind: "damaged", file: INFO_FILE };
  let isWhole = isSameBytes;
  for (const [name, content] of files) {
    if (name === RESULT_FILE) continue;
    const path = join(folder, name);
    if (existsSync(path) && holdsExactly(path, content)) continue;
    isWhole = false;
    const columns = COLUMNS.exec(name);
    if (columns === null) continue;
    const other = `${columns[1]}.${columns[2] === "csv" ? "parquet" : "csv"}`;
    if (existsSync(path) || !existsSync(join(folder, other))) return { kind: "damaged", file: name };
  }
  return { kind: "same", startedAt: info.startedAt, isWhole };
}

/** A result without the gates that it was asked to pass: they are questions put to it. */
function resultOf(bytes: Buffer): { readonly text: string; readonly ivy: string | null } | null {
  try {
    const { gates: _gates, ...result } = JSON.parse(bytes.toString("utf8")) as Record<string, unknown>;
    return { text: JSON.stringify(result), ivy: typeof result.ivy === "string" ? result.ivy : null };
  } catch {
    // Cut off or edited by hand: not a document any more.
    return null;
  }
}
