import { runFileJsonSchema } from "./json-schema.ts";
import { yamlText } from "./yaml-text.ts";

/** The table of docs/run-files.md: every key of a run file, what it says, and an example. A test holds the two equal. */
export function keysReference(): string {
  const properties = runFileJsonSchema().properties as Record<string, { description: string; examples?: unknown[] }>;
  const rows = Object.entries(properties).map(
    ([key, { description, examples = [] }]) => `| \`${key}\` | ${description} | ${examples.map(shown).join(", ")} |`,
  );
  return ["| key | what it says | for example |", "|---|---|---|", ...rows, ""].join("\n");
}

function shown(example: unknown): string {
  if (typeof example === "object" && example !== null && !Array.isArray(example)) {
    const pairs = Object.entries(example).map(([name, value]) => `${name}: ${yamlText(value as number)}`);
    return `\`{ ${pairs.join(", ")} }\``;
  }
  return `\`${yamlText(example as string | readonly string[])}\``;
}
