/** An asset as `weights` sees it at the bar that has just closed. Prices are NaN when it had no bar then. */
export interface PortfolioAsset {
  readonly symbol: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Last close up to now; NaN before its first bar. */
  readonly price: number;
  /** Units held; negative when short. */
  readonly position: number;
  /** Share of equity held, at the last close; negative when short. */
  readonly weight: number;
  /** Whether it has a bar now. One that has none is not traded until the next rebalance. */
  readonly hasBar: boolean;
}

/** The account as `weights` sees it. Orders are the engine's affair: it trades what the weights ask for. */
export interface PortfolioContext {
  /** Time of the bar, epoch ms UTC (daily bars: midnight of the session date). */
  readonly time: number;
  /** Index of the bar on the run's clock. */
  readonly bar: number;
  /** Cash plus the value of all positions at this close. */
  readonly equity: number;
  readonly cash: number;
  /** Keeps a value of this bar in the result's records.csv. */
  record(name: string, value: number): void;
}
