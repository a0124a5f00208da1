/** Values of a column, or what works each out from its row: of a long table they need not all be there at once. */
export type Values = Float64Array | ((row: number) => number);

/** Numbers; NaN where there is none. */
export interface NumberColumn {
  readonly kind: "number";
  readonly name: string;
  readonly values: Values;
}

/** Times, epoch ms UTC. */
export interface TimeColumn {
  readonly kind: "time";
  readonly name: string;
  readonly values: Values;
}

/** Texts, each made when its row is written. */
export interface TextColumn {
  readonly kind: "text";
  readonly name: string;
  readonly textAt: (row: number) => string;
}

export type Column = NumberColumn | TimeColumn | TextColumn;

/** Columns in the order in which they are written; of each the first `length` rows count. */
export interface Table {
  readonly length: number;
  readonly columns: readonly Column[];
}

export function numbers(name: string, values: Values): NumberColumn {
  return { kind: "number", name, values };
}

export function times(name: string, values: Values): TimeColumn {
  return { kind: "time", name, values };
}

export function texts(name: string, textAt: (row: number) => string): TextColumn {
  return { kind: "text", name, textAt };
}

export function valueAt({ values }: NumberColumn | TimeColumn, row: number): number {
  return typeof values === "function" ? values(row) : values[row]!;
}
