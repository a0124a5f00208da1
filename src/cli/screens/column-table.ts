import { cellsOf, padLeft, padRight } from "./cells.ts";

export interface TableColumn {
  readonly heading: string;
  /** Text stands left, numbers right. */
  readonly align: "left" | "right";
  readonly cells: readonly string[];
}

const MARGIN = "  ";
const GAP = "  ";

/**
 * Columns under their headings, in one table, or in several below each other where one would be wider than `width`: each
 * then begins with the first column again.
 */
export function tableLines(columns: readonly TableColumn[], width: number): string[] {
  const [first, ...others] = columns as [TableColumn, ...TableColumn[]];
  const tables: TableColumn[][] = [];
  for (const column of others) {
    const last = tables.at(-1);
    if (last !== undefined && widthOf([...last, column]) <= width) last.push(column);
    else tables.push([first, column]);
  }
  return tables.flatMap((table, i) => [...(i === 0 ? [] : [""]), ...linesOf(table)]);
}

/** Cells that the columns take side by side. */
export function widthOf(columns: readonly TableColumn[]): number {
  return columns.reduce((sum, column) => sum + columnWidth(column), MARGIN.length + GAP.length * (columns.length - 1));
}

function columnWidth({ heading, cells }: TableColumn): number {
  return Math.max(cellsOf(heading), ...cells.map(cellsOf));
}

function linesOf(columns: readonly TableColumn[]): string[] {
  const widths = columns.map(columnWidth);
  const line = (texts: readonly string[]) => {
    const parts = texts.map((text, i) =>
      columns[i]!.align === "left" ? padRight(text, widths[i]!) : padLeft(text, widths[i]!),
    );
    return (MARGIN + parts.join(GAP)).trimEnd();
  };
  const rows = columns[0]!.cells.map((_, row) => line(columns.map(({ cells }) => cells[row]!)));
  return [line(columns.map(({ heading }) => heading)), ...rows];
}
