import { cellsOf, padLeft, padRight } from "./cells.ts";

export interface TableColumn {
  readonly heading: string;
  /** Text stands left, numbers right. */
  readonly align: "left" | "right";
  readonly cells: readonly string[];
}

const MARGIN = 2;
const GAP = "  ";

/**
 * Columns under their headings, in one table, or in several below each other where one would be wider than `width`: each
 * then begins with the first column again.
 *
 * @param margin cells before each line
 */
export function tableLines(columns: readonly TableColumn[], width: number, margin = MARGIN): string[] {
  const [first, ...others] = columns as [TableColumn, ...TableColumn[]];
  const tables: TableColumn[][] = [];
  for (const column of others) {
    const last = tables.at(-1);
    if (last !== undefined && widthOf([...last, column], margin) <= width) last.push(column);
    else tables.push([first, column]);
  }
  return tables.flatMap((table, i) => [...(i === 0 ? [] : [""]), ...linesOf(table, margin)]);
}

/** Cells that the columns take side by side. */
export function widthOf(columns: readonly TableColumn[], margin = MARGIN): number {
  return columns.reduce((sum, column) => sum + columnWidth(column), margin + GAP.length * (columns.length - 1));
}

function columnWidth({ heading, cells }: TableColumn): number {
  return Math.max(cellsOf(heading), ...cells.map(cellsOf));
}

function linesOf(columns: readonly TableColumn[], margin: number): string[] {
  const widths = columns.map(columnWidth);
  const line = (texts: readonly string[]) => {
    const parts = texts.map((text, i) =>
      columns[i]!.align === "left" ? padRight(text, widths[i]!) : padLeft(text, widths[i]!),
    );
    return (" ".repeat(margin) + parts.join(GAP)).trimEnd();
  };
  const rows = columns[0]!.cells.map((_, row) => line(columns.map(({ cells }) => cells[row]!)));
  return [line(columns.map(({ heading }) => heading)), ...rows];
}
