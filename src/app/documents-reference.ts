import { JSON_SCHEMAS } from "./json-schemas.ts";

const INTRODUCTION = `# Documents

What programs read: \`result.json\` of a run folder, and what \`--json\` prints. This page is made from the schemas that the
program checks its documents against; \`ivy schema NAME\` prints them as JSON Schema.

Numbers are full-precision doubles. Rates and returns are fractions, not percent. A figure that is not defined is \`null\`,
and its reason stands under \`notes\`. Times are ISO 8601 in UTC; daily bars carry the session date alone. The number behind
the slash rises when a name goes or changes its meaning; names are added without notice. The figures under \`metrics\`:
[metrics.md](metrics.md). The columns of the CSV files: [runs.md](runs.md). The keys of a run file:
[run-files.md](run-files.md).
`;

interface Shape {
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly prefixItems?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly additionalProperties?: Shape | boolean;
}

/** The reference of all documents that ivy writes as Markdown: docs/documents.md, whole. */
export async function documentsReference(): Promise<string> {
  const sections: string[] = [];
  for (const [name, { says, load }] of JSON_SCHEMAS) {
    if (name === "run-file") continue;
    const shape = (await load()) as Shape;
    sections.push(
      `## \`${shape.title}\`\n\nThis is ${says}.\n\n| key | type | what it says |\n|---|---|---|\n${rows(shape)}\n`,
    );
  }
  return `${INTRODUCTION}\n${sections.join("\n")}`;
}

function rows(shape: Shape, before = ""): string {
  const { properties = {}, required = [] } = shape;
  return Object.entries(properties)
    .flatMap(([key, inner]) => {
      const path = `${before}${key}`;
      const optional = required.includes(key) ? "" : "; not always there";
      const line = `| \`${path}\` | ${typeName(inner)}${optional} | ${inner.description ?? ""} |`;
      const below = isDocument(objectIn(inner)) ? "" : rows(objectIn(inner), pathBelow(path, inner));
      return below === "" ? [line] : [line, below];
    })
    .join("\n");
}

/** The object whose keys stand below this one: its own, that of its items, that beside null. */
function objectIn(shape: Shape): Shape {
  if (shape.items !== undefined) return objectIn(shape.items);
  const other = shape.anyOf?.find((one) => one.type !== "null");
  return other === undefined ? shape : objectIn(other);
}

/** A whole document inside another has a table of its own. */
function isDocument({ properties }: Shape): boolean {
  return properties?.schema?.const !== undefined;
}

function pathBelow(path: string, shape: Shape): string {
  return shape.items === undefined ? `${path}.` : `${path}[].`;
}

function typeName(shape: Shape): string {
  if (shape.const !== undefined) return `"${String(shape.const)}"`;
  if (shape.enum !== undefined) return shape.enum.map((value) => `"${String(value)}"`).join(" or ");
  if (shape.anyOf !== undefined) return [...new Set(shape.anyOf.map(typeName))].join(" or ");
  if (shape.prefixItems !== undefined) return `[${shape.prefixItems.map(typeName).join(", ")}]`;
  if (Array.isArray(shape.type)) return shape.type.map((type: string) => typeName({ type })).join(" or ");
  if (shape.type === "array") {
    const document = shape.items?.properties?.schema?.const;
    return document === undefined
      ? `list of ${plural(typeName(shape.items ?? {}))}`
      : `list of \`${String(document)}\``;
  }
  if (shape.type === "integer") return "whole number";
  if (shape.type === "string") return "text";
  if (shape.type !== "object") return String(shape.type ?? "anything");
  const values = shape.additionalProperties;
  return shape.properties === undefined && typeof values === "object" ? `name to ${typeName(values)}` : "object";
}

function plural(name: string): string {
  return name === "text" ? "texts" : `${name}s`;
}
