import type { Where } from "#base/errors";
import type { Progress } from "#base/progress";
import type { BarSeries } from "#domain/bars";

export interface LoadOptions {
  /** First time that is asked for, epoch ms. Bars before it are kept: they serve as warm-up. */
  readonly from?: number | null;
  /** Last time that is asked for, epoch ms, included. Later bars are dropped. */
  readonly to?: number | null;
  /** true: prices carry splits and dividends, whatever the source says. false: an adjusted-close column is left aside. */
  readonly adjusted?: boolean | null;
  /** Told of each file, where a source reads one per ticker. */
  readonly progress?: Progress | undefined;
}

/** Something odd in the prices that stops nothing; findings speak of it. */
export interface DataWarning {
  readonly id: "price-outside-range";
  readonly symbol: string;
  /** How many bars show it. */
  readonly count: number;
  /** The first of them. */
  readonly where: Where;
  readonly message: string;
  readonly help: string;
}

export interface LoadedSeries {
  readonly series: BarSeries;
  readonly warnings: readonly DataWarning[];
}

/** Where prices come from: a file, a folder, the sample. */
export interface PriceSource {
  /** Base name of the file or folder, or "sample": the same on every machine. */
  readonly label: string;
  readonly path: string;
  /** The tickers it has, as the source writes them. */
  symbols(): Promise<readonly string[]>;
  /**
   * The bars of each ticker, in the order asked for. Tickers match whatever their case; the series bears the source's
   * spelling. Throws a DataError for a ticker it has not, for broken prices, and when no bar is in range.
   */
  load(symbols: readonly string[], options?: LoadOptions): Promise<readonly LoadedSeries[]>;
}
