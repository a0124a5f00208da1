import type { Command } from "../command.ts";

async function schemaNames(): Promise<readonly string[]> {
  return [...(await import("#app/json-schemas")).JSON_SCHEMAS.keys()];
}

export const schema: Command = {
  about: "Prints the JSON Schema (draft 2020-12) of a document that ivy reads or writes; without NAME, what there is.",
  words: [
    {
      name: "NAME",
      description: "one that ivy schema lists",
      required: false,
      completes: schemaNames,
    },
  ],
  examples: [
    { line: "ivy schema", says: "the documents there are" },
    { line: "ivy schema run-file", says: "for an editor: what a run file may say" },
  ],
  readOn: ["docs/run-files.md"],
  declare: () => {},
  run: async (flags, terminal, [name]) => {
    const { JSON_SCHEMAS, jsonSchema } = await import("#app/json-schemas");
    if (name !== undefined) {
      terminal.writeOut(`${JSON.stringify(await jsonSchema(name), null, 2)}\n`);
    } else if (flags.json === true) {
      terminal.writeOut(`${JSON.stringify({ schemas: [...JSON_SCHEMAS.keys()] })}\n`);
    } else if (flags.quiet !== true) {
      const rows = [...JSON_SCHEMAS].map(([key, { says }]) => `  ${key.padEnd(14)}${says}\n`);
      terminal.writeOut(`${rows.join("")}\nOne of them:  ivy schema run-file\n`);
    }
    return 0;
  },
};
