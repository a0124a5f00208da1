import { readingPair } from "#market-data/parse-reading";
import type { Given } from "./origin.ts";

/** What `--read key=value`, given any number of times, says by key. Throws UsageError for what is no pair. */
export function readingOfFlags(pairs: unknown): ReadonlyMap<string, Given> {
  const given = (Array.isArray(pairs) ? (pairs as string[]) : []).map(readingPair);
  return new Map(given.map(([key, value]) => [key, { value, origin: { kind: "flag", flag: "--read" } }]));
}
