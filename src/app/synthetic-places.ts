import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "#base/errors";
import { shownPath } from "#base/shown-path";
import { SYNTHETIC_MARK } from "#market-data/synthetic/synthetic-csv";

/** The form of the files that are written. */
export type Form = "csv" | "parquet";

const ENDING = /\.(?:csv|parquet)$/i;

/** Throws UsageError for a form that does not go with the file, and for one that there is not. */
export function formOf(asked: string | null, out: string): Form {
  const ofFile = (ENDING.exec(out)?.[0].slice(1).toLowerCase() as Form | undefined) ?? null;
  if (asked === null || asked === ofFile) return ofFile ?? "csv";
  if (ofFile === null && (asked === "csv" || asked === "parquet")) return asked;
  throw new UsageError({
    code: "bad-form",
    message: ofFile === null ? `--form ${asked} is no form of a file.` : `--out ${out} is no ${asked} file.`,
    where: { flag: "--form", received: asked, expected: "csv or parquet" },
    help: ofFile === null ? "Write --form csv or --form parquet" : "Leave --form out: the ending says it.",
  });
}

/** The path of `--out` where it names a file; null where it names a folder. */
export function fileOf(out: string, projectFolder: string): string | null {
  const path = resolve(projectFolder, out);
  return ENDING.test(out) && !(existsSync(path) && statSync(path).isDirectory()) ? path : null;
}

/** Where each series goes. Throws UsageError for a file of another form or name, and for several series in one. */
export function pathsOf(
  tickers: readonly string[],
  out: string,
  file: string | null,
  form: Form,
  projectFolder: string,
): readonly string[] {
  const isOther = file !== null && tickers.length === 1 && nameOf(file).toLowerCase() !== tickers[0]!.toLowerCase();
  const isForm = /\.(gz|json|zip|tsv|txt|xlsx)$/i.test(out);
  if (out.trim() === "" || isForm || isOther || (file !== null && tickers.length > 1)) {
    const why = isForm
      ? "Synthetic series are written as CSV or Parquet."
      : isOther
        ? `${out} would be read as ${nameOf(file!)}, not as ${tickers[0]}: a file's name is its ticker.`
        : `${out} is one file, for ${tickers.length} series.`;
    const folder = dirname(out) === "." ? "data/" : `${dirname(out)}/`;
    throw new UsageError({
      code: "bad-out",
      message: out.trim() === "" ? "--out is empty." : why,
      where: { flag: "--out", received: out, expected: "a folder, or a file NAME.csv or NAME.parquet for one series" },
      help: isOther ? `Leave --tickers out, or name a folder: --out ${folder}` : `Name a folder: --out ${folder}`,
    });
  }
  return file === null ? tickers.map((ticker) => join(resolve(projectFolder, out), `${ticker}.${form}`)) : [file];
}

/** The ticker that a file of prices is read as. */
export function nameOf(file: string): string {
  return basename(file).replace(ENDING, "");
}

/** Real prices are never written over; synthetic ones only when asked. */
export function refuseOccupied(path: string, force: boolean, projectFolder: string): void {
  if (!existsSync(path)) return;
  const file = shownPath(path, projectFolder);
  const isSynthetic = statSync(path).isFile() && hasMark(path);
  if (isSynthetic && force) return;
  throw new UsageError({
    code: "file-exists",
    message: isSynthetic ? `${file} is there already.` : `${file} is there already, and is no synthetic series.`,
    where: { file },
    help: isSynthetic
      ? "Replace it with --force, or write elsewhere with --out."
      : "It is never replaced: write elsewhere with --out, or take other names with --tickers.",
  });
}

/** In the first line of a CSV file, and at the end of a Parquet file, where what it says of itself stands. */
function hasMark(path: string): boolean {
  const { size } = statSync(path);
  const isParquet = /\.parquet$/i.test(path);
  const bytes = new Uint8Array(isParquet ? Math.min(size, 1 << 20) : SYNTHETIC_MARK.length);
  const file = openSync(path, "r");
  try {
    readSync(file, bytes, 0, bytes.length, isParquet ? size - bytes.length : 0);
  } finally {
    closeSync(file);
  }
  const text = new TextDecoder("latin1").decode(bytes);
  return isParquet ? text.includes("ivy data generate ") : text === SYNTHETIC_MARK;
}
