import type { Bound } from "./bound.ts";
import { agrees, type Workload } from "./workload.ts";

/** One line of the bench. */
export interface Row {
  readonly workload: string;
  readonly case: string;
  readonly ms: number;
  readonly boundMs: number | null;
  readonly ratio: number | null;
  readonly golden: true;
  readonly threads: 1;
}

/** Short rounds would else be over before the compiler has done its part, which the medians should not be about. */
const WARMUP_MS = 200;

/** Times a workload beside its kernel in interleaved rounds. Throws when either misses its golden figures. */
export async function measure(work: Workload, bound: Bound | null, rounds: number): Promise<Row> {
  const round = work.prepare();
  requireGolden(work.workload, round(), work.golden);
  for (const start = performance.now(); performance.now() - start < WARMUP_MS; ) round();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    round();
    ours.push(performance.now() - start);
    if (bound === null) continue;
    const answer = await bound.round(work.bound);
    requireGolden(`the C kernel of ${work.workload}`, answer.figures, work.goldenOfBound);
    // The first round of the kernel makes its data and warms its caches.
    if (i > 0) theirs.push(answer.ms);
  }
  const ms = median(ours);
  const boundMs = bound === null ? null : median(theirs);
  const ratio = boundMs === null ? null : ms / boundMs;
  return { workload: work.workload, case: work.case, ms, boundMs, ratio, golden: true, threads: 1 };
}

export function requireGolden(who: string, figures: readonly number[], golden: readonly number[]): void {
  if (agrees(figures, golden)) return;
  throw new Error(`${who} reached ${JSON.stringify(figures)}, golden is ${JSON.stringify(golden)}`);
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
