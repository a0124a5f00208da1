import { parseTime } from "#time/parse-time";

const PAIR = /^([A-Za-z_]\w*)=(.*)$/;
const TICKERS = new Set(["symbol", "ticker", "sym", "asset", "instrument", "code", "pair", "underlying"]);
/** What Hive writes where a value is null. */
const NULL = "__HIVE_DEFAULT_PARTITION__";

/** True for a folder named key=value, as Hive, Spark, pandas and DuckDB write partitioned tables. */
export function isPartition(folderName: string): boolean {
  return PAIR.test(folderName);
}

/** What the folders of a path stand for: symbol=KO/year=2013/data.parquet. Empty where none is named so. */
export function partitionOf(path: string): ReadonlyMap<string, string | null> {
  const values = new Map<string, string | null>();
  for (const part of path.split(/[\\/]/).slice(0, -1)) {
    const pair = PAIR.exec(part);
    if (pair !== null) values.set(pair[1]!, pair[2] === NULL ? null : unescaped(pair[2]!));
  }
  return values;
}

/** The name of the partition's column of tickers; null where tickers stand in the files. */
export function tickerKeyOf(partition: ReadonlyMap<string, string | null>): string | null {
  return [...partition.keys()].find((key) => TICKERS.has(key.toLowerCase())) ?? null;
}

/** The first moment that a partition by date, or by year with month and day, may hold; null where it is by neither. */
export function firstTimeOf(partition: ReadonlyMap<string, string | null>): number | null {
  const value = (...names: string[]) => {
    for (const [key, text] of partition) if (names.includes(key.toLowerCase())) return text;
    return null;
  };
  const date = parseTime(value("date", "day", "dt") ?? "");
  if (!Number.isNaN(date)) return date;
  const year = Number(value("year", "yr") ?? Number.NaN);
  const month = Number(value("month", "mon") ?? 1);
  const isYear = Number.isInteger(year) && year >= 1000 && year <= 9999;
  return isYear && month >= 1 && month <= 12 ? Date.UTC(year, Math.floor(month) - 1, 1) : null;
}

/** Characters that no folder name may hold are written as %2F and the like. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
