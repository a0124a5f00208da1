import type { PortfolioColumns } from "#domain/rebalance";
import { approveOrder } from "#risk/approve-order";
import type { Context } from "#strategy/context";
import { CURSOR } from "#strategy/present";
import type { RebalanceSettings } from "#strategy/rebalance";
import { type Decider, playBars } from "../event-loop.ts";
import type { Venue } from "../venue.ts";
import { watchedDecider } from "../watched-decider.ts";
import { Basket } from "./basket.ts";
import { playBasket } from "./basket-loop.ts";
import { portfolioBasis } from "./portfolio-basis.ts";
import { PresentAsset } from "./present-asset.ts";
import { RebalanceLog } from "./rebalance-log.ts";
import { Rebalancer, type Weigh } from "./rebalancer.ts";
import { WeighingContext } from "./weighing-context.ts";

/** What the orders of a rebalance are called in trades.csv and orders.csv. */
const TAG = "rebalance";
const SUPERSEDED = "the next rebalance came first";

/** The weights of a run, traded: by the order book, or by columns where both come to the same. */
export class Portfolio {
  /** As `weights` sees them, in the order of the market. */
  readonly assets: readonly PresentAsset[];
  readonly #venue: Venue;
  readonly #context: Context;
  readonly #rebalancer: Rebalancer;
  readonly #log: RebalanceLog | null;
  /** Null where orders must go through the book. */
  readonly #basket: Basket | null;

  constructor(venue: Venue, context: Context, settings: RebalanceSettings) {
    const { market, marks, recordOrders } = venue.setup;
    const basis = portfolioBasis(market, marks);
    this.#venue = venue;
    this.#context = context;
    this.#log = recordOrders ? new RebalanceLog() : null;
    const weighing = { equity: Number.NaN };
    this.assets = market.assets.map((_, index) => new PresentAsset(index, venue, weighing));
    const view = { context: new WeighingContext(context), assets: this.assets, weighing };
    this.#rebalancer = new Rebalancer(venue, basis, settings, view, this.#log);
    this.#basket = fillsInColumns(venue) ? new Basket(venue.setup, basis, this.#rebalancer.plan) : null;
  }

  /** Plays the bars [from, to). */
  play(weigh: Weigh, from: number, to: number): void {
    const rebalancer = this.#rebalancer;
    rebalancer.reset(weigh, from);
    if (this.#basket !== null) playBasket(this.#venue, rebalancer, this.#basket, from, to);
    else playBars(this.#venue, watchedDecider(this.#decider(), this.#venue), this.#context, null, null, from, to);
  }

  /** Executions of the last run, where they were booked in columns. */
  get columnFills(): number {
    return this.#basket?.fills ?? 0;
  }

  /** What each rebalance decided; null where no records are kept. */
  columns(): PortfolioColumns | null {
    return this.#log?.snapshot() ?? null;
  }

  #decider(): Decider {
    const rebalancer = this.#rebalancer;
    const venue = this.#venue;
    return {
      onBar: () => {
        const { bar } = CURSOR;
        if (!rebalancer.step(bar, venue.orders.length > 0)) return;
        for (const order of venue.orders) if (order.placedAt < bar) venue.end(order, "cancelled", SUPERSEDED);
        venue.compact();
        const { quantities, values } = rebalancer.plan;
        // In the order of symbols, so that it does not matter in which order the assets were asked for.
        for (let asset = 0; asset < quantities.length; asset++) {
          if (quantities[asset] !== 0) this.#place(asset, quantities[asset]!, values[asset] === 0, bar);
        }
      },
    };
  }

  #place(asset: number, units: number, reduceOnly: boolean, bar: number): void {
    const venue = this.#venue;
    const side = units > 0 ? "buy" : "sell";
    const asked = { asset, side, type: "market", quantity: Math.abs(units), reduceOnly, tag: TAG } as const;
    const held = venue.positions[asset]!;
    const floorToLot = (quantity: number) => venue.floorToLot(quantity, asset);
    const facts = { isSized: true, confidence: 1, held, floorToLot };
    const { request, reason, isRefused } = approveOrder(asked, facts, venue.risk, bar);
    if (reason !== null) venue.risk?.count(reason, "refused");
    if (isRefused) venue.refuse(asked, bar, reason!);
    else venue.place(request, bar, reason ?? "");
  }
}

/** Whether the orders of a rebalance may be booked as columns: nothing that only the order book knows applies to them. */
function fillsInColumns(venue: Venue): boolean {
  const { profile, recordOrders, market, actions } = venue.setup;
  const { sequence, fillAt, cash, shortMargin, lastBar, maintenanceMargin, slippageOn, ruin, delisting } = profile;
  const isPlainCash = cash === "trim" && shortMargin === 1 && maintenanceMargin === 0;
  const isPlainPrice = slippageOn === "all" || slippageOn === "entries";
  const isPlainEnd = ruin === "close" && delisting !== "hold";
  const isPlainBar = fillAt !== "nextClose" && lastBar === "stayOpen" && profile.reentryOnExitBar;
  // One asset alone may be marked in stretches, which the event loop knows about.
  // What volume leaves of an order goes on at the next open, and the next rebalance looks at a close.
  const isPlainVolume = !venue.hasCap || fillAt === "nextOpen";
  const isPlainBook = !recordOrders && isPlainVolume && market.assets.length > 1;
  const isPlainDesk = venue.charging === null && venue.risk === null;
  const isPlainRun = isPlainCash && isPlainPrice && isPlainBar && isPlainEnd;
  return sequence === "reducingFirst" && isPlainRun && isPlainBook && isPlainDesk && !actions;
}
