import { parseBorrowRates } from "#engine/costs/borrow";
import { borrowRatesText, parseBorrowTable } from "#engine/costs/parse-borrow-table";
import type { CostSettings } from "#engine/costs/parse-costs";
import { textOfSetting } from "./text-of-setting.ts";

const FILE = {
  flag: "--costs",
  key: "borrow.file",
  code: "borrow-table",
  what: "table of borrow rates",
  columns: "symbol and rate",
};

/**
 * The costs of a run with the borrow rates of their table, if they name one; a rate given by itself wins over the table's.
 * Throws DataError for a file that cannot be read or is none.
 */
export function withBorrowTable(costs: CostSettings, projectFolder: string): CostSettings {
  const { borrowFile, ...others } = costs;
  if (borrowFile === undefined) return costs;
  const table = parseBorrowTable(textOfSetting({ ...FILE, path: borrowFile }, projectFolder), borrowFile);
  return { ...others, borrowRates: borrowRatesText(table, parseBorrowRates(costs.borrowRates ?? "")) };
}
