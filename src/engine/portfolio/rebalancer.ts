import { ConfigError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Market } from "#domain/market";
import { marketCalendar } from "#domain/market-calendar";
import type { PortfolioAsset, PortfolioContext } from "#strategy/portfolio-context";
import type { RebalanceSettings } from "#strategy/rebalance";
import type { Weights } from "#strategy/weights";
import { periodsPerYear, sessionEnds } from "#time/annualization";
import { inferCalendar } from "#time/calendars/infer-calendar";
import type { TradingCalendar } from "#time/calendars/trading-calendar";
import { isDailyOrLonger } from "#time/timeframe";
import type { Venue } from "../venue.ts";
import { calendarDates } from "./calendar-dates.ts";
import type { PortfolioBasis } from "./portfolio-basis.ts";
import type { PresentAsset, Weighing } from "./present-asset.ts";
import { weightsReader } from "./read-weights.ts";
import { IN_BAND, TRADED } from "./reasons.ts";
import type { RebalanceLog } from "./rebalance-log.ts";
import { RebalancePlan } from "./rebalance-plan.ts";
import { VolatilityWatch } from "./volatility-watch.ts";

/** Answers the weights of the bar that has just closed. */
export type Weigh = (context: PortfolioContext, assets: readonly PortfolioAsset[]) => Weights;

/** What `weights` is called with. */
export interface WeighingView {
  readonly context: PortfolioContext;
  /** In the order of the market. */
  readonly assets: readonly PresentAsset[];
  readonly weighing: Weighing;
}

/**
 * Decides, at each close, whether a portfolio is weighed anew, and what is to be traded then. It books nothing: whoever drives
 * it places what stands in `plan`.
 */
export class Rebalancer {
  readonly plan: RebalancePlan;
  readonly #venue: Venue;
  readonly #basis: PortfolioBasis;
  readonly #settings: RebalanceSettings;
  readonly #log: RebalanceLog | null;
  readonly #view: WeighingView;
  /** In the order in which they were asked for. */
  readonly #asked: readonly PresentAsset[];
  readonly #read: (answer: Exclude<Weights, null>) => number | null;
  readonly #calendar: TradingCalendar | null;
  /** Shares of equity that the last rebalance aimed at; NaN where it could not trade. */
  readonly #targets: Float64Array;
  /** Index of the asset whose volatility is watched; −1: the run's equity. */
  readonly #watched: number;
  #weigh: Weigh = () => null;
  #due: Uint8Array = new Uint8Array(0);
  #from = 0;
  #watch: VolatilityWatch | null = null;

  constructor(
    venue: Venue,
    basis: PortfolioBasis,
    settings: RebalanceSettings,
    view: WeighingView,
    log: RebalanceLog | null,
  ) {
    const { market, lots, profile, ledger } = venue.setup;
    this.#venue = venue;
    this.#basis = basis;
    this.#settings = settings;
    this.#view = view;
    this.#log = log;
    const { positions } = ledger;
    const terms = { basis, settings, positions, lots, lotSlack: profile.lotSlack };
    this.plan = new RebalancePlan(terms, log !== null);
    this.#read = weightsReader(market, profile.leverage, this.plan.wanted);
    // Sorted where it stands, it would give each weight to another asset.
    this.#asked = Object.freeze(market.asked.map((index) => view.assets[index]!));
    this.#targets = new Float64Array(market.assets.length);
    this.#calendar = calendarOfRun(market);
    this.#watched = watchedAsset(settings.volatilityOf, market);
  }

  /** Starts a run whose first decision is at bar `from`. */
  reset(weigh: Weigh, from: number): void {
    const { market } = this.#venue.setup;
    const { every, on, volatilityChange, volatilityBelow, volatilityAbove } = this.#settings;
    this.#weigh = weigh;
    if (this.#due.length === 0 || this.#from !== from) {
      const { timeframe } = market.assets[0]!.series;
      this.#due = calendarDates(market.clock, timeframe, this.#calendar, every, on, from);
    }
    this.#from = from;
    this.#targets.fill(Number.NaN);
    this.#log?.clear();
    const isWatching = volatilityChange !== null || volatilityBelow !== null || volatilityAbove !== null;
    this.#watch = isWatching ? new VolatilityWatch(this.#settings, returnsPerYear(market, this.#calendar)) : null;
  }

  /**
   * Looks at the close of `bar`, once for each bar. True when all was weighed anew: what is to be traded stands in `plan`, and
   * orders of the last rebalance are over.
   *
   * @param isResting orders of the last rebalance still work: then no drift is looked for
   */
  step(bar: number, isResting: boolean): boolean {
    const watch = this.#watch;
    const hasLeft = watch === null ? false : watch.next(this.#watchedValue(bar));
    const isDue = this.#due[bar] === 1;
    if (!isDue && !hasLeft && (this.#settings.drift === null || isResting || !this.#hasDrifted(bar))) return false;
    const trigger = bar === this.#from ? "start" : isDue ? "calendar" : hasLeft ? "volatility" : "drift";
    return this.#decide(bar, trigger);
  }

  #decide(bar: number, trigger: string): boolean {
    const { ledger } = this.#venue.setup;
    const { plan } = this;
    const equity = this.#equityAt(bar);
    // Shares of nothing: under profiles that go on after ruin.
    if (!(equity > 0)) return false;
    this.#view.weighing.equity = equity;
    const answer = this.#weigh(this.#view.context, this.#asked);
    this.#watch?.settle();
    if (answer === null) return false;
    const gross = this.#read(answer);
    plan.plan(bar, gross, equity);
    this.#aim(equity);
    const { marks, assets } = this.#basis;
    if (this.#log !== null) {
      const row = marks.subarray(bar * assets, (bar + 1) * assets);
      this.#log.add(bar, trigger, plan, equity, ledger.positions, row);
    }
    return true;
  }

  #aim(equity: number): void {
    if (this.#settings.drift === null) return;
    const { values, reasons } = this.plan;
    for (let k = 0; k < values.length; k++) {
      const isAimed = reasons[k] === TRADED || reasons[k] === IN_BAND;
      this.#targets[k] = isAimed ? values[k]! / equity : Number.NaN;
    }
  }

  #hasDrifted(bar: number): boolean {
    const { ledger } = this.#venue.setup;
    const { marks, assets } = this.#basis;
    const drift = this.#settings.drift!;
    const equity = this.#equityAt(bar);
    const row = bar * assets;
    for (let k = 0; k < assets; k++) {
      const target = this.#targets[k]!;
      const held = ledger.positions[k]!;
      if (target !== target) continue;
      const weight = held === 0 ? 0 : (held * marks[row + k]!) / equity;
      if (Math.abs(weight - target) > drift) return true;
    }
    return false;
  }

  /** Equity at the closes of the bar that is being played. Where that bar is marked, it is what it was marked at, to the last bit. */
  #equityAt(bar: number): number {
    const { ledger } = this.#venue.setup;
    return ledger.marked === bar ? ledger.tally.previous : ledger.valueAt(bar);
  }

  #watchedValue(bar: number): number {
    return this.#watched < 0 ? this.#venue.valueAt(bar) : this.#venue.closes[this.#watched]![bar]!;
  }
}

/** What the assets are known to follow; where nobody has looked, what their common clock looks like. */
function calendarOfRun(market: Market): TradingCalendar | null {
  if (market.assets.some(({ series }) => series.calendar !== undefined)) return marketCalendar(market);
  return inferCalendar(market.clock, market.assets[0]!.series.timeframe)?.calendar ?? null;
}

function returnsPerYear({ clock, assets }: Market, calendar: TradingCalendar | null): number {
  const perYear = periodsPerYear(clock, calendar);
  if (isDailyOrLonger(assets[0]!.series.timeframe)) return perYear;
  return (perYear * clock.length) / sessionEnds(clock, calendar).length;
}

function watchedAsset(name: string, { assets }: Market): number {
  if (name === "portfolio") return -1;
  const symbols = assets.map(({ symbol }) => symbol);
  const found = symbols.indexOf(name);
  if (found >= 0) return found;
  const names = ["portfolio", ...symbols];
  const near = nearest(name, names);
  throw new ConfigError({
    code: "rebalance-volatility-of",
    message: `rebalance watches the volatility of "${name}", which is not in this run.`,
    where: { key: "rebalance.volatilityOf", expected: names.join(", "), received: name },
    help: near === null ? `It can be ${names.join(", ")}.` : `Did you mean "${near}"?`,
  });
}
