/**
 * How fills, costs and the end of a run work: a plain record, so that a run can be said in full and another engine's
 * report reproduced. A setting that differs from the named profile stands in the header of the run.
 */
export interface Profile {
  readonly name: string;
  /**
   * In which order a bar works the orders that rest. `reducingFirst`: what closes, then what opens, scaled to the cash by
   * one factor. The others go through them one by one, each booked before the next is looked at: `contingentFirst` the
   * stops and targets of open trades first (backtesting.py), `insertion` as they were placed (backtrader), `bySymbol`
   * each asset's orders after the other's (zipline), `callOrder` the signals of a bar in the order of the call (vectorbt),
   * `byId` as they were placed, under the fill rules of LEAN.
   */
  readonly sequence: "reducingFirst" | "contingentFirst" | "insertion" | "bySymbol" | "callOrder" | "byId";
  /**
   * Where a market order fills: at the open of the next bar, at its close, or at the close of the bar that gave the signal.
   * `lastClose`: at that close too, but on the next bar, whose close by then says what the account is worth (backtesting.py).
   */
  readonly fillAt: "nextOpen" | "nextClose" | "signalClose" | "lastClose";
  /** What a stop or limit is held against: the whole range of a bar, or its close alone. */
  readonly triggerOn: "range" | "close";
  /** A stop is met when the price touches its level, or only beyond it. */
  readonly stopTrigger: "touch" | "beyond";
  /** A limit fills when the price goes through it, or already when it touches it. */
  readonly limitFill: "penetrate" | "touch";
  /** A stop that was met fills at its level (at the open where that lies beyond), at the worse of level and close, or at the close. */
  readonly stopFill: "levelOrOpen" | "worseOfLevelAndClose" | "close";
  /** An open better than the limit fills at the open, or at the limit all the same. */
  readonly limitImprove: boolean;
  /**
   * What a stop or target given as a distance is measured from: the fill, the close of its bar, the reference price, or the
   * price at which the entry was placed (its own level, else the last close).
   */
  readonly stopBase: "fill" | "close" | "reference" | "placed";
  /** What a trailing stop follows after it was checked: the best price of the bar, or its close. */
  readonly trailOn: "extreme" | "close";
  /** Stop and target of an entry can fill on its own bar, or from the next bar on. */
  readonly childrenFrom: "sameBar" | "nextBar";
  /** A stop-limit whose stop is met inside a bar: its limit may fill there at once, where the bar proves it, or from the next bar on. */
  readonly stopLimitSameBar: "atOnce" | "proven" | "nextBar";
  /** Which of stop and target fills when both lie inside one bar. */
  readonly stopBeforeTarget: boolean;
  /** Whether a stop that may have been passed before its own entry is taken as met. */
  readonly uncertainStop: "ignored" | "taken";
  /** An order to open may fill on the bar on which the position was left. */
  readonly reentryOnExitBar: boolean;
  /** What an order may not do for want of cash: scaled to what is there, cancelled, rejected when placed, or nothing is asked. */
  readonly cash: "trim" | "cancel" | "reject" | "overdraw";
  /**
   * The price at which a market order is held against the cash when orders are rejected for want of it: the close at which
   * it was placed, or the open at which it would fill.
   */
  readonly cashAt: "close" | "open";
  /** When a size given as a share of equity is worked out: at the fill, or at the close that gave the signal. */
  readonly sizing: "fill" | "decision";
  /**
   * What becomes of a stop that the price has passed already, over a long or under a short, and of a bracket on the wrong side
   * of its entry: it is refused, or taken as it stands (then it fills at once).
   */
  readonly wrongSide: "refused" | "taken";
  /** Price step of raw prices, off which no limit or stop may lie; 0: not known. */
  readonly tick: number;
  /** Share of equity that "all of it" means. */
  readonly allEquity: number;
  /** Share of equity that no size given as a share of it touches. */
  readonly freeEquity: number;
  /**
   * Whether the commission of an all-in order is found from its own cash, or comes on top of it, where sizes are worked out at
   * the decision.
   */
  readonly feeBase: "inside" | "onTop";
  /** Whole units, any fraction, multiples of a number of units, or: whole for raw prices and fractions for adjusted ones. */
  readonly lots: "auto" | "whole" | "fractional" | number;
  /** Limits and stops are brought to whole multiples of this price, to the side that is better for the order; 0: as given. */
  readonly levelTick: number;
  /** A quantity within this share of a lot below a whole number of lots counts as whole (rounding of division). */
  readonly lotSlack: number;
  /** Short forms of the cost models (docs/costs.md). */
  readonly commission: string;
  readonly slippage: string;
  /** What a fill moves the price by on top of its slippage. */
  readonly impact: string;
  /** What slippage and impact by volume go by: each fill alone, or all that the run has filled of the asset in the bar. */
  readonly impactBase: "fill" | "bar";
  /**
   * Which fills slip: every market order and triggered stop, only what opens or adds, all but stops that leave, or limits
   * as well.
   */
  readonly slippageOn: "all" | "entries" | "notStops" | "limitsToo";
  /**
   * What a slipped price may not leave: nothing holds it, or under `insertion` the range of its bar, under `bySymbol` the limit
   * of its order, which then waits; `wait`, under `insertion`: where it would leave the range the order does not fill on this
   * bar. Where limits do not slip they are never passed.
   */
  readonly slippageWithin: "anything" | "bar" | "limit" | "wait";
  /** Whether an order that fills at an open slips, or only a stop that is met inside a bar. */
  readonly slippageAtOpen: boolean;
  /** Under `insertion`, what slipped limits may not leave: nothing, or their limit and the range of the bar; `wait`: or they do not fill. */
  readonly limitSlippage: "anything" | "bar" | "wait";
  /** Annual rates on the value of shorts and on debit cash. */
  readonly borrow: number;
  /** Annual rates of single symbols in the place of `borrow`: "GME=0.25,AMC=0.4"; empty: one rate for all. */
  readonly borrowRates: string;
  /**
   * What borrow fees are owed on: the market value of shorts, by actual days; what shorts were entered at, by days of the
   * calendar; or what longs were entered at as well.
   */
  readonly borrowBase: "value" | "entry" | "entryOfBoth";
  readonly interest: number;
  /** Gross exposure may not exceed this multiple of equity at a fill. */
  readonly leverage: number;
  /** Share of a short's value that it binds of the buying power: 1 as a long does, 0 nothing. */
  readonly shortMargin: number;
  /** Splits and dividends of raw prices: booked where they are known, or passed over. */
  readonly corporateActions: "booked" | "ignored";
  /** Share of the exposure that equity must cover at each close, or positions are closed; 0: no margin call. */
  readonly maintenanceMargin: number;
  /** Largest share of a bar's volume; null: no cap. */
  readonly participation: number | null;
  /** Whose fills a volume cap counts together: all orders of an asset in a bar, or each order alone. */
  readonly volumeBase: "asset" | "order";
  /** Bars after the warm-up before the first decision. */
  readonly extraWarmup: number;
  /**
   * Under `callOrder`, whether an entry adds to the side that is held already (`addOnly`), whether an exit or an entry of the
   * other side takes off its own size instead of closing all (`removeOnly`), or `both`.
   */
  readonly accumulate: "no" | "both" | "addOnly" | "removeOnly";
  /** Under `callOrder`, how the signals of several assets follow each other at one moment. */
  readonly signalOrder: SignalOrder;
  /** Under `callOrder`, what an entry and an exit do that were given on one bar: neither, one of them, or as the position says. */
  readonly signalConflict: "ignore" | "entry" | "exit" | "adjacent" | "opposite";
  /** Under `callOrder`, the same of an entry on each side. */
  readonly directionConflict: "ignore" | "long" | "short" | "adjacent" | "opposite";
  /** Under `callOrder`, what an entry does while the other side is held; the kinds with Reduce leave `accumulate` as it is. */
  readonly oppositeEntry: "ignore" | "close" | "closeReduce" | "reverse" | "reverseReduce";
  /** Under `callOrder`, what a stop or target does with the position when it is met. */
  readonly stopExit: "close" | "closeReduce" | "reverse" | "reverseReduce";
  /** Under `callOrder`, what adding to a position does to its stop and target: the new ones replace them where given, always, or never. */
  readonly stopUpdate: "override" | "overrideAll" | "keep";
  /** Under `callOrder`, fills of fewer units are refused. */
  readonly minQuantity: number;
  /** Under `callOrder` and `insertion`, fills are cut to so many units; null: to none. */
  readonly maxQuantity: number | null;
  /** Whether an order against what is held opens an entry of its own instead of closing the oldest. */
  readonly hedging: boolean;
  /** Whether each order cancels those that wait and closes all that is held. */
  readonly exclusive: boolean;
  /** Where equity ends: closed at the close, the series ends; set to zero, the series ends; or the run goes on. */
  readonly ruin: "close" | "zero" | "goOn";
  /** What happens to an open position on the last bar: it stays, or goes at its open or its close, at the usual costs. */
  readonly lastBar: "stayOpen" | "liquidateAtOpen" | "liquidateAtClose";
  /**
   * What a split makes of positions and resting orders: everything to the last digit, and the rest of a lot paid out at the
   * last close; or whole units, levels to the cent and the rest at its average cost, with a dividend of that day on old ones.
   */
  readonly splitRounding: "exact" | "toTheCent";
  /** An asset whose data end early is closed at its last close, at the usual costs or at none, or held at that value. */
  readonly delisting: "atCost" | "free" | "hold";
  /** What an order does at a time at which its asset has no bar: it rests, or meets the asset's last bar once more. */
  readonly missingBar: "rest" | "again";
  /** How fills make trades: a trade ends when the position is flat, each exit closes the oldest entries, or the average entry. */
  readonly tradeMatching: "flatToFlat" | "fifo" | "average";
}

/** By the tickers as they were given, the other way round, as the signals were placed, or by value: sales first. */
export type SignalOrder = "tickers" | "reversed" | "placed" | "byValue";
