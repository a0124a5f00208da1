import type { Market } from "#domain/market";
import { KellyRecord } from "./kelly-record.ts";
import type { RiskSettings, Sizing } from "./settings.ts";
import { sizingColumns } from "./sizing-column.ts";

/** What the desk must know of the run it watches, beside its market. */
export interface DeskFacts {
  /** Bars in a year, for rates that are annual. */
  readonly barsPerYear: number;
  /** Share of equity that "all of it" means. */
  readonly allEquity: number;
  /** The returns of the trades that have closed since it was last asked, as fractions, in the order in which they did. */
  readonly newTrades: () => readonly number[];
}

/** The size of an order that had none. */
export interface SizedOrder {
  /** Share of equity at the fill. */
  readonly fraction?: number;
  /** Money. */
  readonly cash?: number;
  /** Money that one unit counts for; the price unless given. */
  readonly unitValue?: number;
  /** Distance of the stop that an entry gets when it has none of its own, in the currency of the price. */
  readonly stopDistance?: number;
}

/** A size, or the reason why there is none. */
export type SizeAnswer = SizedOrder | string;

/** How large an order is that has no size of its own, by what is known at the close of its bar. */
export class Sizer {
  readonly #trades = new KellyRecord();
  readonly #newTrades: () => readonly number[];
  readonly #sizing: Sizing | null;
  readonly #allEquity: number;
  /** Of each asset, what the sizing looks at; empty where it looks at no prices. */
  readonly #columns: readonly Float64Array[];
  readonly #warmupBars: number;
  /** The share of equity that any order without a size takes, as the profile means it; null: it is worked out for each. */
  readonly share: number | null;
  /** The money that any such order takes, where it is that; null otherwise. */
  readonly money: { readonly cash: number; readonly unitValue?: number } | null;
  #asked = 0;
  #passed = 0;

  constructor({ sizing }: RiskSettings, market: Market, { barsPerYear, allEquity, newTrades }: DeskFacts) {
    this.#sizing = sizing;
    this.#allEquity = allEquity;
    this.#newTrades = newTrades;
    this.share =
      sizing === null ? allEquity : sizing.method === "equity" ? this.#share(sizing.fraction).fraction : null;
    this.money = moneyOf(sizing);
    this.#columns = sizingColumns(sizing, market, barsPerYear);
    this.#warmupBars = warmupOf(this.#columns, market);
  }

  /** Starts a run. */
  reset(): void {
    this.#trades.reset();
    this.#asked = 0;
    this.#passed = 0;
  }

  /** An order without a size took `share`, unasked. */
  takeShare(): void {
    this.#asked++;
  }

  /** An order had a size of its own. */
  passBy(): void {
    this.#passed++;
  }

  /** A sizing is asked for, and every order had a size of its own. */
  get sizedNothing(): boolean {
    return this.#sizing !== null && this.#asked === 0 && this.#passed > 0;
  }

  /** Leading bars at which some asset that trades from the first bar on cannot be sized yet. */
  get warmupBars(): number {
    return this.#warmupBars;
  }

  /** The size of an order placed after the close of `bar`. */
  sizeAt(asset: number, bar: number): SizeAnswer {
    this.#asked++;
    const sizing = this.#sizing;
    if (sizing === null) return { fraction: this.#allEquity };
    switch (sizing.method) {
      case "quantity":
      case "cash":
        return this.money!;
      case "equity":
        return this.#share(sizing.fraction);
      case "atr": {
        const range = this.#columns[asset]![bar]!;
        if (!(range > 0)) return undefinedSize(`atr(${sizing.period})`, range);
        const distance = sizing.multiple * range;
        return { fraction: sizing.risk, unitValue: distance, ...(sizing.placesStop && { stopDistance: distance }) };
      }
      case "volatility": {
        const volatility = this.#columns[asset]![bar]!;
        if (!(volatility > 0)) return undefinedSize(`the volatility of ${sizing.lookback} bars`, volatility);
        return this.#share(Math.min(sizing.cap, sizing.target / volatility));
      }
      case "kelly":
        return this.#kelly(sizing);
    }
  }

  #kelly({ trades, start, fraction, cap }: Extract<Sizing, { method: "kelly" }>): SizeAnswer {
    for (const result of this.#newTrades()) this.#trades.add(result);
    if (this.#trades.count < trades) return this.#share(Math.min(start, cap));
    const share = fraction * this.#trades.fraction;
    if (share > 0) return this.#share(Math.min(share, cap));
    return share !== share ? "risk: no trade has won or lost" : "risk: the Kelly fraction is not above 0";
  }

  /** All of it is as much as the profile means by that. */
  #share(fraction: number): { readonly fraction: number } {
    return { fraction: fraction === 1 ? this.#allEquity : fraction };
  }
}

/** So many units are as much money, where one counts for 1. */
function moneyOf(sizing: Sizing | null): Sizer["money"] {
  if (sizing?.method === "quantity") return { cash: sizing.quantity, unitValue: 1 };
  return sizing?.method === "cash" ? { cash: sizing.cash } : null;
}

/** One that starts late has to wait by itself: the run does not. */
function warmupOf(columns: readonly Float64Array[], { assets }: Market): number {
  let longest = 0;
  for (const [k, column] of columns.entries()) {
    if (Number.isNaN(assets[k]!.close[0]!)) continue;
    const first = column.findIndex((value) => !Number.isNaN(value));
    longest = Math.max(longest, first < 0 ? column.length : first);
  }
  return longest;
}

function undefinedSize(what: string, value: number): string {
  return value === 0 ? `risk: ${what} is 0` : `risk: ${what} is not defined yet`;
}
