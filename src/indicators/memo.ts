/**
 * Indicator columns that were computed already, by the column they are of (the very object), the kind and its argument.
 * Good as long as nobody writes to a column: a sweep keeps one for all of its runs.
 */
export class IndicatorMemo {
  readonly #columns = new Map<Float64Array, Map<string, Map<number, unknown>>>();

  /** What `compute` gave when it was last asked for under this column, kind and argument. */
  get<T>(kind: string, column: Float64Array, argument: number, compute: () => T): T {
    let kinds = this.#columns.get(column);
    if (kinds === undefined) {
      kinds = new Map();
      this.#columns.set(column, kinds);
    }
    let values = kinds.get(kind);
    if (values === undefined) {
      values = new Map();
      kinds.set(kind, values);
    }
    const found = values.get(argument) as T | undefined;
    if (found !== undefined) return found;
    const value = compute();
    values.set(argument, value);
    return value;
  }
}

let current: IndicatorMemo | null = null;

/** Runs `run` (synchronous) with `memo` in force: the indicators it asks for are computed once and shared. */
export function withMemo<T>(memo: IndicatorMemo, run: () => T): T {
  const before = current;
  current = memo;
  try {
    return run();
  } finally {
    current = before;
  }
}

/**
 * For an indicator: the value from the memo in force, computed at its first use; without a memo simply computed. One `kind`
 * stands for one function and one type of value.
 */
export function memoized<T>(kind: string, column: Float64Array, argument: number, compute: () => T): T {
  return current === null ? compute() : current.get(kind, column, argument, compute);
}
