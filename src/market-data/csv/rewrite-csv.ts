import { DataError } from "#base/errors";
import type { CsvText } from "./csv-text.ts";

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Rewrites a file with quotes or another separator as plain comma-separated lines.
 * Thousands separators and decimal commas are taken out where they cannot be misread; "1,234" can (1234 or 1.234), stays
 * as it is, and is refused as a number.
 */
export async function rewriteCsv(
  bytes: Uint8Array,
  separator: string,
  file: string,
  firstLine: number,
): Promise<CsvText> {
  const [header, ...rows] = await parseRows(bytes, separator, file, firstLine);
  const lines: string[] = [];
  const lineOfRow: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    const { record, info } = rows[i]!;
    if (record.length === 1 && record[0] === "") continue;
    lines.push(record.map((cell) => plainCell(cell, separator)).join(","));
    // `lines` counts up to the end of the record; it begins there too unless a cell holds line breaks.
    lineOfRow.push(firstLine + info.lines - 1 - record.reduce((n, cell) => n + (cell.match(/\n/g)?.length ?? 0), 0));
  }
  return {
    file,
    bytes: new TextEncoder().encode(lines.join("\n")),
    header: header!.record,
    bodyFrom: 0,
    bodyLine: firstLine + 1,
    lineOfRow,
  };
}

async function parseRows(
  bytes: Uint8Array,
  separator: string,
  file: string,
  firstLine: number,
): Promise<readonly Row[]> {
  // Loaded here: most files never need it, and it costs more than reading them.
  const { parse } = await import("csv-parse/sync");
  try {
    return parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      delimiter: separator,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Row[];
  } catch (cause) {
    const lines = (cause as { lines?: unknown }).lines;
    throw new DataError({
      code: "broken-quotes",
      message: `${file} is not well-formed CSV: a quote is not closed, or stands inside a cell.`,
      where: typeof lines === "number" ? { file, line: firstLine + lines - 1 } : { file },
      help: "Close the quote, double it inside a quoted cell, or save the file without quotes.",
      cause,
    });
  }
}

function plainCell(cell: string, separator: string): string {
  const oneLine = cell.includes("\n") ? cell.replace(/\s+/g, " ") : cell;
  if (!oneLine.includes(",")) return oneLine;
  if (separator !== "," && /^[+-]?\d+,\d+$/.test(oneLine)) return oneLine.replace(",", ".");
  if (separator !== "," && /^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(oneLine))
    return oneLine.replaceAll(".", "").replace(",", ".");
  if (/^[+-]?\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})$/.test(oneLine)) return oneLine.replaceAll(",", "");
  // Not a comma any more, so that the cell stays one, and not a number either.
  return oneLine.replaceAll(",", "\u201a");
}
