import { z } from "zod";
import type { Role } from "./reading.ts";
import { REPAIRS, ROLES, WORD_KEYS, type WordKey, type WordKeyName, wordsOf } from "./reading-keys.ts";

/** One of the words that a key of `--read` takes. */
function word(key: WordKeyName) {
  const { values, says } = WORD_KEYS[key] as WordKey;
  const words = Object.entries(values).flatMap(([value, names]) => [...names, value]);
  return z.enum(words as [string, ...string[]], { error: listed(wordsOf(key)) }).describe(capital(says));
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function capital(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`;
}

const columnName = z.union([z.string(), z.number()], { error: "the name of a column, or its number from 1" });
const columns = z
  .strictObject(Object.fromEntries(ROLES.map((role) => [role, columnName])) as Record<Role, typeof columnName>, {
    error: "a map of columns: { close: Schluss }",
  })
  .partial()
  .describe("The column that holds it, by its header or its number from 1.");

/** The keys of `data:` where it is a map; all but path and sql are those of `--read`. */
const dataSection = z
  .strictObject({
    path: z.string({ error: "a path" }).describe("A file or folder of prices."),
    sql: z.string({ error: "a query" }).describe("A query over files: its answer is the prices."),
    ...mapKeys(WORD_KEYS, word),
    columns,
    zone: z
      .string({ error: "a zone by its IANA name: America/New_York" })
      .describe("The zone of times that carry none."),
    calendar: z.string({ error: "a calendar: NYSE" }).describe("The calendar that the bars should follow."),
    repair: z
      .union([z.string(), z.array(z.string()).min(1)], { error: `one of ${REPAIRS.join(", ")}, or a list of those` })
      .describe("What is mended; nothing unless asked for."),
  })
  .partial();

function mapKeys<K extends string, V>(keys: Readonly<Record<K, unknown>>, make: (key: K) => V): Record<K, V> {
  return Object.fromEntries((Object.keys(keys) as K[]).map((key) => [key, make(key)])) as Record<K, V>;
}

const DATE = "a date: 2013-01-31, 2013-01 or 2013";

/** The keys of a run file that choose the prices. */
export const marketDataKeys = {
  tickers: z
    .union([z.string(), z.array(z.string()).min(1)], { error: "a list of tickers: [KO, PEP]" })
    .describe("What to trade. Of a pair the dependent one comes first.")
    .meta({ examples: [["KO", "PEP"]] }),
  data: z
    .union([z.string(), dataSection], { error: "a path, or a map with a path and how to read it" })
    .describe(
      "A file or folder of prices: then nothing else is read. The path starts at the folder of the run file. A map says how the files are meant (docs/own-data.md).",
    )
    .meta({ examples: ["prices/", { path: "prices/", decimal: "comma", dates: "dmy" }] }),
  from: z
    .string({ error: DATE })
    .describe("First day: a day, month or year.")
    .meta({ examples: ["2013-01-31"] }),
  to: z
    .string({ error: DATE })
    .describe("Last day, included: a day, month or year.")
    .meta({ examples: ["2019-12-31"] }),
  timeframe: z
    .string({ error: "a timeframe: 1d or 1h" })
    .describe("The length of a bar: that of the prices, or a longer one made of them.")
    .meta({ examples: ["1d"] }),
  finer: z
    .string({ error: "a path" })
    .describe(
      "A file or folder of shorter bars, which tell what came first within a bar. The path starts at the folder of the run file.",
    )
    .meta({ examples: ["minutes/"] }),
  actions: z
    .string({ error: "a path" })
    .describe(
      "A file of corporate actions: date, symbol, kind, value (docs/reference-data.md). The path starts at the folder of the run file.",
    )
    .meta({ examples: ["actions.csv"] }),
  lock: z
    .string({ error: "a path" })
    .describe("A lock file: the prices must be those that it names. The path starts at the folder of the run file.")
    .meta({ examples: ["data.lock.json"] }),
  adjusted: z
    .boolean({ error: "true or false" })
    .describe("Prices carry later splits and dividends, whatever the source says: fractions may trade.")
    .meta({ examples: [true] }),
};
