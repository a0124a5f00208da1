import { DataError, UsageError } from "#base/errors";
import { splitTickers } from "#market-data/derived/split-tickers";

/** A ticker or a path as a shell takes it. */
export function typed(ticker: string): string {
  return /^[\w.,/^=+-]+$/.test(ticker) ? ticker : `'${ticker}'`;
}

/**
 * For a verb that takes its tickers as words: what is thrown of a flag --tickers comes out as a line of that verb.
 *
 * @param verb as it is typed: "data show"
 */
export async function wordsOfTickers<T>(verb: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const isOfTickers = error instanceof DataError || error instanceof UsageError;
    if (!isOfTickers || error.where.flag !== "--tickers") throw error;
    const { flag: _flag, ...where } = error.where;
    const { code, message, help, cause } = error;
    const line = (_: string, quoted: string | undefined, bare: string | undefined) =>
      `ivy ${verb} ${splitTickers(quoted ?? bare!)
        .map(typed)
        .join(" ")}`;
    const mended = help.replace(/--tickers (?:'([^']*)'|(\S+))/, line);
    const Kind = error instanceof DataError ? DataError : UsageError;
    throw new Kind({ code, message, where, help: mended, cause });
  }
}
