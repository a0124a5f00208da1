import type { DataError, Where } from "#base/errors";
import type { Progress } from "#base/progress";
import type { BarSeries } from "#domain/bars";
import type { Reading, Repair } from "./reading.ts";

export interface LoadOptions {
  /** First time that is asked for, epoch ms. Bars before it are kept: they serve as warm-up. */
  readonly from?: number | null;
  /** Last time that is asked for, epoch ms, included. Later bars are dropped. */
  readonly to?: number | null;
  /** true: prices carry splits and dividends, whatever the source says. false: an adjusted-close column is left aside. */
  readonly adjusted?: boolean | null;
  /** What is overridden of what the file says. */
  readonly reading?: Reading;
  /** Told of each file, where a source reads one per ticker. */
  readonly progress?: Progress | undefined;
  /** Told what concerns this machine and no result: that a cached file was damaged. */
  readonly tell?: ((text: string) => void) | undefined;
  /** Told of each row that would stop the load; such rows are left out then. Without it the first of them is thrown. */
  readonly onFault?: ((fault: DataError) => void) | undefined;
}

/** One place that shows a warning: a bar, or a run of bars. */
export interface Occurrence {
  /** Epoch ms of the first and the last bar of the run. */
  readonly from: number;
  readonly to: number;
  /** How many bars; of missing sessions how many are missing. */
  readonly bars: number;
  /** The greater, the worse; compared within one warning only. */
  readonly weight: number;
  /** What it shows, in a few words: "open 12.5 above high 12". */
  readonly text: string;
  readonly where: Where;
}

/** Something odd in the prices that stops nothing; findings speak of it. Plain data: it is kept in the cache. */
export interface DataWarning {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly severity: "info" | "warning" | "error";
  readonly symbol: string;
  /** In the order of time, never empty. */
  readonly occurrences: readonly Occurrence[];
  /**
   * What goes after the number of bars: "bar has an open outside of low and high", "bars have …". `places` is what the
   * occurrences are called where their number says something of its own: "538 holes".
   */
  readonly words: { readonly one: string; readonly many: string; readonly places?: string };
  readonly help: string;
}

/** What a repair that was asked for did to a series. Plain data: it is kept in the cache. */
export interface RepairRecord {
  readonly repair: Repair;
  /** Rows that were left out, or bars that were filled in or changed: above 0. */
  readonly bars: number;
  /** Epoch ms of the first and the last of them. */
  readonly from: number;
  readonly to: number;
}

export interface LoadedSeries {
  readonly series: BarSeries;
  readonly warnings: readonly DataWarning[];
  /** In the order asked for; no such key: nothing was repaired. */
  readonly repairs?: readonly RepairRecord[];
  /** How the file was read, where that is worth a word in the header of a run: "dates read as month/day/year". */
  readonly notes: readonly string[];
}

/** Where prices come from: a file, a folder, the sample. */
export interface PriceSource {
  /** Base name of the file or folder, or "sample": the same on every machine. */
  readonly label: string;
  readonly path: string;
  /** The tickers it has, as the source writes them. */
  symbols(): Promise<readonly string[]>;
  /**
   * Other names of its tickers, each with the ticker: those that they had earlier, and of an only ticker the name of its
   * file. No such key: none is known.
   */
  readonly formerNames?: ReadonlyMap<string, string> | undefined;
  /**
   * The bars of each ticker, in the order asked for. Tickers match whatever their case; the series bears the source's
   * spelling. Throws a DataError for a ticker it has not, for broken prices, and when no bar is in range.
   */
  load(symbols: readonly string[], options?: LoadOptions): Promise<readonly LoadedSeries[]>;
}
