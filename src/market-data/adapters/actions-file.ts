import { shownPath } from "#base/shown-path";
import type { ActionEvent } from "../actions/action-event.ts";
import { readActions } from "../actions/read-actions.ts";
import { readTextTable } from "../reference/text-table.ts";
import { readBytes } from "./read-bytes.ts";

/** The corporate actions of a file. Throws a DataError for what cannot be read. */
export function loadActions(path: string): readonly ActionEvent[] {
  return readActions(readTextTable(readBytes(path), shownPath(path, process.cwd())));
}
