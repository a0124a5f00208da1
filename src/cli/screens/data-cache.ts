import { formatBytes, formatCount } from "#reporting/format";
import type { DataCacheDocument } from "#results/documents/data-cache";
import { harmless } from "./cells.ts";

/** What `ivy data cache` shows. */
export function dataCacheScreen({ folder, entries, bytes, limit, removed }: DataCacheDocument): string {
  if (folder === null) return "Nothing is cached: IVY_CACHE is off, or this machine names no folder for caches.\n";
  const lines: string[] = [];
  if (removed !== null) lines.push(`removed  ${seriesOf(removed.entries)}, ${formatBytes(removed.bytes)}`);
  lines.push(
    `folder   ${harmless(folder)}`,
    `holds    ${seriesOf(entries)}, ${formatBytes(bytes)}`,
    `limit    ${formatBytes(limit)}, then the least recently used go (IVY_CACHE_LIMIT)`,
  );
  return `${lines.join("\n")}\n`;
}

function seriesOf(count: number): string {
  return `${formatCount(count)} series`;
}
