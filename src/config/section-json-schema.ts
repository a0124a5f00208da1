import { allowedWords, type SettingRow } from "#base/setting-table";
import type { TradingSection } from "./trading-sections.ts";

interface JsonSchema {
  [key: string]: unknown;
}

/** A key with what it takes itself, and the keys of the map that may stand in its place. */
interface Branch {
  own: JsonSchema | null;
  readonly inner: Map<string, Branch>;
}

const VARIABLE = { type: "string", pattern: "\\$\\{[A-Za-z_]\\w*(:-[^}]*)?\\}" };

/** The JSON Schema of a section of trading, for editors: every key with what it says, and those with dots in maps. */
export function sectionJsonSchema({ table, texts = {}, maps = {} }: TradingSection): JsonSchema {
  const root: Branch = { own: null, inner: new Map() };
  for (const [key, row] of Object.entries(table)) branchAt(root, key).own = valueSchema(row);
  for (const [key, says] of Object.entries(texts)) {
    branchAt(root, key).own = { type: ["string", "number"], description: says };
  }
  for (const [key, says] of Object.entries(maps)) {
    const branch = branchAt(root, key);
    const names = { type: "object", description: says, additionalProperties: { type: ["string", "number"] } };
    branch.own = branch.own === null ? names : { anyOf: [branch.own, names] };
  }
  return objectOf(root);
}

function branchAt(root: Branch, key: string): Branch {
  let at = root;
  for (const part of key.split(".")) {
    let next = at.inner.get(part);
    if (next === undefined) {
      next = { own: null, inner: new Map() };
      at.inner.set(part, next);
    }
    at = next;
  }
  return at;
}

function objectOf({ inner }: Branch): JsonSchema {
  const properties = Object.fromEntries([...inner].map(([key, branch]) => [key, schemaOf(branch)]));
  return { type: "object", properties, additionalProperties: false };
}

function schemaOf(branch: Branch): JsonSchema {
  const { own, inner } = branch;
  if (inner.size === 0) return own!;
  if (own === null) return objectOf(branch);
  // A map in its place says its own value under "method".
  const withMethod: Branch = { own: null, inner: new Map([["method", { own, inner: new Map() }], ...inner]) };
  return { anyOf: [own, objectOf(withMethod)] };
}

function valueSchema(row: SettingRow): JsonSchema {
  const description = `${row.says[0]!.toUpperCase()}${row.says.slice(1)}: ${allowedWords(row)}.`;
  if (row.kind === "flag") return { description, anyOf: [{ type: "boolean" }, VARIABLE] };
  if (row.kind === "word") return { description, anyOf: [{ enum: [...row.words] }, VARIABLE] };
  return { description, type: ["number", "string"] };
}
