/** The error of a strategy that writes to prices. */
export const PRICES_WRITTEN = "strategy-changes-prices";
export const PRICES_HELP =
  "Prices belong to every run and are only read. Work on a copy:\nconst mine = bars.close.slice()";
