/** How large an order is that has no size of its own. Shares and rates are fractions. */
export type Sizing =
  | { readonly method: "quantity"; readonly quantity: number }
  | { readonly method: "cash"; readonly cash: number }
  | { readonly method: "equity"; readonly fraction: number }
  | AtrSizing
  | VolatilitySizing
  | KellySizing;

/** What is lost at a stop of `multiple` average true ranges is `risk` of equity. */
export interface AtrSizing {
  readonly method: "atr";
  readonly risk: number;
  readonly multiple: number;
  /** Bars of the average true range. */
  readonly period: number;
  /** An entry without a stop of its own gets one at that distance. */
  readonly placesStop: boolean;
}

/** The share of equity at which the position would have moved by `target` a year. */
export interface VolatilitySizing {
  readonly method: "volatility";
  readonly target: number;
  /** Returns that the volatility is measured on. */
  readonly lookback: number;
  /** Bars in a year; null: by the data's own calendar. */
  readonly periods: number | null;
  /** Largest share of equity. */
  readonly cap: number;
}

/** A share of equity by the run's own closed trades. */
export interface KellySizing {
  readonly method: "kelly";
  /** Share of the Kelly fraction: 1 full, 0.5 half. */
  readonly fraction: number;
  /** Closed trades it takes to say anything. */
  readonly trades: number;
  /** Share of equity until then. */
  readonly start: number;
  /** Largest share of equity. */
  readonly cap: number;
}

/** What may be held at a fill, as shares of equity; null: no limit. */
export interface Limits {
  readonly position: number | null;
  readonly name: GroupLimit;
  readonly sector: GroupLimit;
  readonly gross: number | null;
  readonly net: number | null;
  /** Open positions. */
  readonly positions: number | null;
}

/** A limit of every group, and those that have their own. */
export interface GroupLimit {
  readonly each: number | null;
  readonly own: ReadonlyMap<string, number>;
}

/** What ends a drawdown stop. */
export type Resumption =
  | { readonly when: "never" }
  | { readonly when: "bars"; readonly bars: number }
  /** Equity stands this fraction above its lowest close since the stop. */
  | { readonly when: "recovered"; readonly by: number }
  /** Equity closes above its highest close before the stop. */
  | { readonly when: "high" };

export interface DrawdownStop {
  /** Depth below the highest close, as a positive fraction. */
  readonly depth: number;
  /** Nothing new is opened; or what is held is closed besides. */
  readonly action: "block" | "flatten";
  readonly resume: Resumption;
}

/** What a run risks: how orders are sized, and what is cut or refused. */
export interface RiskSettings {
  /** null: all equity. */
  readonly sizing: Sizing | null;
  readonly limits: Limits;
  /** Symbol → the name that stands behind it (several symbols of one issuer); the symbol itself where none is given. */
  readonly names: ReadonlyMap<string, string>;
  /** Symbol → sector. */
  readonly sectors: ReadonlyMap<string, string>;
  /** A file of symbols and sectors that somebody has to read; null: none. */
  readonly sectorFile: string | null;
  readonly drawdown: DrawdownStop | null;
}
