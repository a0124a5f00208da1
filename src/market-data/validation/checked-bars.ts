import type { Where } from "#base/errors";
import type { BarColumns } from "#domain/bars";
import type { Timeframe } from "#time/timeframe";

/** Bars as their file has them: before a split or dividend is carried over. */
export interface CheckedBars extends BarColumns {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly closeOnly: boolean;
}

/** What a check knows beside the bars. */
export interface CheckContext {
  /** Where a bar stands in its file. */
  readonly placeOf: (bar: number) => Where;
}
