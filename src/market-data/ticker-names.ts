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

/** Endings of files of text that may hold prices; packed ones end so before .gz. */
const ENDINGS = /\.(csv|tsv|txt|json|jsonl|ndjson|parquet|pq)$/i;

/** The ticker that a file's name stands for: KO of KO.csv and of KO.csv.gz. */
export function tickerOf(fileName: string): string {
  return fileName.replace(/\.(gz|zip)$/i, "").replace(ENDINGS, "");
}
