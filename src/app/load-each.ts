import type { LoadedSeries, LoadOptions, PriceSource } from "#market-data/source";

/** So many are read at once: the columns of a wide file come with one reading of it, a folder is not all in memory. */
export const AT_ONCE = 32;

/**
 * Every series of a source that can be read, in the order of the symbols. Of several that cannot be read at once each is
 * tried alone, so that a broken one hides no other.
 *
 * @param fail told of each symbol that cannot be read; throws to end it all
 */
export async function* loadEach(
  source: PriceSource,
  symbols: readonly string[],
  options: LoadOptions,
  fail: (symbol: string, error: unknown) => void,
): AsyncGenerator<LoadedSeries> {
  for (let done = 0; done < symbols.length; done += AT_ONCE) {
    yield* await loadSome(source, symbols.slice(done, done + AT_ONCE), options, fail);
  }
}

async function loadSome(
  source: PriceSource,
  symbols: readonly string[],
  options: LoadOptions,
  fail: (symbol: string, error: unknown) => void,
): Promise<readonly LoadedSeries[]> {
  try {
    return await source.load(symbols, options);
  } catch (error) {
    if (symbols.length === 1) {
      fail(symbols[0]!, error);
      return [];
    }
    const middle = symbols.length >> 1;
    const first = await loadSome(source, symbols.slice(0, middle), options, fail);
    return [...first, ...(await loadSome(source, symbols.slice(middle), options, fail))];
  }
}
