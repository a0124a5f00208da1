import { DataError } from "#base/errors";
import { nearest } from "#base/nearest";

/**
 * Symbol → sector, from the text of a file with the columns `symbol` and `sector`, parted by commas, semicolons or tabs.
 * Other columns are passed over. Throws DataError, with file and line, for a missing column or value, and for a symbol with
 * two sectors.
 */
export function parseSectors(text: string, file: string): ReadonlyMap<string, string> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const header = lines[0] ?? "";
  const delimiter = [",", ";", "\t"].find((one) => header.includes(one)) ?? ",";
  const columns = cells(header, delimiter).map((name) => name.toLowerCase());
  const at = (name: string): number => {
    const index = columns.indexOf(name);
    if (index >= 0) return index;
    const near = nearest(name, columns);
    throw new DataError({
      code: "sector-file",
      message: `${file} has no column "${name}".`,
      where: { file, line: 1, expected: "symbol, sector", received: columns.join(", ") },
      help: near === null ? "Give it the header: symbol,sector" : `Name the column "${near}" ${name}.`,
    });
  };
  const symbolAt = at("symbol");
  const sectorAt = at("sector");
  const sectors = new Map<string, string>();
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === "") continue;
    const row = cells(line, delimiter);
    const symbol = row[symbolAt] ?? "";
    const sector = row[sectorAt] ?? "";
    const before = sectors.get(symbol);
    if (symbol !== "" && sector !== "" && (before === undefined || before === sector)) {
      sectors.set(symbol, sector);
      continue;
    }
    const what =
      symbol === ""
        ? "a row has no symbol"
        : sector === ""
          ? `${symbol} has no sector`
          : `${symbol} has two sectors: ${before} and ${sector}`;
    throw new DataError({
      code: "sector-file",
      message: `${file}: ${what}.`,
      where: { file, line: i + 1, excerpt: line, expected: "a symbol and its sector", received: line.trim() },
      help: "Give each symbol one row with one sector.",
    });
  }
  return sectors;
}

/** The cells of a line; one in quotes may hold the delimiter, and doubled quotes for one. */
function cells(line: string, delimiter: string): string[] {
  const found: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i <= line.length; i++) {
    const sign = line[i];
    if (sign === undefined || (sign === delimiter && !isQuoted)) {
      found.push(cell.trim());
      cell = "";
    } else if (sign !== '"') cell += sign;
    else if (isQuoted && line[i + 1] === '"') cell += line[i++];
    else isQuoted = !isQuoted;
  }
  return found;
}
