/** The mark of a country that data sites put behind a ticker: MKT.US, aapl.us. One letter may be a class of shares: BRK.B. */
const COUNTRY = /\.[a-z]{2}$/i;

/** A ticker without the mark of its country. */
export function plainTicker(ticker: string): string {
  return ticker.length > 3 ? ticker.replace(COUNTRY, "") : ticker;
}

/** True for one ticker in two spellings: whatever the case, with or without the mark of a country. */
export function isSameTicker(a: string, b: string): boolean {
  const [one, other] = [a.trim().toLowerCase(), b.trim().toLowerCase()];
  return one === other || plainTicker(one) === other || one === plainTicker(other);
}
