import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { nearZone, zoneNamed } from "#time/zone";
import type { Reading, Repair, Role } from "./reading.ts";
import { READING_KEYS, REPAIRS, ROLES, WORD_KEYS, type WordKey, type WordKeyName, wordsOf } from "./reading-keys.ts";

/**
 * Reads the pairs of `--read`: "decimal=comma", "columns.close=Schluss". The last word on a key counts.
 * Throws UsageError for what is no pair, no key, or no value of it.
 */
export function parseReading(pairs: readonly string[]): Reading {
  return readingOf(new Map(pairs.map(readingPair)));
}

/** The key and the value of one pair. Throws UsageError where there is no equals sign. */
export function readingPair(pair: string): [string, string] {
  const at = pair.indexOf("=");
  // A blank may be the value: delimiter= with a space after it.
  if (at > 0 && pair.length > at + 1) return [pair.slice(0, at).trim(), pair.slice(at + 1)];
  throw new UsageError({
    code: "bad-read",
    message: `--read ${pair} is not key=value.`,
    where: { flag: "--read", expected: "key=value", received: pair },
    help: "Write the key, an equals sign and the value: --read dates=dmy",
  });
}

/** A reading from its keys and values as text. Throws UsageError for a key or value that does not exist. */
export function readingOf(entries: ReadonlyMap<string, string>): Reading {
  const reading: { -readonly [K in keyof Reading]: Reading[K] } = {};
  const columns: Partial<Record<Role, string>> = {};
  for (const [key, value] of entries) {
    if (key in WORD_KEYS) Object.assign(reading, { [key]: wordOf(key as WordKeyName, value) });
    else if (key === "zone") reading.zone = zoneOf(value);
    else if (key === "calendar") reading.calendar = textOf(key, value);
    else if (key === "repair") reading.repair = repairsOf(value);
    else if (key.startsWith("columns.")) columns[roleOf(key, value)] = textOf(key, value);
    else throw unknownKey(key, value);
  }
  return Object.keys(columns).length === 0 ? reading : { ...reading, columns };
}

/** The keys and values of a reading as text, from which `readingOf` makes the same again. Columns come last. */
export function readingEntries({ columns, ...others }: Reading): readonly (readonly [string, string])[] {
  const plain = Object.entries(others).map(([key, value]) => [key, String(value)] as const);
  return [...plain, ...Object.entries(columns ?? {}).map(([role, name]) => [`columns.${role}`, name] as const)];
}

function wordOf(key: WordKeyName, value: string): string {
  const { values, says } = WORD_KEYS[key] as WordKey;
  const plain = value.trim().toLowerCase();
  for (const [word, names] of Object.entries(values)) {
    if (value === word || plain === word || names.includes(plain)) return word;
  }
  const words = wordsOf(key);
  const near = nearest(plain, words);
  throw badValue(key, value, `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`, near ?? words[0]!, says);
}

function textOf(key: string, value: string): string {
  const text = value.trim();
  if (text !== "") return text;
  throw badValue(key, value, "a name", key === "calendar" ? "NYSE" : "Close", "which one");
}

function zoneOf(value: string): string {
  const zone = zoneNamed(value);
  if (zone !== null) return zone.name;
  const place = "a zone by its IANA name: America/New_York";
  const near = nearZone(value) ?? "America/New_York";
  throw badValue("zone", value, place, near, "the zone of times that carry none");
}

function repairsOf(value: string): readonly Repair[] {
  const words = value.split(/[,+]/).map((word) => word.trim().toLowerCase());
  for (const word of words) {
    if (REPAIRS.includes(word as Repair)) continue;
    const list = `${REPAIRS.join(", ")}, or several with commas between`;
    throw badValue("repair", word, list, nearest(word, REPAIRS) ?? "drop", "what is mended");
  }
  return [...new Set(words)] as Repair[];
}

function roleOf(key: string, value: string): Role {
  const name = key.slice("columns.".length);
  const found = ROLES.find((role) => role.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(name, ROLES);
  throw new UsageError({
    code: "unknown-read-key",
    message: `--read ${key} names no kind of column.`,
    where: { flag: "--read", key, expected: ROLES.map((role) => `columns.${role}`).join(", "), received: key },
    help: near === null ? `The kinds are ${ROLES.join(", ")}.` : `Did you mean: --read columns.${near}=${value}`,
  });
}

function badValue(key: string, value: string, expected: string, near: string, says: string): UsageError {
  return new UsageError({
    code: "bad-read-value",
    message: `--read ${key}=${value} cannot be: ${key} says ${says}.`,
    where: { flag: "--read", key, expected, received: value },
    help: `It must be ${expected}.\nDid you mean: --read ${key}=${near}`,
  });
}

function unknownKey(key: string, value: string): UsageError {
  const role = nearest(key, ROLES);
  const isRole = ROLES.some((one) => one.toLowerCase() === key.toLowerCase());
  const near = isRole ? `columns.${role}` : nearest(key, READING_KEYS);
  const keys = `${READING_KEYS.join(", ")}, columns.NAME`;
  return new UsageError({
    code: "unknown-read-key",
    message: `There is no key "${key}" of --read.`,
    where: { flag: "--read", key, expected: keys, received: key },
    help: near === null ? `The keys are ${keys}.` : `Did you mean: --read ${near}=${value}`,
  });
}
