import { DataError } from "#base/errors";

/** The error for a file that has no bar of a ticker. */
export function noRows(file: string, symbol: string): DataError {
  return new DataError({
    code: "no-rows",
    message: `${file} has no prices of ${symbol}.`,
    where: { file, symbol },
    help: "A price file has one row per bar under its header: get the file again, or name another ticker.",
  });
}
