import type { Draft } from "./draft.ts";

/** What a repair made of bars. */
export interface Mended {
  readonly draft: Draft;
  /** Epoch ms of what was mended, in the order of time; one entry per row or bar. */
  readonly times: Float64Array;
}
