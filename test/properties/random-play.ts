import fc from "fast-check";
import type { BarSeries } from "#domain/bars";
import { type Market, marketOf } from "#domain/market";
import type { OrderRequest, OrderType, TimeInForce } from "#domain/order";
import { parseCommission } from "#engine/costs/commission";
import { parseSlippage } from "#engine/costs/slippage";
import { finishRun } from "#engine/event-loop";
import { Ledger } from "#engine/ledger";
import { marksOf } from "#engine/marks";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { termsOf } from "#engine/terms";
import { Venue } from "#engine/venue";
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
}

export interface RandomAsset {
  readonly start: number;
  /** Prices are whole multiples of it: a coarse one makes ties and touches frequent. */
  readonly tick: number;
  readonly lot: number;
  readonly steps: readonly BarStep[];
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
});

const asset: fc.Arbitrary<RandomAsset> = fc.record({
  start: fc.integer({ min: 20, max: 150 }),
  tick: fc.constantFrom(0.01, 0.5),
  lot: fc.constantFrom(0, 1, 1, 0.1),
  steps: fc.array(step, { minLength: BARS, maxLength: BARS }),
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
  });
}

function runOf(orders: fc.Arbitrary<RandomOrder>, caps: readonly (number | null)[]): fc.Arbitrary<RandomRun> {
  return fc.record({
    assets: fc.array(asset, { minLength: 1, maxLength: 3 }),
    days: fc.array(fc.constantFrom(1, 1, 1, 3), { minLength: BARS, maxLength: BARS }),
    orders: fc.array(orders, { minLength: 1, maxLength: 30 }),
    commission: fc.constantFrom("none", "10bps", "0.005/share:1"),
    slippage: fc.constantFrom("none", "5bps", "50bps"),
    borrow: fc.constantFrom(0, 0.03),
    interest: fc.constantFrom(0, 0.06),
    leverage: fc.constantFrom(1, 1, 2),
    participation: fc.constantFrom(...caps),
  });
}

/** Market, limit, stop and stop-limit orders, alone and in groups. */
export const simpleRun = runOf(order(SIMPLE, ["gtc"], false), [null]);

/** Besides: trailing stops, market-on-close, brackets, times in force and a volume cap. */
export const fullRun = runOf(
  order([...SIMPLE, "trailing", "marketOnClose"], ["gtc", "gtc", "gtc", "day", "gtd", "ioc", "fok"], true),
  [null, 0.1, 0.02],
);

/** The series of a run, in the order in which its assets stand. */
export function seriesOf({ assets, days }: RandomRun, bars = BARS): BarSeries[] {
  let time = 18_262 * DAY;
  const clock = days.map((day) => (time += day * DAY)).slice(0, bars);
  return assets.map(({ start, tick, steps }, index) => {
    const near = (price: number) => Math.max(tick, Math.round(price / tick) * tick);
    let last = start;
    const rows: number[][] = [];
    for (const [i, moment] of clock.entries()) {
      const { gap, move, up, down, volume, hole } = steps[i]!;
      const open = near(last * (1 + gap / 1e4));
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
}

export interface PlayOptions {
  /** Cut off after this many bars. */
  readonly bars?: number;
  /** In which order the assets are given. */
  readonly permutation?: readonly number[];
  /** Mark only when something needs it, as a run does. */
  readonly lazily?: boolean;
}

/** Plays the random orders on the engine's own venue and ledger. */
export function playRandom(run: RandomRun, { bars = BARS, permutation, lazily = false }: PlayOptions = {}): Played {
  const series = seriesOf(run, bars).filter((one) => one.time.length > 0);
  const given =
    permutation === undefined ? series : permutation.filter((i) => i < series.length).map((i) => series[i]!);
  const market = marketOf(given);
  const profile: Profile = { ...profileNamed("ivy"), ...profileSettings(run) };
  const marks = marksOf(market);
  const commission = parseCommission(profile.commission);
  const slippage = parseSlippage(profile.slippage);
  const lots = Float64Array.from(market.assets, ({ symbol }) => run.assets["ABC".indexOf(symbol)]!.lot);
  const basis = { time: market.clock, assets: market.assets.length, marks };
  const terms = termsOf(profile, commission, slippage, lots);
  const ledger = new Ledger(basis, profile, terms, { recordEquity: true, recordFills: true });
  const cap = run.participation ?? Number.POSITIVE_INFINITY;
  const participation = new Float64Array(market.assets.length).fill(cap);
  const setup = { market, ledger, profile, commission, slippage, lots, participation, marks, recordOrders: true };
  const venue = new Venue(setup);
  ledger.reset(STARTING_CASH, 0);
  const cash: number[] = [];
  for (let bar = 0; bar < market.clock.length; bar++) {
    if (!venue.step(bar)) break;
    if (!lazily || !ledger.mayLag) ledger.markTo(bar);
    cash.push(ledger.cash);
    if (ledger.ruinedAt >= 0) break;
    venue.afterClose(bar);
    venue.bar = bar;
    for (const [number, one] of run.orders.entries()) {
      if (one.at === bar) placeAll(requestsOf(one, number, venue, bar), venue, bar);
    }
  }
  const to = finishRun(venue, market.clock.length);
  return { market, venue, ledger, to, cash, lots };
}

function profileSettings({ commission, slippage, borrow, interest, leverage }: RandomRun): Partial<Profile> {
  return { commission, slippage, borrow, interest, leverage };
}

function placeAll(requests: readonly OrderRequest[], venue: Venue, bar: number): void {
  for (const request of requests) venue.place(request, bar);
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
  const away = (direction: number) => cents(close * (1 + (direction * order.first) / 1e4));
  const { type, fraction, timeInForce } = order;
  const mayShare = fraction !== null && type !== "stopLimit" && type !== "trailing" && type !== "marketOnClose";
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
      ...(type === "trailing" && { trail: order.second > 0 ? { fraction: 0.03 } : { amount: cents(close * 0.03) } }),
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
