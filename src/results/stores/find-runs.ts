import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { IoError } from "#base/errors";
import { type BacktestDocument, backtestSchema } from "../documents/backtest.ts";
import { hashOf } from "../run-id.ts";
import { codeOf } from "./not-written.ts";
import { looksLikeRun } from "./own-files.ts";
import { RESULT_FILE, type RunInfo, readInfo } from "./run-info.ts";

/** A folder in which a run is stored, or was before something happened to it. */
export interface RunFolder {
  readonly path: string;
  /** The run's id. */
  readonly run: string;
  readonly hash: string;
  readonly verb: string;
}

/** A run as it was written. */
export interface StoredResult {
  readonly document: BacktestDocument;
  /** The exact bytes of result.json. */
  readonly json: string;
  /** null where run.json is lost: when the run was made is not known then. */
  readonly info: RunInfo | null;
}

/**
 * The run folders under a folder of reports: reports/<verb>/<run-id>, and run folders that lie in it directly. Sorted by
 * path. Empty where the folder is not there. Throws IoError where it cannot be read.
 */
export function findRunFolders(reports: string): RunFolder[] {
  const found: RunFolder[] = [];
  for (const outer of foldersIn(reports)) {
    const path = join(reports, outer);
    if (isRunFolder(path)) {
      found.push(runFolder(path, "backtest"));
      continue;
    }
    for (const inner of foldersIn(path)) {
      const run = join(path, inner);
      if (looksLikeRun(run)) found.push(runFolder(run, outer));
    }
  }
  return found;
}

/** True for a folder that holds a result of a run. */
export function isRunFolder(path: string): boolean {
  return existsSync(join(path, RESULT_FILE)) && looksLikeRun(path);
}

/** A folder as a run's; its name is the id, or the id stands in its document where --out gave it another name. */
export function runFolder(path: string, verb: string): RunFolder {
  const name = basename(path);
  const run = /(?:^|-)[0-9a-f]{6}$/.test(name) ? name : (idIn(path) ?? name);
  return { path, run, hash: hashOf(run), verb };
}

function idIn(path: string): string | null {
  try {
    const { run } = JSON.parse(readFileSync(join(path, RESULT_FILE), "utf8")) as { run?: unknown };
    return typeof run === "string" ? run : null;
  } catch {
    // Damaged: reading it as a whole says so.
    return null;
  }
}

/** Hidden folders are being written or removed; they are no runs. */
function foldersIn(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return [];
    throw new IoError({
      code: "runs-not-read",
      message: `The runs in ${folder} cannot be read${codeOf(cause) === "ENOTDIR" ? ": it is a file, not a folder" : ""}.`,
      where: { file: folder, received: codeOf(cause) },
      help: "Check the folder and its permissions, or name another with --in.",
      cause,
    });
  }
  return names.filter((name) => !name.startsWith(".") && isFolder(join(folder, name))).sort();
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Gone since, or a link that leads to itself.
    return false;
  }
}

/** Reads a stored run. Throws IoError (`run-damaged`) where its document is missing, cut off or of another form. */
export function readRun({ path }: RunFolder): StoredResult {
  const file = join(path, RESULT_FILE);
  let json: string;
  try {
    json = readFileSync(file, "utf8");
  } catch (cause) {
    throw damaged(
      path,
      codeOf(cause) === "ENOENT" ? `${RESULT_FILE} is missing` : `${RESULT_FILE} cannot be read`,
      cause,
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (cause) {
    throw damaged(path, `${RESULT_FILE} is cut off or no JSON`, cause);
  }
  const checked = backtestSchema.safeParse(parsed);
  if (!checked.success) {
    const { schema } = (parsed ?? {}) as { schema?: unknown };
    if (typeof schema === "string" && /^ivy\.backtest\//.test(schema) && schema !== SCHEMA)
      throw ofAnotherIvy(path, schema);
    const [first] = checked.error.issues;
    const key = first?.path.join(".") ?? "";
    throw damaged(path, `${RESULT_FILE} is of another form${key === "" ? "" : `, first at "${key}"`}`, checked.error);
  }
  return { document: parsed as BacktestDocument, json, info: readInfo(path) };
}

const SCHEMA = "ivy.backtest/1";

function ofAnotherIvy(path: string, schema: string): IoError {
  return new IoError({
    code: "run-of-another-ivy",
    message: `The run in ${path} was written by another version of ivy.`,
    where: { file: path, expected: SCHEMA, received: schema },
    help: "Read it with that version, or make the run again.",
  });
}

function damaged(path: string, what: string, cause: unknown): IoError {
  return new IoError({
    code: "run-damaged",
    message: `The run in ${path} is damaged: ${what}.`,
    where: { file: path },
    help: "Run it again, which replaces it, or remove it: ivy runs rm RUN",
    cause,
  });
}
