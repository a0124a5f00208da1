import type { Table } from "./table.ts";

/** Characters of a piece: enough that writing costs little, so few that it stays in the processor's cache. */
const PIECE = 1 << 16;

/**
 * A table as CSV (RFC 4180, line feeds), piece by piece, the names first: full-precision numbers, an empty cell where a
 * number is NaN or infinite, quotes only where a text needs them. A piece ends with a line.
 *
 * @param timeText writes a time (epoch ms), in letters that need no quotes
 * @param step is told of the rows that are done, before each piece and at the end
 */
export function* csvPieces(
  table: Table,
  timeText: (time: number) => string,
  step: (rows: number) => void = () => {},
): Generator<string, void, undefined> {
  let from = 0;
  step(0);
  let text = `${table.columns.map(({ name }) => quoted(name)).join(",")}\n`;
  while (from < table.length) {
    const rows = linesFrom(table, from, timeText);
    yield text + rows.text;
    text = "";
    from = rows.end;
    step(from);
  }
  if (text !== "") yield text;
}

/** Lines from row `from` on, as many as make a piece, and the row after them. */
function linesFrom(
  { length, columns }: Table,
  from: number,
  timeText: (time: number) => string,
): { readonly text: string; readonly end: number } {
  const count = columns.length;
  let text = "";
  let row = from;
  while (row < length && text.length < PIECE) {
    for (let c = 0; c < count; c++) {
      const column = columns[c]!;
      if (c > 0) text += ",";
      if (column.kind === "number") {
        const value = column.values[row]!;
        if (value - value === 0) text += value;
      } else if (column.kind === "time") text += timeText(column.values[row]!);
      else text += quoted(column.textAt(row));
    }
    text += "\n";
    row++;
  }
  return { text, end: row };
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
