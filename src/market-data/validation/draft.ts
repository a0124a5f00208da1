import type { BarColumns } from "#domain/bars";

/** Bars while they are judged and mended: columns of one length, in the order of the file. Never written to: each step makes new ones. */
export interface Draft extends BarColumns {
  /** What the close is carried over to; null: the file has none, or it is not applied. */
  readonly adjustedClose: Float64Array | null;
  /** For each bar the row of the file that it is from; of a bar that was filled in, the row whose close it repeats. */
  readonly rows: Int32Array;
  /** 1 where the bar, or a price of it, was filled in. */
  readonly filled: Uint8Array;
}

/** The draft of rows as they were read. The columns are taken over, not copied. */
export function draftOf(columns: BarColumns, adjustedClose: Float64Array | null): Draft {
  const { time, open, high, low, close, volume } = columns;
  const rows = new Int32Array(time.length);
  for (let i = 0; i < rows.length; i++) rows[i] = i;
  return { time, open, high, low, close, volume, adjustedClose, rows, filled: new Uint8Array(time.length) };
}

/** The bars at which `keep` is 1, in their order. Columns that were one stay one. */
export function keepBars(draft: Draft, keep: Uint8Array): Draft {
  let n = 0;
  for (let i = 0; i < keep.length; i++) n += keep[i]!;
  if (n === keep.length) return draft;
  const chosen = new Int32Array(n);
  for (let i = 0, at = 0; i < keep.length; i++) if (keep[i] === 1) chosen[at++] = i;
  const taken = new Map<Float64Array, Float64Array>();
  const take = (column: Float64Array) => {
    const known = taken.get(column);
    if (known !== undefined) return known;
    const out = new Float64Array(n);
    for (let i = 0; i < n; i++) out[i] = column[chosen[i]!]!;
    taken.set(column, out);
    return out;
  };
  return {
    time: take(draft.time),
    open: take(draft.open),
    high: take(draft.high),
    low: take(draft.low),
    close: take(draft.close),
    volume: draft.volume === null ? null : take(draft.volume),
    adjustedClose: draft.adjustedClose === null ? null : take(draft.adjustedClose),
    rows: chosen.map((i) => draft.rows[i]!),
    filled: Uint8Array.from(chosen, (i) => draft.filled[i]!),
  };
}

/** A column of the file's rows, along the bars that became of them; `atFilled` where a bar was filled in, null: the row's own. */
export function alongBars(
  { rows, filled }: Pick<Draft, "rows" | "filled">,
  column: Float64Array,
  atFilled: number | null,
): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = atFilled !== null && filled[i] === 1 ? atFilled : column[rows[i]!]!;
  return out;
}
