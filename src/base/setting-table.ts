import { UsageError } from "./errors.ts";
import { nearest } from "./nearest.ts";

/** What a setting of a section may be, and what it says. */
export type SettingRow = { readonly says: string; readonly example?: string | number | boolean } & (
  | { readonly kind: "word"; readonly words: readonly string[] }
  | { readonly kind: "flag" }
  /** Any text that is not empty; `expected` says which. */
  | { readonly kind: "text"; readonly expected: string }
  | {
      readonly kind: "number";
      readonly min: number;
      readonly max?: number;
      readonly integer?: boolean;
      /** The words that stand for a number, for none at all, or for themselves. */
      readonly named?: Readonly<Record<string, string | number | null>>;
    }
);

export type SettingTable = Readonly<Record<string, SettingRow>>;

export type SettingValue = string | number | boolean | null;

/**
 * Reads the settings of one section from its keys and values as text. A number may be written as a percentage.
 * Throws UsageError for a key or value that does not exist, with the near miss.
 *
 * @param flag by which a command line gives them: `--fills`
 */
export function readTable(
  flag: string,
  table: SettingTable,
  entries: ReadonlyMap<string, string>,
): Readonly<Record<string, SettingValue>> {
  const settings: Record<string, SettingValue> = {};
  for (const [key, text] of entries) {
    const row = Object.hasOwn(table, key) ? table[key] : undefined;
    if (row === undefined) throw unknownKey(flag, table, key, text);
    settings[key] = settingOf(flag, key, row, text.trim());
  }
  return settings;
}

/** What a setting takes, in words: "range or close", "a number from 0 to 1", "true or false". */
export function allowedWords(row: SettingRow): string {
  if (row.kind === "word") return listed(row.words);
  if (row.kind === "flag") return "true or false";
  if (row.kind === "text") return row.expected;
  const { min, max, integer, named = {} } = row;
  const thing = integer === true ? "a whole number" : "a number";
  const range =
    min === Number.MIN_VALUE
      ? `${thing} above 0${max === undefined ? "" : `, at most ${max}`}`
      : max === undefined
        ? `${thing}, ${min} or more`
        : `${thing} from ${min} to ${max}`;
  return listed([...Object.keys(named), range]);
}

function settingOf(flag: string, key: string, row: SettingRow, text: string): SettingValue {
  if (row.kind === "word") {
    const found = row.words.find((word) => word.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return found;
    throw wrongValue(flag, key, row, text, nearest(text, row.words) ?? row.words[0]!);
  }
  if (row.kind === "flag") {
    if (text === "true" || text === "false") return text === "true";
    throw wrongValue(flag, key, row, text, "true");
  }
  if (row.kind === "text") {
    if (text !== "") return text;
    throw wrongValue(flag, key, row, text, String(row.example));
  }
  const { min, max = Number.POSITIVE_INFINITY, integer = false, named = {} } = row;
  if (Object.hasOwn(named, text.toLowerCase())) return named[text.toLowerCase()]!;
  const value = numberOf(text);
  if (Number.isFinite(value) && value >= min && value <= max && (!integer || Number.isSafeInteger(value))) return value;
  const near = nearest(text, Object.keys(named)) ?? String(row.example ?? Math.max(min, 0));
  throw wrongValue(flag, key, row, text, near);
}

/** "0.2" and "20%" are the same. NaN for what is no number. */
export function numberOf(text: string): number {
  const found = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%?)$/i.exec(
    text.replace(/(?<=\d)[_,](?=\d{3}(?:\D|$))/g, ""),
  );
  if (found === null) return Number.NaN;
  return found[2] === "%" ? Number(found[1]) / 100 : Number(found[1]);
}

function wrongValue(flag: string, key: string, row: SettingRow, text: string, near: string): UsageError {
  const expected = allowedWords(row);
  return new UsageError({
    code: "bad-setting",
    message: `${flag} ${key}=${text} cannot be: ${key} says ${row.says}.`,
    where: { flag, key, expected, received: text },
    help: `It must be ${expected}.\nDid you mean: ${flag} ${key}=${near}`,
  });
}

function unknownKey(flag: string, table: SettingTable, key: string, text: string): UsageError {
  const keys = Object.keys(table);
  const near = nearest(key, keys);
  return new UsageError({
    code: "unknown-setting",
    message: `There is no key "${key}" of ${flag}.`,
    where: { flag, key, expected: keys.join(", "), received: key },
    help: near === null ? `The keys are ${keys.join(", ")}.` : `Did you mean: ${flag} ${near}=${text}`,
  });
}

function listed(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
