import { parseSize } from "#config/parse-size";
import type { CacheFolder } from "#market-data/adapters/cache-folder";

/** The cache of decoded columns that this process uses; null where it is off. Throws a ConfigError for a bad limit. */
export async function columnCacheHere(): Promise<CacheFolder | null> {
  const { cacheFolder } = await import("#market-data/adapters/cache-folder");
  const limit = process.env.IVY_CACHE_LIMIT;
  return cacheFolder(process.env, limit ? parseSize("IVY_CACHE_LIMIT", limit) : undefined);
}
