/** What a broker takes, under a name, as the forms of its parts. */
export interface CommissionPreset {
  readonly form: string;
  /** For whom it holds, and what it leaves out. */
  readonly says: string;
}

/**
 * Price lists of brokers. A list of today is charged on every date of a run.
 *
 * - `alpaca`: US shares without commission; what regulators take of sales is passed on. *Source*: alpaca.markets, fees for
 *   stocks through the trading API, as in 2026; the rates of `us-fees` with their dates stand in us-fees.ts.
 * - `ibkr-fixed`: 0.005 dollars a share, at least 1.00 an order, at most 1 % of its value; exchange and clearing fees are in
 *   it, those of regulators are not. *Source*: interactivebrokers.com, commissions for stocks, United States, fixed, as
 *   published between 2024-05-22 and 2025-05-13 (the page names the SEC's rate of that time). An order of 10 shares at 0.20
 *   pays 0.02: the cap wins over the minimum.
 * - `ibkr-tiered`: 0.0035 a share up to 300,000 shares in the month, then 0.0020 to 3 million, 0.0015 to 20 million, 0.0010
 *   to 100 million and 0.0005; at least 0.35 an order, at most 1 % of its value; 0.00020 a share for clearing (NSCC, DTC).
 *   *Source*: the same page, tiered. Exchange fees and rebates differ by venue and are left out, and so are pass-through
 *   fees of less than a thousandth of the commission.
 * - `binance-spot`: 0.1 % of the notional, for makers and takers. *Source*: binance.com, trading fees, spot, regular user
 *   without the discount for paying in BNB, as in 2025.
 */
export const COMMISSION_PRESETS: Readonly<Record<string, CommissionPreset>> = {
  alpaca: { form: "us-fees", says: "US shares: no commission, fees of regulators on sales" },
  "ibkr-fixed": {
    form: "0.005/share:1/order:1%+us-fees",
    says: "US shares: 0.005 a share, at least 1 and at most 1 % an order, fees of regulators on sales",
  },
  "ibkr-tiered": {
    form: "tiered:0=0.0035/share,300000=0.002/share,3000000=0.0015/share,20000000=0.001/share,100000000=0.0005/share:0.35/order:1%+0.0002/share+us-fees",
    says: "US shares: 0.0035 a share and less with the month's volume, at least 0.35 and at most 1 % an order, clearing, fees of regulators on sales; exchange fees left out",
  },
  "binance-spot": { form: "10bps", says: "crypto: 0.1 % of the notional" },
};
