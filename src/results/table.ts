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
