import { z } from "zod";
import { costsSection } from "#engine/costs/run-file";
import { runFileSchema } from "./run-file-schema.ts";
import { sectionJsonSchema } from "./section-json-schema.ts";
import { TRADING_SECTIONS, type TradingSectionName } from "./trading-sections.ts";

interface JsonSchema {
  [key: string]: unknown;
}

export type DocumentShape = z.ZodType;

/** The JSON Schema (draft 2020-12) of a document that ivy writes. */
export function documentJsonSchema(title: string, schema: DocumentShape): object {
  const { $schema, ...shape } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "output" }) as JsonSchema;
  return { $schema, title, ...shape };
}

/**
 * The JSON Schema (draft 2020-12) of a run file, as editors read it: what the parser of YAML makes of a value without
 * quotes (a year is a number) and variables of the environment are allowed where the loader allows them.
 */
export function runFileJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(runFileSchema, { target: "draft-2020-12", io: "input" }) as JsonSchema;
  const properties = schema.properties as Record<string, JsonSchema>;
  return {
    $schema: schema.$schema,
    title: "ivy run file",
    description: "What to run, on which prices, with what money: ivy backtest --config FILE",
    type: "object",
    properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, asWritten(key, value)])),
    additionalProperties: false,
  };
}

function sectionOf(name: TradingSectionName): JsonSchema {
  // Models of costs have keys of their own, which their room knows best.
  if (name !== "costs") return sectionJsonSchema(TRADING_SECTIONS[name]);
  const { $schema, ...shape } = z.toJSONSchema(costsSection, { target: "draft-2020-12", io: "input" }) as JsonSchema;
  return shape;
}

const VARIABLE = { type: "string", pattern: "\\$\\{[A-Za-z_]\\w*(:-[^}]*)?\\}" };

/** Keys that take a year, or a word of digits, without quotes. */
const DIGITS = new Set(["from", "to", "tickers"]);

function asWritten(key: string, { description, examples, ...shape }: JsonSchema): JsonSchema {
  const said = { description, ...(examples !== undefined && { examples }) };
  if (key in TRADING_SECTIONS) return { ...said, ...sectionOf(key as TradingSectionName) };
  if (key === "from" || key === "to") return { ...said, type: ["string", "integer"] };
  if (DIGITS.has(key)) {
    const item = { type: ["string", "integer"] };
    return { ...said, anyOf: [{ type: "string" }, { type: "array", minItems: 1, items: item }] };
  }
  if (shape.type === "boolean" || shape.enum !== undefined) return { ...said, anyOf: [shape, VARIABLE] };
  return { ...said, ...shape };
}
