import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  YAMLError,
} from "yaml";
import { ConfigError } from "#base/errors";
import { type Environment, fillVariables } from "./environment.ts";
import type { Place } from "./origin.ts";
import { mistakeAt, placeAt, type Source } from "./spot.ts";
import { yamlMistake } from "./yaml-mistake.ts";

/** One value of a file and where it stands. */
export interface Located {
  /** Of a scalar its value by YAML 1.2; lists and maps as `items` and `entries`. */
  readonly value: unknown;
  /** Of a scalar what is written, variables filled in: "007" stays "007". */
  readonly text: string;
  /** As it stands in the file, variables unfilled. */
  readonly written: string;
  /** Names of the variables that the environment filled in. */
  readonly environment: readonly string[];
  readonly place: Place;
  readonly items: readonly Located[];
  readonly entries: ReadonlyMap<string, Entry>;
  readonly kind: "scalar" | "list" | "map";
}

export interface Entry {
  readonly keyPlace: Place;
  readonly value: Located;
}

/** Aliases may repeat what was said, but not so often that a small file becomes a large one. */
const MOST_VALUES = 20_000;

/**
 * The content of a YAML file with the place of everything, and what is wrong with it. The tree is null where the mistakes
 * leave no sense in it. Anchors and aliases are followed; variables are filled in scalars, never in keys.
 */
export function readYaml(
  source: Source,
  environment: Environment,
): { readonly tree: Located | null; readonly mistakes: readonly ConfigError[] } {
  let document: ReturnType<typeof parseDocument>;
  try {
    // Keys are compared here: the parser compares each with each.
    document = parseDocument(source.text, { prettyErrors: false, uniqueKeys: false, keepSourceTokens: false });
  } catch (cause) {
    return { tree: null, mistakes: [unreadable(source, cause)] };
  }
  const wrong = [...document.errors, ...document.warnings];
  // What follows a broken line is often the parser's guess: the first is the one to mend.
  if (wrong.length > 0) return { tree: null, mistakes: [yamlMistake(wrong[0]!, source)] };
  const mistakes: ConfigError[] = [];
  let count = 0;
  const anchors = new Map<string, Node>();
  let topKey: string | undefined;

  const scalar = (node: Scalar): Located => {
    const place = placeOf(node);
    const raw = typeof node.value === "string" ? node.value : (node.source ?? String(node.value ?? ""));
    const filled = fillVariables(raw, environment);
    if ("message" in filled) {
      const exact = node.type === "PLAIN" || node.type === undefined;
      const from = node.range![0] + (exact ? filled.at : 0);
      const spot = exact ? placeAt(source, from, from + filled.length) : place;
      mistakes.push(mistakeAt(spot, "unset-variable", filled.message, filled.help, topKey));
    }
    const text = "message" in filled ? raw : filled.text;
    const isPlain = node.type === "PLAIN";
    const value = text === raw ? node.value : isPlain ? plainValue(text) : text;
    const names = "message" in filled ? [] : filled.names;
    return { ...EMPTY, kind: "scalar", value, text, written: raw, environment: names, place };
  };

  const visit = (node: Node | null, at: Place, open: readonly Node[]): Located => {
    if (++count > MOST_VALUES) throw tooMuch(at);
    if (node === null) return { ...EMPTY, kind: "scalar", value: null, text: "", written: "", place: at };
    if (isAlias(node)) return visit(target(node, open), at, open);
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) return scalar(node);
    if (open.length > 64)
      throw mistakeAt(at, "yaml-too-deep", "values are nested too deeply", "A run file needs two levels.");
    const inside = [...open, node];
    const place = placeOf(node);
    if (isSeq(node)) {
      const items = node.items.map((item) => visit(isPair(item) ? null : (item as Node | null), place, inside));
      return { ...EMPTY, kind: "list", value: items.map((item) => item.value), items, place, ...shownAs(node) };
    }
    if (!isMap(node)) throw new TypeError("a node of YAML that is neither scalar, list nor map");
    const entries = new Map<string, Entry>();
    for (const { key, value } of node.items) {
      const keyNode = key as Node | null;
      const keyPlace = keyNode === null ? place : placeOf(keyNode);
      if (!isScalar(keyNode) || keyNode.value === null || String(keyNode.value) === "__proto__") {
        mistakes.push(mistakeAt(keyPlace, "bad-key", "a key must be a word", "Write each setting as: key: value"));
        continue;
      }
      const name = typeof keyNode.value === "string" ? keyNode.value : (keyNode.source ?? String(keyNode.value));
      const before = entries.get(name);
      if (before !== undefined) {
        const help = `It stands on line ${before.keyPlace.line} already: keep one of them.`;
        mistakes.push(mistakeAt(keyPlace, "duplicate-key", `the key "${name}" stands twice`, help, name));
        continue;
      }
      if (open.length === 0) topKey = name;
      entries.set(name, { keyPlace, value: visit(value as Node | null, keyPlace, inside) });
    }
    const value = Object.fromEntries([...entries].map(([name, entry]) => [name, entry.value.value]));
    return { ...EMPTY, kind: "map", value, entries, place, ...shownAs(node) };
  };

  const target = (alias: Alias, open: readonly Node[]): Node => {
    const place = placeOf(alias);
    const node = anchors.get(alias.source);
    if (node === undefined) {
      const help = "An anchor stands before the aliases that name it. A plain * at the start of a text needs quotes.";
      throw mistakeAt(place, "yaml-alias", `there is no anchor "${alias.source}" before this alias`, help);
    }
    if (open.includes(node)) {
      const help = "An alias cannot stand inside of what it repeats.";
      throw mistakeAt(place, "yaml-alias-loop", `the alias "${alias.source}" repeats itself without end`, help);
    }
    return node;
  };

  const shownAs = (node: Node) => {
    const text = source.text.slice(node.range![0], node.range![1]).trimEnd();
    return { text, written: text };
  };

  function placeOf(node: Node): Place {
    const [from, to] = node.range!;
    return placeAt(source, from, to);
  }

  try {
    const top = document.contents as Node | null;
    return { tree: top === null ? null : visit(top, placeAt(source, 0), []), mistakes };
  } catch (error) {
    if (error instanceof ConfigError) return { tree: null, mistakes: [...mistakes, error] };
    throw error;
  }
}

const EMPTY = { text: "", written: "", environment: [], items: [], entries: new Map<string, Entry>() } as const;

/** What a plain scalar means by YAML 1.2 once its variables are filled in. */
function plainValue(text: string): unknown {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  return text;
}

function tooMuch(place: Place): ConfigError {
  const help = "A run file holds some dozen. Aliases that repeat other aliases multiply.";
  return mistakeAt(place, "yaml-too-much", `the file holds more than ${MOST_VALUES} values`, help);
}

/** The parser gave up by an exception of its own, as on values nested thousands of levels deep. */
function unreadable(source: Source, cause: unknown): ConfigError {
  const message = cause instanceof YAMLError ? cause.message : "this cannot be read as YAML: it is nested too deeply";
  return mistakeAt(placeAt(source, 0), "yaml", message, "A run file holds keys and values: strategy: pairs");
}
