import type { Repair, Role } from "./reading.ts";

/** What a column may hold, in the order in which a person thinks of it. */
export const ROLES: readonly Role[] = [
  "time",
  "clock",
  "symbol",
  "open",
  "high",
  "low",
  "close",
  "adjustedClose",
  "volume",
  "split",
  "dividend",
  "delisted",
  "bid",
  "ask",
];

export const REPAIRS: readonly Repair[] = ["drop", "forward-fill", "clip"];

/** A key of a reading that takes one of some words: each value with the words that stand for it. */
export interface WordKey {
  readonly says: string;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** Keys whose value is one of a few words. A mark that a shell or YAML would trip over has a name as well. */
export const WORD_KEYS = {
  form: { says: "the form of the file", values: { csv: [], json: [], parquet: [] } },
  delimiter: {
    says: "what stands between cells",
    values: { ",": ["comma"], ";": ["semicolon"], "\t": ["tab", "\\t"], "|": ["bar", "pipe"], " ": ["space"] },
  },
  decimal: { says: "the decimal mark", values: { ".": ["point", "dot"], ",": ["comma"] } },
  thousands: {
    says: "the mark between thousands",
    values: { ",": ["comma"], ".": ["point", "dot"], " ": ["space"], "'": ["apostrophe"], none: [] },
  },
  dates: { says: "the order of year, month and day", values: { ymd: [], mdy: [], dmy: [] } },
  epoch: {
    says: "the unit of times that are numbers",
    values: { s: ["seconds"], ms: ["milliseconds"], us: ["microseconds"], ns: ["nanoseconds"] },
  },
  stamp: { says: "whether a time is the beginning of its bar or the end", values: { open: [], close: [] } },
  adjust: { says: "whether an adjusted close is applied to the bar", values: { apply: [], apart: [] } },
} as const satisfies Readonly<Record<string, WordKey>>;

export type WordKeyName = keyof typeof WORD_KEYS;

/** Every key of a reading but the columns, which are written columns.close. */
export const READING_KEYS: readonly string[] = [...Object.keys(WORD_KEYS), "zone", "calendar", "repair"];

/** The words that a key takes, as a person would type them: marks by their names. */
export function wordsOf(key: WordKeyName): readonly string[] {
  const { values } = WORD_KEYS[key] as WordKey;
  return Object.entries(values).map(([value, names]) => names[0] ?? value);
}
