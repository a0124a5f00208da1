/** A spot in a run file, as an error shows it. */
export interface Place {
  /** As a person in the working folder would type it. */
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** Columns that the mark covers. */
  readonly span: number;
  /** The line as it stands in the file. */
  readonly excerpt: string;
}

/** One value of a list, where it stands. */
export interface ListItem {
  readonly text: string;
  readonly place: Place;
}

/** A value that a run file gave. */
export interface FileOrigin {
  readonly kind: "file";
  readonly place: Place;
  /** Of its key. */
  readonly keyPlace: Place;
  /** The value as it is written there, variables unfilled: this may be shown, what a variable holds may not. */
  readonly written: string;
  /** Names of the variables that the environment filled in. */
  readonly environment: readonly string[];
  readonly items: readonly ListItem[];
}

/** Where a setting came from; what nobody gave is a default. */
export type Origin = FileOrigin | { readonly kind: "flag"; readonly flag: string } | { readonly kind: "set" };

/** A setting as it was given, before it is read. */
export interface Given {
  readonly value: string | boolean | readonly string[];
  readonly origin: Origin;
}

/** The origin in a few words: "runs/ko.yaml:4", "--cash". */
export function originWords(origin: Origin | undefined): string {
  if (origin === undefined) return "default";
  if (origin.kind === "flag") return origin.flag;
  if (origin.kind === "set") return "--set";
  const { file, line } = origin.place;
  const names = origin.environment.length === 0 ? "" : ` and ${origin.environment.join(", ")} of the environment`;
  return `${file}:${line}${names}`;
}
