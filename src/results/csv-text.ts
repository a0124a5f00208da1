/** A column of a table: numbers, or text as it is to be read. */
export interface Column {
  readonly name: string;
  readonly values: ArrayLike<number> | readonly string[];
}

/** Columns in the order in which they are written; of each the first `length` values count. */
export interface Table {
  readonly length: number;
  readonly columns: readonly Column[];
}

/**
 * A table as CSV (RFC 4180, line feeds): full-precision numbers, an empty cell where a number is NaN or infinite,
 * quotes only where a text needs them.
 */
export function csvText({ length, columns }: Table): string {
  const lines: string[] = [columns.map((column) => quoted(column.name)).join(",")];
  for (let i = 0; i < length; i++) {
    let line = "";
    for (let c = 0; c < columns.length; c++) {
      const value = columns[c]!.values[i]!;
      if (c > 0) line += ",";
      if (typeof value === "string") line += quoted(value);
      else if (Number.isFinite(value)) line += value;
    }
    lines.push(line);
  }
  lines.push("");
  return lines.join("\n");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
