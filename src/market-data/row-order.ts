/** Rows of one ticker, by their index in the table; null: every row. */
export type Rows = Int32Array | null;

export interface OrderedRows {
  /** A column of the table along the rows that are kept; null of null. */
  readonly take: <T extends Float64Array | null>(column: T) => T;
  /** The row of the table that stands at a place. */
  readonly rowAt: (place: number) => number;
  readonly hasHoles: boolean;
  /** A row that is out of order, though it may be no bar of the ticker; null: there is none, or no row is left out. */
  readonly misplaced: number | null;
  /** The times of all rows, those of holes too, in the order of the others. */
  readonly allTimes: Float64Array;
  readonly notes: readonly string[];
}

export interface OrderSettings {
  /** Rows in which this is NaN are no bars of the ticker; null: every row is one. */
  readonly holes: Float64Array | null;
  /** Of rows with the same time the last counts. */
  readonly isTicks: boolean;
  /** Times are those of a clock that is set back once a year: then a file in falling order steps up once. */
  readonly isLocal?: boolean;
}

/** No clock is set back by more: Troll in Antarctica does by two hours. */
const SET_BACK_MS = 7_200_000;

/**
 * The rows of a ticker from the oldest to the newest. A file that is wholly in falling order is read from its end, as
 * vendors write such files; any other order is left as it is, for it is a fault. Nothing is copied where nothing changes.
 */
export function inOrder(
  time: Float64Array,
  rows: Rows,
  { holes, isTicks, isLocal = false }: OrderSettings,
): OrderedRows {
  const n = rows?.length ?? time.length;
  const at = (place: number) => (rows === null ? place : rows[place]!);
  const isReversed = isFalling(time, rows, isLocal ? SET_BACK_MS : 0);
  const notes: string[] = isReversed ? ["newest row first, read from the end"] : [];
  if (!isReversed && rows === null && holes === null && !isTicks) {
    return {
      take: (column) => column,
      rowAt: (place) => place,
      hasHoles: false,
      misplaced: null,
      allTimes: time,
      notes,
    };
  }
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = at(isReversed ? n - 1 - i : i);
  const kept = holes === null ? order : order.filter((row) => !Number.isNaN(holes[row]!));
  const hasHoles = kept.length < n;
  const last = isTicks ? lastOfEach(time, kept) : kept;
  const doubled = kept.length - last.length;
  if (doubled > 0) {
    const rest = doubled === 1 ? "row has the time of the next" : "rows have the time of the next";
    notes.push(`${doubled} ${rest}: the last of them counts`);
  }
  const isWhole = !isReversed && rows === null && last.length === time.length;
  const gather = (column: Float64Array, from: Int32Array) => {
    const out = new Float64Array(from.length);
    for (let i = 0; i < out.length; i++) out[i] = column[from[i]!]!;
    return out;
  };
  return {
    take: <T extends Float64Array | null>(column: T): T =>
      (column === null || isWhole ? column : gather(column, last)) as T,
    rowAt: (place) => last[place]!,
    hasHoles,
    misplaced: hasHoles ? misplacedRow(time, order) : null,
    get allTimes() {
      return gather(time, order);
    },
    notes,
  };
}

/** True when no time is later than the one before it, but by a step that is allowed, and some are earlier. */
function isFalling(time: Float64Array, rows: Rows, step: number): boolean {
  const n = rows?.length ?? time.length;
  if (n < 2) return false;
  const at = (place: number) => time[rows === null ? place : rows[place]!]!;
  if (!(at(n - 1) < at(0))) return false;
  for (let i = 1; i < n; i++) if (at(i) > at(i - 1) + step) return false;
  return true;
}

function misplacedRow(time: Float64Array, order: Int32Array): number | null {
  const at = order.findIndex((row, i) => i > 0 && time[row]! < time[order[i - 1]!]!);
  return at === -1 ? null : order[at]!;
}

function lastOfEach(time: Float64Array, rows: Int32Array): Int32Array {
  return rows.filter((row, i) => i + 1 === rows.length || time[rows[i + 1]!] !== time[row]);
}
