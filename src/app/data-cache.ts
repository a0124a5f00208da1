import type { DataCacheDocument } from "#results/documents/data-cache";
import { columnCacheHere } from "./cache-settings.ts";

/** What the cache of decoded columns holds; with `clear`, empties it first. */
export async function dataCache({ clear }: { readonly clear: boolean }): Promise<DataCacheDocument> {
  const { bytesOf, cacheEntries, clearCache, DEFAULT_LIMIT } = await import("#market-data/adapters/cache-folder");
  const folder = await columnCacheHere();
  const none = { schema: "ivy.data-cache/1", folder: null, entries: 0, bytes: 0, removed: null } as const;
  if (folder === null) return { ...none, limit: DEFAULT_LIMIT };
  const removed = clear ? clearCache(folder) : null;
  const entries = cacheEntries(folder);
  return {
    ...none,
    folder: folder.path,
    entries: entries.length,
    bytes: bytesOf(entries),
    limit: folder.limit,
    removed,
  };
}
