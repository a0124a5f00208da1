import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SETTING_KEYS } from "./given-settings.ts";
import { runFileJsonSchema } from "./json-schema.ts";
import { keysReference } from "./keys-reference.ts";
import { RUN_FILE_KEYS, TYPED_KEYS } from "./run-file-schema.ts";
import { TRADING_SECTION_NAMES } from "./trading-sections.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

describe("the schema of a run file", () => {
  it("has every setting that a flag has, and every section, and the two keys that no flag is", () => {
    // The query stands in the map under data.
    const keys = SETTING_KEYS.filter((key) => key !== "sql");
    expect([...RUN_FILE_KEYS].sort()).toEqual([...keys, ...TRADING_SECTION_NAMES, "include", "params"].sort());
    for (const key of TYPED_KEYS) expect(RUN_FILE_KEYS).toContain(key);
  });

  it("tells an editor what every key is, and refuses others", () => {
    const { properties, additionalProperties, $schema } = runFileJsonSchema() as {
      properties: Record<string, { description: string }>;
      additionalProperties: boolean;
      $schema: string;
    };
    for (const [key, { description }] of Object.entries(properties)) expect(description, key).toMatch(/\w.*\.$/);
    expect(Object.keys(properties)).toEqual(RUN_FILE_KEYS);
    expect(additionalProperties).toBe(false);
    expect($schema).toBe("https://json-schema.org/draft/2020-12/schema");
  });

  it("is published as it is: ivy schema run-file > schema/run-file.json", () => {
    expect(JSON.parse(read("schema/run-file.json"))).toEqual(JSON.parse(JSON.stringify(runFileJsonSchema())));
  });

  it("is the table of docs/run-files.md", () => {
    expect(read("docs/run-files.md")).toContain(keysReference());
  });
});
