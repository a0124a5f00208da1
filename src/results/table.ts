/** Numbers; NaN where there is none. */
export interface NumberColumn {
  readonly kind: "number";
  readonly name: string;
  readonly values: Float64Array;
}

/** Times, epoch ms UTC. */
export interface TimeColumn {
  readonly kind: "time";
  readonly name: string;
  readonly values: Float64Array;
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

export function numbers(name: string, values: Float64Array): NumberColumn {
  return { kind: "number", name, values };
}

export function times(name: string, values: Float64Array): TimeColumn {
  return { kind: "time", name, values };
}

export function texts(name: string, textAt: (row: number) => string): TextColumn {
  return { kind: "text", name, textAt };
}

/** A column of that length, each value worked out from its row. */
export function each(length: number, of: (row: number) => number): Float64Array {
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) out[i] = of(i);
  return out;
}
