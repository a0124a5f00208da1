import type { ColumnFinder } from "./find-columns.ts";
import { areClocks, areTimes, cellsOf, isText } from "./sample-cells.ts";
import type { LayoutTable } from "./table-head.ts";

export interface SymbolColumn {
  /** -1: there is none. */
  readonly column: number;
  readonly notes: readonly string[];
}

/**
 * The column of tickers of a long table: by the person's word; by a strong name; or the only column of words, where its
 * name may mean tickers or where times stand more than once.
 */
export function findSymbol(
  { names, sample }: LayoutTable,
  finder: ColumnFinder,
  used: ReadonlySet<number>,
): SymbolColumn {
  const said = finder.said("symbol");
  if (said !== -1) return { column: said, notes: [] };
  const isWords = (column: number) => {
    const cells = cellsOf(sample, column);
    return !used.has(column) && isText(cells) && !areClocks(cells) && !areTimes(cells, false);
  };
  const strong = finder.strong("symbol");
  // A column named country or asset that holds numbers is a ticker of a wide table.
  if (strong !== -1 && (sample.length === 0 || !used.has(strong))) {
    const cells = cellsOf(sample, strong);
    // Codes such as 005930 are words of digits; prices have marks in them, or change from row to row.
    const areCodes = cells.every((cell) => /^\d+$/.test(cell.trim()));
    if (cells.length === 0 || isText(cells) || areCodes || cells.some((cell) => /[A-Za-z]/.test(cell))) {
      return { column: strong, notes: [] };
    }
  }
  const weak = finder.all("symbol").filter(isWords);
  if (weak.length === 1) return { column: weak[0]!, notes: [] };
  const words = timesRepeat(sample, [...used]) ? names.map((_, column) => column).filter(isWords) : [];
  if (words.length !== 1) return { column: -1, notes: [] };
  const [column] = words as [number];
  return { column, notes: [`tickers from the column ${names[column]!.trim()}`] };
}

function timesRepeat(sample: readonly (readonly string[])[], time: readonly number[]): boolean {
  const seen = new Set(sample.map((row) => time.map((column) => row[column] ?? "").join(" ")));
  return seen.size < sample.length;
}
