/** What long work is made of, in words for its reader. */
export interface Work {
  /** What is being done: "reading prices". Two works of one label are one. */
  readonly label: string;
  /** What its parts are called, in the plural: "files". */
  readonly parts: string;
}

/** Where long work says how far it is. Handed in: the work itself knows neither clock nor screen. */
export interface Progress {
  /**
   * `done` of `total` parts are done. Costs a look at the clock, so it may be called after every part that takes longer
   * than some microseconds; the first call, with 0 done, starts the clock of that work.
   */
  readonly step: (work: Work, done: number, total: number) => void;
  /** The work is over, well or not: nothing of it stays on the screen. */
  readonly end: () => void;
}
