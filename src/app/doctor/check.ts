/** One thing that was looked at. A problem stops backtests; a note does not. */
export interface Check {
  /** Stable, kebab-case: scripts match on it. */
  readonly id: string;
  readonly status: "ok" | "note" | "problem";
  /** What was looked at: "Node". */
  readonly title: string;
  /** What was found. */
  readonly says: string;
  /** What to do, where there is something. */
  readonly help?: string;
}
