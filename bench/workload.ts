/** One row of the bench: what is measured, against which kernel, and what it must reach before its time counts. */
export interface Workload {
  readonly workload: string;
  readonly case: string;
  /** Kernel of bench/c/bound.c; or the row, by workload and case, whose way of computing the same this one is held against. */
  readonly bound: string;
  readonly against: "C" | "row";
  /** What docs/benchmarks.md asks: ours ≤ ask × the bound; null where nothing is. */
  readonly ask: number | null;
  readonly golden: readonly number[];
  readonly goldenOfBound: readonly number[];
  /** Builds the inputs and returns one round, which returns the figures it reached. */
  prepare(): (() => readonly number[]) | Promise<() => readonly number[]>;
}

/** Whether figures agree: sums of thousands of ratios are compared to 1e-9 relative, which counts and prices meet exactly. */
export function agrees(figures: readonly number[], golden: readonly number[]): boolean {
  return golden.every((value, i) => Math.abs(figures[i]! - value) <= 1e-9 * Math.max(1, Math.abs(value)));
}
