import type { CsvDialect } from "./dialect.ts";
import type { ParsedRows, RowPlan } from "./parse-plan.ts";
import type { ByteSource } from "./parse-source.ts";

/**
 * Reads rows of cells into columns of numbers: no string and no object per cell. Stops at the first row it cannot read.
 * Blank lines, and rows of which every cell is empty, are passed over.
 */
export declare function parseColumns(source: ByteSource, plan: RowPlan, dialect: CsvDialect): ParsedRows;
