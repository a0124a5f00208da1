const HASH_DIGITS = 6;
const MOST_TICKERS = 4;

/** The part of a run's id that a person types to find it again. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, HASH_DIGITS);
}

/**
 * A run's id: a readable prefix and the first digits of a hash of all that decides the result.
 *
 * @param strategy a name, or the name of its file
 * @param sha256 lower-case hexadecimal
 */
export function runId(strategy: string, tickers: readonly string[], sha256: string): string {
  const named = tickers.slice(0, MOST_TICKERS);
  const more = tickers.length > named.length ? [`${tickers.length - named.length}-more`] : [];
  return [strategy.replace(/\.[jt]s$/, ""), ...named, ...more]
    .map(plain)
    .filter(Boolean)
    .concat(shortHash(sha256))
    .join("-");
}

/** Letters, digits, dot, underscore and dash: what every file system and shell takes as it is. */
function plain(text: string): string {
  return text
    .replace(/[^\p{ASCII}]/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 40);
}

/** The hash at the end of a run's id. */
export function hashOf(run: string): string {
  return shortHash(run.slice(-HASH_DIGITS));
}
