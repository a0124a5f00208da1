import type { LoadedSeries, LoadOptions } from "../source.ts";

const READING = { label: "reading prices", parts: "files" };

/** Reads the file of each ticker, one after another, and tells how far it is. */
export async function loadInTurn(
  symbols: readonly string[],
  { progress }: LoadOptions,
  load: (symbol: string) => Promise<LoadedSeries>,
): Promise<readonly LoadedSeries[]> {
  const loaded: LoadedSeries[] = [];
  for (const [done, symbol] of symbols.entries()) {
    progress?.step(READING, done, symbols.length);
    loaded.push(await load(symbol));
  }
  progress?.step(READING, symbols.length, symbols.length);
  return loaded;
}
