import { z } from "zod";
import type { ConfigError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Place } from "./origin.ts";
import type { Located } from "./read-yaml.ts";
import { runFileSchema, TYPED_KEYS } from "./run-file-schema.ts";
import { mistakeAt } from "./spot.ts";

/** All keys that do not exist and all values of the wrong kind, in sections as at the top, in the order of the lines. */
export function checkShape(tree: Located, whole: z.ZodObject = runFileSchema): readonly ConfigError[] {
  if (tree.kind !== "map") return [notAMap(tree)];
  const schema = withChosenForms(whole, tree);
  const mistakes: ConfigError[] = [];
  const plain: Record<string, unknown> = {};
  for (const [key, { value, keyPlace }] of tree.entries) {
    if (!Object.hasOwn(schema.shape, key)) mistakes.push(unknownKey(key, keyPlace, Object.keys(schema.shape)));
    else if (value.kind === "scalar" && value.value === null) mistakes.push(noValue(key, keyPlace));
    else plain[key] = TYPED_KEYS.has(key) ? value.value : textOf(value);
  }
  const { error } = schema.safeParse(plain);
  for (const { path, message, code, ...issue } of error?.issues ?? []) {
    const at = locate(tree, path);
    if (code === "unrecognized_keys") {
      const known = keysOf(schema, path);
      for (const key of (issue as { keys: readonly string[] }).keys) {
        mistakes.push(unknownKey(key, at.entries.get(key)?.keyPlace ?? at.place, known));
      }
      continue;
    }
    const key = path.join(".");
    if (code === "too_small" && at.kind === "list") {
      const help = "Give it one entry at least, or take the line out: what is not said has its default.";
      mistakes.push(mistakeAt(at.place, "wrong-value", `"${key}" is an empty list`, help, key));
      continue;
    }
    const allowed = code === "invalid_value" ? (issue as { values: readonly unknown[] }).values.map(String) : [];
    const near = at.kind === "scalar" ? nearest(at.text, allowed) : null;
    const isMissing = at.kind === "scalar" && at.value === null;
    mistakes.push(
      mistakeAt(
        at.place,
        "wrong-value",
        isMissing ? `"${key}" has no value` : `"${key}" cannot be ${shown(at)}`,
        near === null ? `It must be ${message}.` : `did you mean "${near}"?\nIt must be ${message}.`,
        key,
      ),
    );
  }
  return mistakes.sort((a, b) => a.where.line! - b.where.line! || a.where.column! - b.where.column!);
}

/** Of a key that takes a text or a section the section alone, where a map is given: its mistakes are said one by one. */
function withChosenForms(schema: z.ZodObject, tree: Located): z.ZodObject {
  const chosen: Record<string, z.ZodType> = {};
  for (const [key, { value }] of tree.entries) {
    const field = Object.hasOwn(schema.shape, key) ? bareOf(schema.shape[key] as z.ZodType) : null;
    if (value.kind !== "map" || !(field instanceof z.ZodUnion)) continue;
    const section = (field.options as readonly z.ZodType[]).find((option) => option instanceof z.ZodObject);
    if (section !== undefined) chosen[key] = section.optional();
  }
  return Object.keys(chosen).length === 0 ? schema : schema.extend(chosen);
}

function bareOf(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
}

function textOf(value: Located): unknown {
  if (value.kind === "scalar") return value.text;
  return value.kind === "list"
    ? value.items.map((item) => (item.kind === "scalar" ? item.text : item.value))
    : value.value;
}

function locate(tree: Located, path: readonly PropertyKey[]): Located {
  let at = tree;
  for (const part of path) {
    const next = typeof part === "number" ? at.items[part] : at.entries.get(String(part))?.value;
    if (next === undefined) break;
    at = next;
  }
  return at;
}

/** A value in words, as it is written: what a variable holds is not shown. */
function shown({ kind, written, text }: Located): string {
  if (kind !== "scalar") return `a ${kind}`;
  const words = written === "" ? text : written;
  return words.trim() === "" ? "empty" : words.length > 60 ? `${words.slice(0, 57)}…` : words;
}

/** The keys that the section at a path may have. */
function keysOf(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const bare = bareOf(schema);
  if (!(bare instanceof z.ZodObject)) return [];
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(bare.shape);
  return keysOf(bare.shape[String(first)] as z.ZodType, rest);
}

function unknownKey(key: string, place: Place, known: readonly string[]): ConfigError {
  const near = nearest(key, known);
  const help =
    near === null
      ? `The keys are ${listed(known)}.`
      : near.toLowerCase() === key.toLowerCase()
        ? `did you mean "${near}"? Keys are written in lower case.`
        : `did you mean "${near}"?`;
  return mistakeAt(place, "unknown-key", `unknown key "${key}"`, help, key);
}

function noValue(key: string, place: Place): ConfigError {
  const help = "Give it one, or take the line out: what is not said has its default.";
  return mistakeAt(place, "no-value", `"${key}" has no value`, help, key);
}

function notAMap({ kind, text, place }: Located): ConfigError {
  const pair = /^([\w-]+):(\S.*)$/.exec(text.trim());
  const help =
    kind === "scalar" && pair !== null
      ? `Write a space after the colon: ${pair[1]}: ${pair[2]}`
      : "Write each setting on a line of its own: strategy: pairs";
  const words = kind === "list" ? "a list" : "a text";
  return mistakeAt(place, "config-not-a-map", `a run file holds keys and values, not ${words}`, help);
}

/** Names with commas between, in lines that fit a terminal. */
function listed(names: readonly string[]): string {
  const lines = [""];
  for (const name of names) {
    const last = lines.at(-1)!;
    if (last.length + name.length > 56) lines.push(name);
    else lines[lines.length - 1] = last === "" ? name : `${last}, ${name}`;
  }
  return lines.join(",\n");
}
