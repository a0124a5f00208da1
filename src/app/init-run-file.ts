import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { IoError, UsageError } from "#base/errors";
import { makeFolder } from "#base/make-folder";
import { shownPath } from "#base/shown-path";
import { WRITE_FAILURES } from "#base/write-failure";
import { runFileJsonSchema } from "#config/json-schema";
import { startingFile } from "#config/starting-file";

export interface InitRequest {
  /** As typed. */
  readonly file: string;
  /** An existing file may be replaced. */
  readonly force: boolean;
  readonly projectFolder: string;
}

export interface InitOutcome {
  /** As a person would type them, from the project folder. */
  readonly file: string;
  readonly schema: string;
}

/** The schema of a local install, and where it is written when there is none. */
const INSTALLED = "node_modules/ivy-quant/schema/run-file.json";
const OWN = ".ivy/run-file.schema.json";

/**
 * Writes a run file to start from, and the schema that editors read where no local install has it. All of a file or
 * nothing is written. Throws UsageError where the file is there already, IoError where it cannot be written.
 */
export async function initRunFile({ file, force, projectFolder }: InitRequest): Promise<InitOutcome> {
  const path = resolve(projectFolder, file);
  if (file.trim() === "" || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new UsageError({
      code: "not-a-file",
      message: file.trim() === "" ? "The name of the file is empty." : `${file} is a folder.`,
      where: { received: file },
      help: `Name a file, for example: ivy config init ${file.trim() === "" ? "" : `${file.replace(/\/+$/, "")}/`}run.yaml`,
    });
  }
  if (existsSync(path) && !force) {
    throw new UsageError({
      code: "file-exists",
      message: `${file} is there already.`,
      where: { file },
      help: `Name another file, or replace it: ivy config init ${file} --force`,
    });
  }
  const isInstalled = existsSync(join(projectFolder, INSTALLED));
  const schema = join(projectFolder, isInstalled ? INSTALLED : OWN);
  if (!isInstalled) await writeWhole(schema, `${JSON.stringify(runFileJsonSchema(), null, 2)}\n`);
  const fromFile = relative(dirname(path), schema).split(sep).join("/");
  await writeWhole(path, startingFile(fromFile.startsWith(".") ? fromFile : `./${fromFile}`));
  return { file: shownPath(path, projectFolder), schema: shownPath(schema, projectFolder) };
}

async function writeWhole(path: string, text: string): Promise<void> {
  const { writeSynced } = await import("#results/stores/synced-files");
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}.new`);
  try {
    makeFolder(dirname(path), { mkdirSync, statSync });
    rmSync(fresh, { force: true });
    writeSynced(fresh, text);
    renameSync(fresh, path);
  } catch (cause) {
    rmSync(fresh, { force: true });
    const code = (cause as { code?: string }).code;
    throw new IoError({
      code: "config-not-written",
      message: `${path} could not be written: ${WHY[code ?? ""] ?? String(cause)}.`,
      where: { file: path, ...(code !== undefined && { received: code }) },
      help: "Name a file in a folder that you may write to.",
      cause,
    });
  }
}

const WHY: Readonly<Record<string, string>> = {
  ...WRITE_FAILURES,
  ENOENT: "its folder cannot be made",
  EISDIR: "it is a folder",
};
