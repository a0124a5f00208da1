import { plainName } from "./column-names.ts";
import type { OhlcColumns } from "./layout.ts";
import { layoutError } from "./layout-error.ts";
import { cellsOf } from "./sample-cells.ts";
import type { LayoutTable } from "./table-head.ts";

/**
 * Databento writes prices as whole billionths unless it is asked not to: read as they stand, they are a billion times too
 * large. Throws a DataError for them. *Source:* Databento, Standards and conventions, "Prices".
 */
export function refuseFixedPoint(table: LayoutTable, { open, high, low, close }: OhlcColumns): void {
  const names = new Set(table.names.map(plainName));
  if (!names.has("rtype") || !names.has("ts event")) return;
  const cells = [open, high, low, close].flatMap((column) => cellsOf(table.sample, column));
  if (cells.length === 0 || !cells.every((cell) => /^\d{7,}$/.test(cell.trim()))) return;
  throw layoutError(
    table,
    "fixed-point-prices",
    "The prices are whole billionths, as Databento writes them unless told otherwise.",
    "Get the file with decimal prices: pretty_px=True in to_csv.",
  );
}
