import type { Progress } from "#base/progress";
import type { BacktestView } from "#reporting/backtest-view";
import type { BacktestDocument } from "#results/documents/backtest";

/** What `ivy backtest` was asked for, parsed but not yet resolved: null where the person said nothing. */
export interface BacktestRequest {
  /** Names, or paths to files; with several, each runs and one table compares them. */
  readonly strategies: readonly [string, ...string[]];
  readonly tickers: readonly string[];
  /** A file or folder of prices: the only place that is looked in. */
  readonly data: string | null;
  /** Epoch ms UTC, both ends included. */
  readonly from: number | null;
  readonly to: number | null;
  readonly timeframe: string | null;
  readonly benchmark: string | null;
  readonly cash: number | null;
  readonly warmup: "auto" | "none" | number;
  readonly profile: string | null;
  readonly convention: string | null;
  readonly commission: string | null;
  readonly slippage: string | null;
  /** Prices carry later splits and dividends, whatever the source says. */
  readonly adjusted: boolean;
  /** Parameters as text; "fast" is every strategy's that has it, "sma-cross.fast" that of one. */
  readonly set: ReadonlyMap<string, string>;
  readonly seed: number;
  /** The run folder itself; null: reports/backtest/<run-id> in the project folder. */
  readonly out: string | null;
  /** The form of the long columns in the run folder. */
  readonly series: "csv" | "parquet";
  /** Gates as written: "sharpe>=1". */
  readonly require: readonly string[];
  readonly strict: boolean;
}

/** Where the process runs: the person's folder, and the folder of the installed package. */
export interface Surroundings {
  readonly projectFolder: string;
  readonly packageFolder: string;
  readonly progress?: Progress | undefined;
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
  /** All of them together. */
  readonly seconds: number;
  readonly exitCode: number;
}
