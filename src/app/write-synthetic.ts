import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { IoError } from "#base/errors";
import { makeFolder } from "#base/make-folder";
import type { Progress } from "#base/progress";
import { WRITE_FAILURES } from "#base/write-failure";
import type { BarSeries } from "#domain/bars";
import { syntheticCsv } from "#market-data/synthetic/synthetic-csv";
import type { RunContent } from "#results/stores/run-content";
import type { Form } from "./synthetic-places.ts";

const WORK = { label: "writing synthetic series", parts: "files" };

/** What a system says in fewer words than a person needs. */
const WHY: Readonly<Record<string, string>> = { ...WRITE_FAILURES, ENOENT: "the folder cannot be made" };

/** Writes each series to its path, with the command that made it; all of them or none. Throws IoError. */
export async function writeSynthetic(
  series: readonly BarSeries[],
  paths: readonly string[],
  { form, command, progress }: { form: Form; command: string; progress: Progress | undefined },
): Promise<void> {
  const contentOf = await contents(form, command);
  const { writeSynced } = await import("#results/stores/synced-files");
  const fresh = paths.map((path) => join(dirname(path), `.${basename(path)}.${process.pid}.new`));
  try {
    for (const [i, one] of series.entries()) {
      progress?.step(WORK, i, series.length);
      makeFolder(dirname(paths[i]!), { mkdirSync, statSync });
      rmSync(fresh[i]!, { force: true });
      writeSynced(fresh[i]!, contentOf(one));
    }
    for (const [i, path] of paths.entries()) renameSync(fresh[i]!, path);
    progress?.step(WORK, series.length, series.length);
  } catch (cause) {
    for (const path of fresh) if (existsSync(path)) rmSync(path);
    const code = (cause as { code?: string }).code ?? "";
    const folder = dirname(paths[0]!);
    throw new IoError({
      code: "data-not-written",
      message: `The series were not written to ${folder}: ${WHY[code] ?? String(cause)}.`,
      where: { file: folder, ...(code !== "" && { received: code }) },
      help: "Write elsewhere with --out. Nothing half-written was left behind.",
      cause,
    });
  }
}

async function contents(form: Form, command: string): Promise<(series: BarSeries) => RunContent> {
  if (form === "csv") return (series) => () => syntheticCsv(series, command);
  const { syntheticParquet } = await import("#market-data/adapters/synthetic-parquet");
  return (series) => syntheticParquet(series, command);
}
