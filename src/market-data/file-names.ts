const PACKED = /\.(gz|zip)$/i;
const FORMS = /\.(csv|tsv|txt|json|jsonl|ndjson|parquet|pq)$/i;

/** What the catalog says of the prices beside it. */
const ABOUT = /\.about\.json$/i;

/** True for the name of a file that may hold prices: by its ending, packed or not. Hidden files hold none. */
export function isPriceFileName(name: string): boolean {
  return !name.startsWith(".") && !ABOUT.test(name) && (FORMS.test(name.replace(PACKED, "")) || /\.zip$/i.test(name));
}

/** The ticker that a file's name stands for: KO of KO.csv, KO.csv.gz and KO.parquet. */
export function tickerOfFile(name: string): string {
  return name.replace(PACKED, "").replace(FORMS, "");
}

/** A file that some program wrote as one of several, by a number: part-00000-….parquet, data_0.parquet. */
export function isNumberedPart(name: string): boolean {
  return /^(part|data|chunk|file)[-_.]?\d+([-_.].*)?\.(parquet|pq)$/i.test(name);
}

/** True for the name of a Parquet file that is not packed. */
export function isParquetFileName(name: string): boolean {
  return /\.(parquet|pq)$/i.test(name);
}
