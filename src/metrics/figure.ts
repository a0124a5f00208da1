/** A figure, or the reason why it is not defined: there is no number that could stand for "undefined". */
export type Figure = number | string;

/** Maps a figure that was computed to one that can be reported: what is not finite becomes the reason given. */
export function defined(value: number, reason: string): Figure {
  return Number.isFinite(value) ? value : reason;
}

export const REASONS = {
  fewReturns: "fewer than 2 returns",
  noVariance: "the returns do not vary",
  noDownside: "no return was below the risk-free rate",
  noDrawdown: "equity never fell below an earlier peak",
  noTime: "the measured window is a single moment",
  noTrades: "no trade was closed",
  noWins: "no trade made money",
  noLosses: "no trade lost money",
  oneTrade: "fewer than 2 closed trades",
  equalTrades: "all trades made the same",
  noLosingMonth: "no calendar month lost money",
  noBenchmark: "no benchmark was given",
  noOverlap: "fewer than 2 returns in common with the benchmark",
  flatBenchmark: "the benchmark's returns do not vary",
} as const;
