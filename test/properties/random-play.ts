import fc from "fast-check";
import { StrategyError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import { type Market, marketOf } from "#domain/market";
import type { OrderRequest, OrderType, TimeInForce } from "#domain/order";
import { type ScheduledAction, scheduleOf } from "#engine/actions/schedule";
import { parseCommission } from "#engine/costs/commission";
import { parseSlippage } from "#engine/costs/slippage";
import { finishRun } from "#engine/event-loop";
import { Ledger } from "#engine/ledger";
import { MarginDesk } from "#engine/margin-call";
import { marksOf } from "#engine/marks";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { termsOf } from "#engine/terms";
import { Venue } from "#engine/venue";
import type { WorkingOrder } from "#engine/working-order";
import { rawSeries } from "../oracle/scenario.ts";

const DAY = 86_400_000;

/** One bar as steps in basis points from the close before; small whole numbers, so that a failing case shrinks well. */
interface BarStep {
  readonly gap: number;
  readonly move: number;
  readonly up: number;
  readonly down: number;
  readonly volume: number;
  readonly hole: boolean;
  /** A jump at the open, in basis points: mostly none. */
  readonly shock: number;
}

export interface RandomAsset {
  readonly start: number;
  /** Prices are whole multiples of it: a coarse one makes ties and touches frequent. */
  readonly tick: number;
  readonly lot: number;
  readonly steps: readonly BarStep[];
  readonly split: { readonly bar: number; readonly ratio: number } | null;
  readonly dividends: readonly { readonly bar: number; readonly amount: number }[];
}

export interface RandomOrder {
  readonly at: number;
  readonly asset: number;
  readonly side: "buy" | "sell";
  readonly type: OrderType;
  readonly quantity: number;
  /** Share of equity instead of the quantity; null: the quantity. */
  readonly fraction: number | null;
  /** Distances of the levels from the last close, in basis points. */
  readonly first: number;
  readonly second: number;
  readonly timeInForce: TimeInForce;
  readonly group: boolean;
  readonly bracket: boolean;
  /** A limit and a stop around the price, of which one ends the other. */
  readonly pair: boolean;
  /** What becomes of it two bars later. */
  readonly later: "nothing" | "cancel" | "replace";
}

export interface RandomRun {
  readonly assets: readonly RandomAsset[];
  /** Days between bars. */
  readonly days: readonly number[];
  readonly orders: readonly RandomOrder[];
  readonly commission: string;
  readonly slippage: string;
  readonly borrow: number;
  readonly interest: number;
  readonly leverage: number;
  readonly participation: number | null;
  readonly maintenanceMargin: number;
}

export const STARTING_CASH = 10_000;
const BARS = 24;

const step = fc.record({
  gap: fc.integer({ min: -600, max: 600 }),
  move: fc.integer({ min: -500, max: 500 }),
  up: fc.integer({ min: 0, max: 300 }),
  down: fc.integer({ min: 0, max: 300 }),
  volume: fc.integer({ min: 0, max: 3_000 }),
  hole: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 9),
  shock: fc.integer({ min: 0, max: 99 }).map((dice) => (dice === 99 ? 12_000 : dice === 98 ? -7_000 : 0)),
});

const asset: fc.Arbitrary<RandomAsset> = fc.record({
  start: fc.integer({ min: 20, max: 150 }),
  tick: fc.constantFrom(0.01, 0.5),
  lot: fc.constantFrom(0, 1, 1, 0.1),
  steps: fc.array(step, { minLength: BARS, maxLength: BARS }),
  split: fc.constant(null),
  dividends: fc.constant([]),
});

const bar = fc.integer({ min: 1, max: BARS - 1 });

/** With a split on one asset of three, to more shares or to fewer, and up to two dividends. */
const payingAsset: fc.Arbitrary<RandomAsset> = fc.record({
  start: fc.integer({ min: 20, max: 150 }),
  tick: fc.constantFrom(0.01, 0.5),
  lot: fc.constantFrom(0, 1, 1, 0.1),
  steps: fc.array(step, { minLength: BARS, maxLength: BARS }),
  split: fc.oneof(
    fc.constant(null),
    fc.constant(null),
    fc.record({ bar, ratio: fc.constantFrom(2, 3, 1.5, 0.5, 0.1) }),
  ),
  dividends: fc.array(fc.record({ bar, amount: fc.constantFrom(0.1, 0.5, 3) }), { maxLength: 2 }),
});

const SIMPLE: readonly OrderType[] = ["market", "market", "market", "limit", "stop", "stopLimit"];

function order(types: readonly OrderType[], forces: readonly TimeInForce[], brackets: boolean) {
  return fc.record({
    at: fc.integer({ min: 0, max: BARS - 2 }),
    asset: fc.integer({ min: 0, max: 2 }),
    side: fc.constantFrom("buy" as const, "sell" as const),
    type: fc.constantFrom(...types),
    quantity: fc.integer({ min: 1, max: 300 }),
    fraction: fc.constantFrom(null, null, 0, 0.25, 0.5, 1),
    first: fc.integer({ min: 0, max: 500 }),
    second: fc.integer({ min: -100, max: 100 }),
    timeInForce: fc.constantFrom(...forces),
    group: fc.integer({ min: 0, max: 5 }).map((dice) => dice === 5),
    bracket: brackets ? fc.integer({ min: 0, max: 3 }).map((dice) => dice === 3) : fc.constant(false),
    pair: brackets ? fc.integer({ min: 0, max: 9 }).map((dice) => dice === 9) : fc.constant(false),
    later: brackets ? fc.constantFrom("nothing", "nothing", "nothing", "cancel", "replace") : fc.constant("nothing"),
  });
}

function runOf(
  orders: fc.Arbitrary<RandomOrder>,
  caps: readonly (number | null)[],
  assets: fc.Arbitrary<RandomAsset>,
  lines: readonly number[],
): fc.Arbitrary<RandomRun> {
  return fc.record({
    assets: fc.array(assets, { minLength: 1, maxLength: 3 }),
    days: fc.array(fc.constantFrom(1, 1, 1, 3), { minLength: BARS, maxLength: BARS }),
    orders: fc.array(orders, { minLength: 1, maxLength: 30, size: "max" }),
    commission: fc.constantFrom("none", "10bps", "0.005/share:1"),
    slippage: fc.constantFrom("none", "5bps", "50bps"),
    borrow: fc.constantFrom(0, 0.03),
    interest: fc.constantFrom(0, 0.06),
    leverage: fc.constantFrom(1, 1, 2),
    participation: fc.constantFrom(...caps),
    maintenanceMargin: fc.constantFrom(...lines),
  });
}

/** Market, limit, stop and stop-limit orders, alone and in groups. */
export const simpleRun = runOf(order(SIMPLE, ["gtc"], false), [null], asset, [0]);

/**
 * Besides: trailing stops and stop-limits, orders at the open and the close alone, brackets, pairs, times in force, orders that are
 * cancelled or replaced, a volume cap, splits, dividends and margin calls.
 */
export const fullRun = runOf(
  order(
    [...SIMPLE, "trailing", "trailingLimit", "marketOnClose", "marketOnOpen"],
    ["gtc", "gtc", "gtc", "day", "gtd", "ioc", "fok"],
    true,
  ),
  [null, 0.1, 0.02],
  payingAsset,
  [0, 0, 0.4],
);

/** The series of a run, in the order in which its assets stand. */
export function seriesOf({ assets, days }: RandomRun, bars = BARS): BarSeries[] {
  let time = 18_262 * DAY;
  const clock = days.map((day) => (time += day * DAY)).slice(0, bars);
  return assets.map(({ start, tick, steps, split }, index) => {
    const near = (price: number) => Math.max(tick, Math.round(price / tick) * tick);
    let last = start;
    const rows: number[][] = [];
    for (const [i, moment] of clock.entries()) {
      const { gap, move, up, down, volume, hole, shock } = steps[i]!;
      if (split?.bar === i) last /= split.ratio;
      const open = near(last * (1 + (gap + shock) / 1e4));
      const close = near(open * (1 + move / 1e4));
      const high = near(Math.max(open, close) * (1 + up / 1e4));
      const low = near(Math.min(open, close) * (1 - down / 1e4));
      last = close;
      // The first asset has every bar, so that cutting the data cuts the clock at the same place.
      if (!hole || index === 0) rows.push([moment, open, high, low, close, volume]);
    }
    return rawSeries("ABC"[index]!, rows);
  });
}

/** What a run did, with the books after each close. */
export interface Played {
  readonly market: Market;
  readonly venue: Venue;
  readonly ledger: Ledger;
  /** One past the last bar. */
  readonly to: number;
  /** Cash after each close. */
  readonly cash: number[];
  /** Symbol → lot. */
  readonly lots: Float64Array;
  /** Splits and dividends, as they were planned. */
  readonly actions: readonly ScheduledAction[];
  /** Orders that the profile does not play. */
  readonly unplayed: number;
}

export interface PlayOptions {
  /** Cut off after this many bars. */
  readonly bars?: number;
  /** In which order the assets are given. */
  readonly permutation?: readonly number[];
  /** Mark only when something needs it, as a run does. */
  readonly lazily?: boolean;
  /** Another profile than ivy, with its own settings but for costs. */
  readonly profile?: string;
}

/** Plays the random orders on the engine's own venue and ledger. */
export function playRandom(
  run: RandomRun,
  { bars = BARS, permutation, lazily = false, profile: name = "ivy" }: PlayOptions = {},
): Played {
  const series = seriesOf(run, bars).filter((one) => one.time.length > 0);
  const given =
    permutation === undefined ? series : permutation.filter((i) => i < series.length).map((i) => series[i]!);
  const market = marketOf(given);
  const profile: Profile = { ...profileNamed(name), ...(name === "ivy" ? allSettings(run) : costSettings(run)) };
  const planned = profile.corporateActions === "booked" ? plannedActions(run, market) : [];
  const actions = scheduleOf(planned);
  const marks = marksOf(market, actions);
  const commission = parseCommission(profile.commission);
  const slippage = parseSlippage(profile.slippage);
  const lots = Float64Array.from(market.assets, ({ symbol }) => run.assets["ABC".indexOf(symbol)]!.lot);
  const basis = { time: market.clock, assets: market.assets.length, marks };
  const terms = termsOf(profile, commission, slippage, lots);
  const ledger = new Ledger(basis, profile, terms, { recordEquity: true, recordFills: true, actions, lots });
  const cap = (name === "ivy" ? run : profile).participation ?? Number.POSITIVE_INFINITY;
  const participation = new Float64Array(market.assets.length).fill(cap);
  const setup = {
    market,
    ledger,
    profile,
    commission,
    slippage,
    lots,
    participation,
    marks,
    recordOrders: true,
    actions,
  };
  const venue = new Venue(setup);
  const margin = profile.maintenanceMargin === 0 ? null : new MarginDesk(venue);
  const atSignal = profile.fillAt === "signalClose";
  const placing = new Placing(run, venue);
  ledger.reset(STARTING_CASH, 0);
  const cash: number[] = [];
  for (let bar = 0; bar < market.clock.length; bar++) {
    if (!venue.step(bar)) break;
    if (ledger.nextAction <= bar && !ledger.beginBar(bar)) break;
    if (atSignal) {
      venue.afterClose(bar);
      placing.act(bar);
      if (!venue.stepAtSignal(bar)) break;
    }
    if (!lazily || !ledger.mayLag) ledger.markTo(bar);
    cash.push(ledger.cash);
    if (ledger.ruinedAt >= 0) break;
    if (!atSignal) venue.afterClose(bar);
    venue.bar = bar;
    if (margin !== null && !ledger.mayLag) margin.look(bar);
    if (!atSignal) placing.act(bar);
  }
  const to = finishRun(venue, market.clock.length);
  return { market, venue, ledger, to, cash, lots, actions: planned, unplayed: placing.unplayed };
}

/** At the bar of the clock that stands for that of the run, whether or not the asset trades then. */
function plannedActions({ assets, days }: RandomRun, market: Market): ScheduledAction[] {
  let time = 18_262 * DAY;
  const clock = days.map((day) => (time += day * DAY));
  return assets.flatMap(({ split, dividends }, index) => {
    const asset = market.assets.findIndex(({ symbol }) => symbol === "ABC"[index]);
    if (asset < 0) return [];
    const at = (bar: number) => market.clock.indexOf(clock[bar]!);
    return [
      ...(split === null ? [] : [{ bar: at(split.bar), asset, split: split.ratio }]),
      ...dividends.map(({ bar, amount }) => ({ bar: at(bar), asset, dividend: amount })),
    ].filter((action) => action.bar >= 0);
  });
}

function costSettings({ commission, slippage }: RandomRun): Partial<Profile> {
  return { commission, slippage };
}

function allSettings(run: RandomRun): Partial<Profile> {
  const { borrow, interest, leverage, maintenanceMargin } = run;
  return { ...costSettings(run), borrow, interest, leverage, maintenanceMargin };
}

/** Places the orders of a run after each close, and cancels or replaces what it says. */
class Placing {
  unplayed = 0;
  readonly #run: RandomRun;
  readonly #venue: Venue;
  readonly #placed = new Map<RandomOrder, WorkingOrder>();

  constructor(run: RandomRun, venue: Venue) {
    this.#run = run;
    this.#venue = venue;
  }

  act(bar: number): void {
    for (const [number, one] of this.#run.orders.entries()) {
      const order = this.#placed.get(one);
      if (one.at + 2 === bar && order !== undefined) this.#change(one, order);
      if (one.at !== bar) continue;
      for (const request of requestsOf(one, number, this.#venue, bar)) this.#place(one, request, bar);
    }
  }

  #place(one: RandomOrder, request: OrderRequest, bar: number): void {
    try {
      this.#placed.set(one, this.#venue.place(request, bar));
    } catch (error) {
      // A profile says of some orders that it cannot play them.
      if (!(error instanceof StrategyError)) throw error;
      this.unplayed++;
    }
  }

  #change({ later, first }: RandomOrder, order: WorkingOrder): void {
    if (later === "cancel") this.#venue.cancel(order);
    if (later !== "replace" || order.isShare || order.oco !== null || order.group !== null) return;
    const factor = 1 + (first - 250) / 5000;
    const changes = {
      quantity: Math.max(1, Math.round((order.filled + order.quantity) * (first > 250 ? 2 : 0.5))),
      ...(order.limit === order.limit && order.type !== "trailingLimit" && { limit: cents(order.limit * factor) }),
      ...(order.type === "trailing" && { trail: { fraction: 0.02 } }),
    };
    this.#venue.replace(order, changes);
  }
}

/** An order, or the two legs of a group, with levels around the last close. Nothing for an asset that has no price yet. */
function requestsOf(order: RandomOrder, number: number, venue: Venue, bar: number): OrderRequest[] {
  const { market } = venue.setup;
  const asset = market.assets.findIndex(({ symbol }) => symbol === "ABC"[order.asset]);
  if (asset < 0) return [];
  const close = venue.lastClose(asset, bar);
  if (Number.isNaN(close)) return [];
  if (order.group && market.assets.length > 1) {
    const other = market.assets.findIndex(({ symbol }) => symbol === "ABC"[(order.asset + 1) % market.assets.length]);
    const opposite = order.side === "buy" ? "sell" : "buy";
    const leg = { type: "market" as const, quantity: order.quantity, group: `g${number}` };
    if (other === asset || Number.isNaN(venue.lastClose(other, bar))) return [];
    return [
      { ...leg, asset, side: order.side },
      { ...leg, asset: other, side: opposite },
    ];
  }
  const up = order.side === "buy" ? 1 : -1;
  if (order.pair) {
    const leg = { asset, side: order.side, quantity: order.quantity, oco: `p${number}` };
    const near = (direction: number) => cents(close * (1 + (direction * order.first) / 1e4));
    return [
      { ...leg, type: "limit", limit: near(-up) },
      { ...leg, type: "stop", stop: near(up) },
    ];
  }
  const away = (direction: number) => cents(close * (1 + (direction * order.first) / 1e4));
  const { type, fraction, timeInForce } = order;
  const isTrailing = type === "trailing" || type === "trailingLimit";
  const mayShare = fraction !== null && type !== "stopLimit" && type !== "marketOnClose" && !isTrailing;
  const stop = away(up);
  return [
    {
      asset,
      side: order.side,
      type,
      ...(mayShare ? { fraction } : { quantity: order.quantity }),
      ...(type === "limit" && { limit: away(-up) }),
      ...((type === "stop" || type === "stopLimit") && { stop }),
      ...(type === "stopLimit" && { limit: cents(stop * (1 + (up * order.second) / 1e4)) }),
      ...(isTrailing && { trail: order.second > 0 ? { fraction: 0.03 } : { amount: cents(close * 0.03) } }),
      ...(type === "trailingLimit" && { limitOffset: (close * order.second) / 1e4 }),
      timeInForce,
      ...(timeInForce === "gtd" && { until: market.clock[Math.min(bar + 3, market.clock.length - 1)]! }),
      ...(order.bracket && {
        bracket: {
          stop: order.second > 0 ? { fraction: 0.03 } : { trail: { fraction: 0.02 } },
          target: { fraction: 0.04 },
        },
      }),
    },
  ];
}

function cents(price: number): number {
  return Math.max(0.01, Math.round(price * 100) / 100);
}
