/** What a message about the columns of a table says of its place. */
export interface TableHead {
  readonly file: string;
  readonly names: readonly string[];
  /** Line of the header, where the table has lines. */
  readonly line?: number | undefined;
}

/** What recognition looks at: the header, and the first rows as text. */
export interface LayoutTable extends TableHead {
  readonly sample: readonly (readonly string[])[];
}
