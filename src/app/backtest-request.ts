import type { Progress } from "#base/progress";

/** What `ivy backtest` was asked for, read but not yet resolved. */
export type { RunSettings as BacktestRequest } from "#config/read-settings";

import type { BacktestView } from "#reporting/backtest-view";
import type { BacktestDocument } from "#results/documents/backtest";

/** Where the process runs: the person's folder, and the folder of the installed package. */
export interface Surroundings {
  readonly projectFolder: string;
  readonly packageFolder: string;
  /** The lock file is written anew rather than held against the prices. */
  readonly updateLock?: boolean;
  readonly progress?: Progress | undefined;
  /** Told what concerns this machine and no result. */
  readonly tell?: ((text: string) => void) | undefined;
}

/** Where a run lies. */
export interface StoredRun {
  readonly hash: string;
  /** As a person would type it. */
  readonly folder: string;
  /** When the same run was first made, ISO 8601 UTC; null for a run that is new. */
  readonly knownSince: string | null;
  /** Why what stood there before was replaced, in words; null where nothing was. */
  readonly replaced: string | null;
}

/** One strategy's run. */
export interface RunOutcome {
  readonly document: BacktestDocument;
  /** What a terminal shows: the view, the curve of equity, where the run was stored, and how long it took. */
  readonly screen: {
    readonly view: BacktestView;
    readonly curve: {
      readonly times: Float64Array;
      readonly equity: Float64Array;
      readonly drawdown: Float64Array;
      /** The starting cash in the benchmark; null where the two are not compared. */
      readonly benchmark: { readonly symbol: string; readonly equity: Float64Array } | null;
    };
    readonly stored: StoredRun;
    readonly seconds: number;
  };
}

export interface BacktestOutcome {
  /** In the order in which the strategies were asked for. */
  readonly runs: readonly [RunOutcome, ...RunOutcome[]];
  /** The exact bytes of `--json`: of result.json where one strategy ran, else of the comparison. */
  readonly json: string;
  /** Where several strategies are measured from, as the longest warm-up ends there; null where nothing was moved. */
  readonly alignedFrom: string | null;
  /** The lock file that was written; null: none was. */
  readonly locked: string | null;
  /** All of them together. */
  readonly seconds: number;
  readonly exitCode: number;
}
