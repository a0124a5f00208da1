import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { DocumentShape } from "#config/json-schema";

/** A document that other programs read or write, and its JSON Schema. */
interface Described {
  readonly says: string;
  readonly load: () => Promise<object>;
}

/** Every document, by the name that `ivy schema` takes. */
export const JSON_SCHEMAS: ReadonlyMap<string, Described> = new Map([
  [
    "run-file",
    {
      says: "a run file: ivy backtest --config FILE",
      load: async () => (await import("#config/json-schema")).runFileJsonSchema(),
    },
  ],
  [
    "backtest",
    {
      says: "result.json, and what ivy backtest --json prints",
      load: async () => documentSchema("ivy.backtest/1", (await import("#results/documents/backtest")).backtestSchema),
    },
  ],
  [
    "comparison",
    {
      says: "what ivy backtest --json prints of several strategies",
      load: async () =>
        documentSchema("ivy.comparison/1", (await import("#results/documents/comparison")).comparisonSchema),
    },
  ],
  [
    "runs",
    {
      says: "what ivy runs list --json prints",
      load: async () => documentSchema("ivy.runs/1", (await import("#results/documents/runs")).runsSchema),
    },
  ],
  [
    "data-cache",
    {
      says: "what ivy data cache --json prints",
      load: async () =>
        documentSchema("ivy.data-cache/1", (await import("#results/documents/data-cache")).dataCacheSchema),
    },
  ],
  [
    "data-generate",
    {
      says: "what ivy data generate --json prints",
      load: async () =>
        documentSchema("ivy.data-generate/1", (await import("#results/documents/data-generate")).dataGenerateSchema),
    },
  ],
  [
    "data",
    {
      says: "what ivy data show --json prints",
      load: async () => documentSchema("ivy.data/1", (await import("#results/documents/data")).dataSchema),
    },
  ],
  [
    "validation",
    {
      says: "what ivy data validate --json prints",
      load: async () =>
        documentSchema("ivy.validation/1", (await import("#results/documents/validation")).validationSchema),
    },
  ],
  [
    "data-set",
    {
      says: "what ivy data show --json prints of several tickers",
      load: async () => documentSchema("ivy.data-set/1", (await import("#results/documents/data")).dataSetSchema),
    },
  ],
  [
    "data-list",
    {
      says: "what ivy data list --json prints",
      load: async () =>
        documentSchema("ivy.data-list/1", (await import("#results/documents/data-list")).dataListSchema),
    },
  ],
  [
    "pull",
    {
      says: "what ivy data pull --json prints",
      load: async () => documentSchema("ivy.pull/1", (await import("#results/documents/pull")).pullSchema),
    },
  ],
  [
    "import",
    {
      says: "what ivy data import --json prints",
      load: async () => documentSchema("ivy.import/1", (await import("#results/documents/import")).importSchema),
    },
  ],
  [
    "lock",
    {
      says: "the file of ivy backtest --lock FILE",
      load: async () => documentSchema("ivy.lock/1", (await import("#results/documents/lock")).lockSchema),
    },
  ],
  [
    "config-check",
    {
      says: "what ivy config check --json prints",
      load: async () =>
        documentSchema("ivy.config-check/1", (await import("#results/documents/config-check")).configCheckSchema),
    },
  ],
  [
    "error",
    {
      says: "what any command with --json prints when it fails",
      load: async () => documentSchema("ivy.error/1", (await import("#results/documents/error")).errorSchema),
    },
  ],
]);

/** The JSON Schema (draft 2020-12) of a document, by its name. Throws UsageError with the near miss. */
export async function jsonSchema(name: string): Promise<object> {
  const found = JSON_SCHEMAS.get(name);
  if (found !== undefined) return found.load();
  const names = [...JSON_SCHEMAS.keys()];
  const plain = name.replace(/^ivy\./, "").replace(/\/\d+$/, "");
  const near = nearest(plain, names);
  throw new UsageError({
    code: "unknown-schema",
    message: `There is no schema "${name}".`,
    where: { received: name, expected: names.join(", ") },
    help: near === null ? "See: ivy schema" : `Did you mean: ivy schema ${near}`,
  });
}

async function documentSchema(title: string, schema: DocumentShape): Promise<object> {
  const { documentJsonSchema } = await import("#config/json-schema");
  return documentJsonSchema(title, schema);
}
