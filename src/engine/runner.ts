import { DataError, IvyError, StrategyError } from "#base/errors";
import type { Market } from "#domain/market";
import type { TradeColumns } from "#domain/trade";
import type { CoreStatistics, RunRecord } from "#results/run-record";
import { RiskDesk } from "#risk/risk-desk";
import type { RiskSettings } from "#risk/settings";
import type { AnyStrategy } from "#strategy/define-strategy";
import { PreparationMemory } from "#strategy/preparation-memory";
import { CURSOR, type Prepared } from "#strategy/present";
import type { RebalanceSettings } from "#strategy/rebalance";
import { rebalanceSettings } from "#strategy/rebalance";
import type { ParameterValues } from "#strategy/resolve-parameters";
import type { Target } from "#strategy/target";
import { endingOf } from "./actions/ending.ts";
import { actionsOf } from "./actions/schedule.ts";
import { barsPerYear } from "./bars-per-year.ts";
import { bookColumns } from "./book-columns.ts";
import { ClosedTrades } from "./closed-trades.ts";
import { costModelsOf } from "./costs/cost-models.ts";
import { type Decider, finishRun, playBars } from "./event-loop.ts";
import { Ledger } from "./ledger.ts";
import { marksOf } from "./marks.ts";
import { Portfolio } from "./portfolio/portfolio.ts";
import type { Weigh } from "./portfolio/rebalancer.ts";
import {
  neverDefined,
  prepare,
  presentOf,
  rebindPresent,
  type StrategyView,
  strategyView,
  warmupOf,
} from "./prepared.ts";
import type { Profile } from "./profile.ts";
import { RunContext } from "./run-context.ts";
import { deciderOf } from "./session-ends.ts";
import { missingNameHint, strategyFailure } from "./strategy-failure.ts";
import { symbolResults } from "./symbol-results.ts";
import { isDirectional, playTarget } from "./target-loop.ts";
import { opinionOf, requireTarget } from "./target-opinion.ts";
import { ratesOf, termsOf } from "./terms.ts";
import { tooFewBars } from "./too-few-bars.ts";
import { lotsOf, participationOf } from "./tradable.ts";
import { TradeLog, tradesAcross } from "./trade-matching.ts";
import { Venue } from "./venue.ts";
import { watchedDecider } from "./watched-decider.ts";

export interface RunnerSetup {
  readonly strategy: AnyStrategy;
  readonly market: Market;
  readonly profile: Profile;
  /** Starting cash, in the account's currency. */
  readonly cash: number;
  /** Bars before this clock index serve as warm-up and are not measured. */
  readonly from: number;
  /** "auto": decisions start when every prepared column is defined; a number: that many bars after the first. */
  readonly warmup: "auto" | number;
  /** Everything a result needs; or equity and trades; or the statistics only (most sweeps). */
  readonly keep: "all" | "trades" | "statistics";
  /** How orders are sized and what is refused; absent or null: all of equity, and nothing is. */
  readonly risk?: RiskSettings | null | undefined;
  /** See BookSetup. */
  readonly plansAll?: boolean;
  /** What the run says over the strategy's own `rebalance`. */
  readonly rebalance?: Partial<RebalanceSettings>;
}

/**
 * Runs one strategy over one market, any number of times with other parameters: a single run and every trial of a
 * sweep come through here.
 */
export class Runner {
  readonly setup: RunnerSetup;
  readonly ledger: Ledger;
  readonly venue: Venue;
  readonly #view: StrategyView;
  readonly #marks: Float64Array;
  readonly #context: RunContext;
  readonly #memory = new PreparationMemory();
  #now: Record<string, unknown> | null = null;
  #warmupBars = 0;
  #from = 0;
  #to = 0;
  readonly #trades = new TradeLog();
  #closed: ClosedTrades | null = null;
  #portfolio: Portfolio | null = null;

  constructor(setup: RunnerSetup) {
    this.setup = setup;
    const { market, profile, keep } = setup;
    const { assets, clock } = market;
    const actions = profile.corporateActions === "booked" ? actionsOf(market) : null;
    this.#marks = marksOf(market, actions);
    const { commission, slippage } = costModelsOf(profile);
    const lots = lotsOf(market, profile);
    const basis = { time: clock, assets: assets.length, marks: this.#marks };
    this.ledger = new Ledger(basis, ratesOf(profile, market), termsOf(profile, commission, slippage, lots), {
      recordEquity: keep !== "statistics",
      recordFills: keep !== "statistics" || setup.risk?.sizing?.method === "kelly",
      actions,
      lots,
    });
    this.venue = new Venue({
      market,
      ledger: this.ledger,
      profile,
      commission,
      slippage,
      lots,
      participation: participationOf(market, profile),
      marks: this.#marks,
      recordOrders: keep === "all",
      risk: this.#deskOf(setup),
      plansAll: setup.plansAll === true,
      actions,
    });
    this.#view = strategyView(market);
    this.#context = new RunContext(this.venue, keep === "all");
  }

  /** Plays one run. Throws StrategyError when the strategy's code fails, DataError when the warm-up needs more bars. */
  run(params: ParameterValues, warmup = this.setup.warmup): CoreStatistics {
    const { strategy, market, profile, cash, keep } = this.setup;
    const prepared = this.#prepare(params);
    const from = this.#firstBar(prepared, warmup);
    const to = market.clock.length;
    this.#from = from;
    this.venue.reset();
    this.#trades.clear();
    this.#context.reset();
    this.ledger.reset(cash, from);
    this.venue.risk?.reset(cash);
    this.#closed?.reset();
    const target = strategy.target === undefined ? null : this.#target(prepared, params);
    if (target !== null) this.#playTarget(target, from, to);
    else if (strategy.weights !== undefined) this.#playWeights(prepared, params, from, to);
    else this.#playStrategy(prepared, params, from, to);
    this.#to = finishRun(this.venue, to);
    if (keep === "trades") {
      const { fills, actions } = this.ledger;
      tradesAcross(fills, actions?.splits ?? [], market.assets.length, profile.tradeMatching, this.#trades);
    }
    const statistics = this.ledger.statistics(this.#to);
    if (statistics.finalEquity - statistics.finalEquity !== 0) throw this.#noEquity();
    return statistics;
  }

  /** What a person hears whose orders, or prices, are larger than numbers can hold. */
  #noEquity(): StrategyError {
    const bar = this.ledger.equity?.findIndex((value) => value - value !== 0) ?? -1;
    const error = new StrategyError({
      code: "equity-not-finite",
      message: "The equity is no number any more: what is held is worth more than a number can hold.",
      help: "Look at the sizes of the orders up to there, and at the prices: ivy data validate names those that cannot be.",
    });
    CURSOR.bar = bar < 0 ? this.#to - 1 : bar;
    return strategyFailure(error, "the run", this.#moment(), "");
  }

  /** The trades of the last run that kept trades. The next run writes to the same columns. */
  trades(): TradeColumns {
    return this.#trades;
  }

  /** Executions of the last run of a portfolio that were booked as columns. */
  get columnFills(): number {
    return this.#portfolio?.columnFills ?? 0;
  }

  /** What the last run leaves behind; only where everything was kept. */
  record(): RunRecord {
    const { market, profile, cash } = this.setup;
    const { ledger, venue } = this;
    const equity = ledger.equity!.slice();
    equity.fill(Number.NaN, this.#to);
    const fills = ledger.fills.snapshot();
    const portfolio = this.#portfolio?.columns() ?? null;
    const splits = ledger.actions?.splits.slice() ?? [];
    const columns = bookColumns(cash, fills, ledger.openingCash, splits, this.#marks, market.assets.length, this.#to);
    // What was written off at ruin stands in no fill.
    columns.cash[this.#to - 1] = ledger.cash;
    return {
      market,
      from: this.#from,
      to: this.#to,
      warmupBars: this.#warmupBars,
      equity,
      ...columns,
      statistics: ledger.statistics(this.#to),
      costs: ledger.costs(),
      bySymbol: symbolResults(market, ledger, this.#to),
      fills,
      trades: tradesAcross(fills, splits, market.assets.length, profile.tradeMatching),
      orders: venue.records.slice(),
      records: new Map(this.#context.records),
      ambiguous: venue.ambiguous,
      decided: venue.decided,
      uncertain: venue.uncertain,
      legsOff: { ...venue.legsOff },
      risk: venue.risk?.summary() ?? [],
      splits,
      ruined: ledger.ruinedAt >= 0,
      ...(portfolio !== null && { portfolio }),
    };
  }

  /** Leading bars at which some column is not defined with these parameters: what a sweep aligns its trials by. */
  warmupFor(params: ParameterValues): number {
    return this.#warmupOf(this.#prepare(params)) + this.setup.profile.extraWarmup;
  }

  #prepare(params: ParameterValues): Prepared {
    const { strategy } = this.setup;
    try {
      return this.#memory.remember(() => prepare(strategy, this.#view, params));
    } catch (error) {
      throw strategyFailure(error, "prepare", null, "");
    }
  }

  #target(prepared: Prepared, params: ParameterValues): Target {
    const { strategy, market } = this.setup;
    try {
      const target = this.#memory.remember(() => strategy.target!(prepared, params));
      requireTarget(target, market.clock.length);
      return target;
    } catch (error) {
      throw strategyFailure(error, "target", null, "");
    }
  }

  #deskOf({ risk, market, profile }: RunnerSetup): RiskDesk | null {
    if (risk === undefined || risk === null) return null;
    const { fills, actions } = this.ledger;
    const closed = new ClosedTrades(fills, actions?.splits ?? [], market.assets.length, profile.tradeMatching);
    this.#closed = closed;
    return new RiskDesk(risk, market, {
      barsPerYear: barsPerYear(market),
      allEquity: profile.allEquity,
      newTrades: () => closed.since(),
    });
  }

  /** Leading bars at which a prepared column, or what orders are sized by, is not defined. */
  #warmupOf(prepared: Prepared): number {
    const isPortfolio = this.setup.strategy.weights !== undefined;
    return Math.max(warmupOf(prepared, isPortfolio), this.venue.risk?.sizer.warmupBars ?? 0);
  }

  /** The first bar with a decision, which is the first that is measured. */
  #firstBar(prepared: Prepared, warmup: "auto" | number): number {
    const { from, profile, market } = this.setup;
    this.#warmupBars = warmup === "auto" ? this.#warmupOf(prepared) : warmup;
    const first = Math.max(from, this.#warmupBars + (warmup === "auto" ? profile.extraWarmup : 0));
    if (first < market.clock.length) return first;
    throw tooFewBars(
      market.clock.length,
      first,
      warmup === "auto" ? neverDefined(prepared, market.clock.length) : null,
    );
  }

  #playTarget(target: Target, from: number, to: number): void {
    const { venue } = this;
    const { market, profile, keep } = this.setup;
    const hasActions = this.ledger.actions !== null || endingOf(market.assets[0]!) !== null;
    const isBare = !hasActions && profile.maintenanceMargin === 0;
    const isSimple = venue.leavesLone && venue.isSolo && !venue.hasCap && isBare && profile.lastBar === "stayOpen";
    const isPlain = venue.risk === null || venue.risk.passesTargets(venue.setup.recordOrders);
    if (isSimple && isPlain && isDirectional(target)) {
      const canLog = keep === "trades" && profile.tradeMatching === "flatToFlat";
      playTarget(venue, target, from, to, canLog ? this.#trades : null);
      return;
    }
    const handle = this.#context.handles[market.asked[0]!]!;
    let wanted = 0;
    const follower: Decider = {
      onBar() {
        const value = opinionOf(target, CURSOR.bar, wanted);
        if (value !== value || value === wanted) return;
        wanted = value;
        handle.aim(value);
      },
    };
    playBars(venue, watchedDecider(follower, venue), this.#context, null, null, from, to);
  }

  #playStrategy(prepared: Prepared, params: ParameterValues, from: number, to: number): void {
    const { strategy } = this.setup;
    const context = this.#context;
    if (this.#now === null || !rebindPresent(this.#now, prepared)) {
      this.#now = presentOf(prepared, this.#view, context.handles);
    }
    const now = this.#now;
    const state = strategy.state?.(params);
    try {
      const decider = watchedDecider(deciderOf(strategy, this.setup.market), this.venue);
      playBars(this.venue, decider, context, now, state, from, to);
    } catch (error) {
      // What the prices cannot give to a cost model is no failure of the strategy.
      if (error instanceof DataError) throw error;
      const hint =
        error instanceof IvyError
          ? ""
          : missingNameHint("onBar", now, (telling) => strategy.onBar!(context, telling, state));
      throw strategyFailure(error, "onBar", this.#moment(), hint);
    }
  }

  #playWeights(prepared: Prepared, params: ParameterValues, from: number, to: number): void {
    const { strategy, rebalance } = this.setup;
    this.#portfolio ??= new Portfolio(this.venue, this.#context, rebalanceSettings(strategy.rebalance, rebalance));
    const portfolio = this.#portfolio;
    const now = presentOf(prepared, this.#view, portfolio.assets);
    const state = strategy.state?.(params);
    let again = (_telling: unknown): void => {};
    const weigh: Weigh = (context, assets) => {
      again = (telling) => strategy.weights!(context, telling, assets, state);
      return strategy.weights!(context, now, assets, state);
    };
    try {
      portfolio.play(weigh, from, to);
    } catch (error) {
      if (error instanceof DataError) throw error;
      const hint = error instanceof IvyError ? "" : missingNameHint("weights", now, again);
      throw strategyFailure(error, "weights", this.#moment(), hint);
    }
  }

  #moment(): { bar: number; time: number; symbol: string } {
    const { market } = this.setup;
    const { bar } = CURSOR;
    const symbols = market.asked.map((k) => market.assets[k]!.symbol);
    const symbol = symbols.length > MOST_NAMED ? `${symbols.length} assets` : symbols.join(",");
    return { bar, time: market.clock[bar]!, symbol };
  }
}

/** Symbols that an error names one by one. */
const MOST_NAMED = 10;
