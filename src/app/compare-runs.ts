import { UsageError } from "#base/errors";
import type { ComparisonDocument } from "#results/documents/comparison";
import { documentJson } from "#results/documents/document-json";
import type { RunFolder } from "#results/stores/find-runs";
import { findRun, type RunsPlace } from "./find-run.ts";
import { packageVersion } from "./package-version.ts";

export interface RunsComparison {
  /** The hashes of the runs, in the order asked. */
  readonly hashes: readonly string[];
  readonly document: ComparisonDocument;
  /** What `--json` prints. */
  readonly json: string;
}

/** Stored runs side by side, from their files alone. Throws UsageError for fewer than two, or for one named twice. */
export async function compareRuns(
  words: readonly string[],
  place: RunsPlace,
  packageFolder: string,
): Promise<RunsComparison> {
  if (words.length < 2) {
    throw new UsageError({
      code: "too-few-runs",
      message: "ivy runs compare needs two runs or more.",
      where: { received: words.join(" ") },
      help: `Name another beside ${words[0] ?? "the first"}. See them all: ivy runs list`,
    });
  }
  const { readRun } = await import("#results/stores/find-runs");
  const folders: RunFolder[] = [];
  for (const word of words) {
    const folder = await findRun(word, place);
    if (folders.some(({ path }) => path === folder.path)) throw namedTwice(word, folder);
    folders.push(folder);
  }
  const runs = folders.map((folder) => readRun(folder).document);
  const document: ComparisonDocument = { schema: "ivy.comparison/1", ivy: packageVersion(packageFolder), runs };
  return { hashes: folders.map(({ hash }) => hash), document, json: documentJson(document) };
}

function namedTwice(word: string, { run }: RunFolder): UsageError {
  return new UsageError({
    code: "run-twice",
    message: `"${word}" names ${run}, which is in the comparison already.`,
    where: { received: word },
    help: "Name each run once.",
  });
}
