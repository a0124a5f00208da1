import { barFaults } from "./bar-faults.ts";
import { type Draft, keepBars } from "./draft.ts";
import type { Mended } from "./mended.ts";

/**
 * Leaves out the rows that would stop a run, and those that repeat the row before them. Of rows that contradict each
 * other at one time none stays: nothing says which is right.
 */
export function dropFaults(draft: Draft): Mended {
  const { faults, repeats } = barFaults(draft);
  const keep = new Uint8Array(draft.time.length).fill(1);
  for (const row of repeats) keep[row] = 0;
  for (const { row } of faults) keep[row] = 0;
  const contradicted = new Set(
    faults.filter(({ code }) => code === "duplicate-time").map(({ row }) => draft.time[row]!),
  );
  if (contradicted.size > 0) {
    for (let i = 0; i < keep.length; i++) if (contradicted.has(draft.time[i]!)) keep[i] = 0;
  }
  const times = draft.time.filter((_, i) => keep[i] === 0).sort();
  return { draft: keepBars(draft, keep), times };
}
