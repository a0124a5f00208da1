import { withCommas } from "#base/with-commas";
import type { RunRecord } from "#results/run-record";

/** What the checks look at: the run, and what was asked for. */
export interface RunFacts {
  readonly record: RunRecord;
  readonly sharpeInterval: { readonly low: number; readonly high: number } | null;
  /** The window that was asked for, epoch ms; null where nothing was said. */
  readonly asked: { readonly from: number | null; readonly to: number | null };
  /** Numbers of the strategy that could have been chosen otherwise. */
  readonly parameters: number;
  /** Whether commission is money per share, and whether slippage goes by volume. */
  readonly costModels: { readonly perShare: boolean; readonly byVolume: boolean };
  readonly benchmark: { readonly symbol: string; readonly close: Float64Array } | null;
  /** A clock time as documents carry it. */
  readonly timeText: (time: number) => string;
}

/** `noun` in the number that `count` asks for. */
export function counted(count: number, noun: string): string {
  return `${withCommas(count)} ${noun}${count === 1 ? "" : "s"}`;
}
