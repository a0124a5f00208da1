import { shownPath } from "#base/shown-path";
import type { RiskFree } from "../reference/parse-risk-free.ts";
import { type RateSeries, readRates } from "../reference/read-rates.ts";
import { readTextTable } from "../reference/text-table.ts";
import { readBytes } from "./read-bytes.ts";

/** The rates of a file. Throws a DataError for what cannot be read, and where it is not clear what is meant. */
export function loadRates(asked: Extract<RiskFree, { kind: "file" }>): RateSeries {
  return readRates(readTextTable(readBytes(asked.path), shownPath(asked.path, process.cwd())), asked);
}
