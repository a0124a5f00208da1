import { type Column, type Table, valueAt } from "./table.ts";

/** Characters of a piece, about. */
const PIECE = 1 << 16;

/** A series as its document carries it: what is said about it, and its columns. */
export interface SeriesJson {
  readonly facts: object;
  readonly table: Table;
  /** Writes a time (epoch ms), in letters that need no escape. */
  readonly timeText: (time: number) => string;
}

/** The document of one series (`ivy.data/1`), piece by piece: full-precision numbers, null where one is not defined. */
export function* dataJsonPieces({ facts, table, timeText }: SeriesJson): Generator<string, void, undefined> {
  const head = JSON.stringify({ schema: "ivy.data/1", ...facts }, null, 2);
  let text = `${head.slice(0, -2)},\n  "columns": {`;
  for (const [c, column] of table.columns.entries()) {
    text += `${c === 0 ? "" : ","}\n    ${JSON.stringify(column.name)}: [`;
    const cell = cellsOf(column, timeText);
    for (let row = 0; row < table.length; row++) {
      if (row > 0) text += ",";
      text += cell(row);
      if (text.length < PIECE) continue;
      yield text;
      text = "";
    }
    text += "]";
  }
  yield `${text}\n  }\n}\n`;
}

/** The document of several series (`ivy.data-set/1`): each as it would be alone. */
export function* dataSetJsonPieces(all: readonly SeriesJson[]): Generator<string, void, undefined> {
  yield '{\n"schema": "ivy.data-set/1",\n"series": [\n';
  for (const [i, one] of all.entries()) {
    if (i > 0) yield ",\n";
    yield* dataJsonPieces(one);
  }
  yield "]\n}\n";
}

function cellsOf(column: Column, timeText: (time: number) => string): (row: number) => string {
  switch (column.kind) {
    case "time":
      return (row) => `"${timeText(valueAt(column, row))}"`;
    case "text":
      return (row) => JSON.stringify(column.textAt(row));
    case "number":
      return (row) => {
        const value = valueAt(column, row);
        return value - value === 0 ? String(value) : "null";
      };
  }
}
