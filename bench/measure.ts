import { createInterface } from "node:readline";
import type { Bound } from "./bound.ts";
import { type Clock, readClock } from "./clock.ts";
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
export async function measure(work: Workload, bound: Bound | null, rounds: number, clock: Clock): Promise<Row> {
  const round = await warmRound(work);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const start = readClock(clock);
    round();
    ours.push(readClock(clock) - start);
    if (bound === null) continue;
    const answer = await bound.round(work.bound);
    requireGolden(`the bound of ${work.workload}`, answer.figures, work.goldenOfBound);
    // The first round of the kernel makes its data and warms its caches.
    if (i > 0) theirs.push(answer.ms);
  }
  const ms = median(ours);
  const boundMs = bound === null ? null : median(theirs);
  const ratio = boundMs === null ? null : ms / boundMs;
  return { workload: work.workload, case: work.case, ms, boundMs, ratio, golden: true, threads: 1 };
}

/** Plays a round of the workload for each line that comes in, as the bound of another row. */
export async function serve(work: Workload, clock: Clock): Promise<void> {
  const round = await warmRound(work);
  for await (const _ of createInterface({ input: process.stdin })) {
    const start = readClock(clock);
    const figures = round();
    console.log(JSON.stringify({ ns: (readClock(clock) - start) * 1e6, figures }));
  }
}

/** A round that has reached its golden figures and been compiled. */
async function warmRound(work: Workload): Promise<() => readonly number[]> {
  const round = await work.prepare();
  requireGolden(work.workload, round(), work.golden);
  for (const start = performance.now(); performance.now() - start < WARMUP_MS; ) round();
  return round;
}

export function requireGolden(who: string, figures: readonly number[], golden: readonly number[]): void {
  if (agrees(figures, golden)) return;
  throw new Error(`${who} reached ${JSON.stringify(figures)}, golden is ${JSON.stringify(golden)}`);
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
