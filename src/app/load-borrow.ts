import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DataError } from "#base/errors";
import { parseBorrowRates } from "#engine/costs/borrow";
import { borrowRatesText, parseBorrowTable } from "#engine/costs/parse-borrow-table";
import type { CostSettings } from "#engine/costs/parse-costs";

/**
 * The costs of a run with the borrow rates of their table, if they name one; a rate given by itself wins over the table's.
 * Throws DataError for a file that cannot be read or is none.
 */
export function withBorrowTable(costs: CostSettings, projectFolder: string): CostSettings {
  const { borrowFile, ...others } = costs;
  if (borrowFile === undefined) return costs;
  const table = parseBorrowTable(textOf(borrowFile, projectFolder), borrowFile);
  return { ...others, borrowRates: borrowRatesText(table, parseBorrowRates(costs.borrowRates ?? "")) };
}

function textOf(path: string, projectFolder: string): string {
  try {
    return readFileSync(resolve(projectFolder, path), "utf8");
  } catch (cause) {
    throw new DataError({
      code: "borrow-table",
      message: `The table of borrow rates cannot be read: ${path}.`,
      where: { flag: "--costs", key: "borrow.file", file: path },
      help: "Check the path: it is read from the folder in which ivy runs.\nIts columns are symbol and rate.",
      cause,
    });
  }
}
