import type { CorporateActions } from "#domain/bars";

/** Columns of a price file that tell of corporate actions, along its rows; null: it has none. */
export interface ActionColumns {
  readonly split: Float64Array | null;
  readonly dividend: Float64Array | null;
  readonly delisted: Float64Array | null;
}

/** The columns of splits and dividends as every file is taken to mean them: 1 and 0 where nothing happens. */
export function plainActions({ split, dividend, delisted }: ActionColumns): ActionColumns {
  return {
    // Files write 0, or nothing, where a share stays one share.
    split: split?.map((ratio) => (ratio === 0 || Number.isNaN(ratio) ? 1 : ratio)) ?? null,
    dividend: dividend?.map((cash) => (Number.isNaN(cash) ? 0 : cash)) ?? null,
    delisted,
  };
}

/**
 * What the file itself says of corporate actions, on the bars that became of its rows; null: it says nothing.
 * @param along a column of the rows along the bars; the second value stands at bars that were filled in
 * @param time of the bars, epoch ms
 */
export function ownActions(
  { split, dividend, delisted }: ActionColumns,
  along: (column: Float64Array, atFilled: number) => Float64Array,
  time: Float64Array,
): CorporateActions | null {
  if (split === null && dividend === null && delisted === null) return null;
  const last = delisted === null ? -1 : along(delisted, 0).findIndex((mark) => mark > 0);
  return {
    split: split === null ? null : along(split, 1),
    dividend: dividend === null ? null : along(dividend, 0),
    delisted: last === -1 ? null : time[last]!,
    names: [],
  };
}
