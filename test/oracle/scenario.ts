import type { BarSeries } from "#domain/bars";
import { FILL_MOMENTS } from "#domain/fill";
import { type Market, marketOf } from "#domain/market";
import type { Bracket, OrderRequest, OrderType, TimeInForce, Trail } from "#domain/order";
import { type ActionSchedule, type ScheduledAction, scheduleOf } from "#engine/actions/schedule";
import { parseCommission } from "#engine/costs/commission";
import { parseSlippage } from "#engine/costs/slippage";
import { finishRun } from "#engine/event-loop";
import { Ledger } from "#engine/ledger";
import { marksOf } from "#engine/marks";
import type { Profile } from "#engine/profile";
import { PROFILES } from "#engine/profiles";
import { termsOf } from "#engine/terms";
import { Venue } from "#engine/venue";
import type { WorkingOrder } from "#engine/working-order";

type Fill = [
  time: number,
  order: string,
  symbol: string,
  quantity: number,
  price: number,
  commission: number,
  when: string,
];

interface ScenarioOrder {
  at: number;
  do: "buy" | "sell" | "cancel";
  id: string;
  symbol: string;
  type: OrderType;
  quantity?: number;
  fraction?: number;
  limit?: number;
  stop?: number;
  trail?: Trail;
  tif?: TimeInForce;
  until?: number;
  group?: string;
  oco?: string;
  bracket?: { stop?: number | Trail; target?: number };
}

/** A scenario of the reference program for the fill rules, with what that program answers. */
export interface Scenario {
  cash: number;
  leverage?: number;
  participation?: number | null;
  costs: {
    slippageBps?: number;
    commission?: { type: "none" | "bps" | "perShare"; value?: number; minimum?: number };
    borrow?: number;
    interest?: number;
  };
  assets: Record<string, { bars: number[][]; lot?: number; splits?: number[][]; dividends?: number[][] }>;
  orders: ScenarioOrder[];
  expect: {
    fills: Fill[];
    equity: [number, number][];
    cash: number;
    positions: Record<string, number>;
    costs: Record<string, number>;
    ambiguous: number;
    ruined: boolean;
  };
}

export interface Answer {
  fills: Fill[];
  equity: [number, number][];
  cash: number;
  positions: Record<string, number>;
  costs: Record<string, number>;
  ambiguous: number;
  ruined: boolean;
}

/** Plays a scenario's orders on the engine's own venue and ledger. */
export function play(scenario: Scenario): Answer {
  const market = marketOf(Object.entries(scenario.assets).map(([symbol, { bars }]) => rawSeries(symbol, bars)));
  const profile = profileOf(scenario);
  const actions = actionsIn(scenario, market);
  const marks = marksOf(market, actions);
  const basis = { time: market.clock, assets: market.assets.length, marks };
  const commission = parseCommission(profile.commission);
  const slippage = parseSlippage(profile.slippage);
  const lots = Float64Array.from(market.assets, ({ symbol }) => scenario.assets[symbol]!.lot ?? 1);
  const terms = termsOf(profile, commission, slippage, lots);
  const ledger = new Ledger(basis, profile, terms, { recordEquity: true, recordFills: true, actions });
  const cap = scenario.participation ?? Number.POSITIVE_INFINITY;
  const venue = new Venue({
    market,
    ledger,
    profile,
    commission,
    slippage,
    lots,
    participation: new Float64Array(market.assets.length).fill(cap),
    marks,
    recordOrders: true,
    actions,
  });
  ledger.reset(scenario.cash, 0);
  const names = playOrders(scenario, market, venue);
  const to = finishRun(venue, market.clock.length);
  const { fills } = ledger;
  const answer: Fill[] = [];
  for (let i = 0; i < fills.length; i++) {
    const record = venue.records[fills.order[i]!];
    answer.push([
      market.clock[fills.bar[i]!]!,
      record === undefined ? "ruin" : renamed(record.id, names),
      market.assets[fills.asset[i]!]!.symbol,
      fills.quantity[i]!,
      fills.price[i]!,
      fills.commission[i]!,
      FILL_MOMENTS[fills.moment[i]!]!,
    ]);
  }
  const equity: [number, number][] = [];
  for (let i = 0; i < to; i++) equity.push([market.clock[i]!, ledger.equity![i]!]);
  const positions = Object.fromEntries(market.assets.map(({ symbol }, k) => [symbol, ledger.positions[k]!]));
  const costs = { ...ledger.costs(), dividends: ledger.dividends };
  return {
    fills: answer,
    equity,
    cash: ledger.cash,
    positions,
    costs,
    ambiguous: venue.ambiguous,
    ruined: ledger.ruinedAt >= 0,
  };
}

/** Splits and dividends at the first clock time from their own on, whether or not their asset trades then. */
function actionsIn({ assets }: Scenario, market: Market): ActionSchedule | null {
  const found: ScheduledAction[] = [];
  for (const [symbol, { splits = [], dividends = [] }] of Object.entries(assets)) {
    const asset = market.assets.findIndex((one) => one.symbol === symbol);
    const at = (time: number) => market.clock.findIndex((moment) => moment >= time);
    for (const [time, split] of splits) found.push({ bar: at(time!), asset, split: split! });
    for (const [time, dividend] of dividends) found.push({ bar: at(time!), asset, dividend: dividend! });
  }
  return scheduleOf(found.filter(({ bar }) => bar >= 0));
}

function playOrders(scenario: Scenario, market: Market, venue: Venue): Map<string, string> {
  const { ledger } = venue.setup;
  const placed = new Map<string, WorkingOrder>();
  const names = new Map<string, string>();
  const byTime = new Map<number, ScenarioOrder[]>();
  for (const order of scenario.orders) byTime.set(order.at, [...(byTime.get(order.at) ?? []), order]);
  for (let bar = 0; bar < market.clock.length; bar++) {
    if (!venue.step(bar)) break;
    if (!ledger.mayLag) ledger.markTo(bar);
    if (ledger.ruinedAt >= 0) break;
    venue.afterClose(bar);
    venue.bar = bar;
    for (const order of byTime.get(market.clock[bar]!) ?? []) {
      if (order.do === "cancel") {
        const working = placed.get(order.id);
        if (working !== undefined) venue.cancel(working);
        continue;
      }
      const working = venue.place(requestOf(order, market), bar);
      placed.set(order.id, working);
      names.set(working.record!.id, order.id);
    }
  }
  return names;
}

/** The engine numbers orders itself; the scenario has names of its own, which children carry too. */
function renamed(id: string, names: ReadonlyMap<string, string>): string {
  const slash = id.indexOf("/");
  return slash < 0 ? names.get(id)! : names.get(id.slice(0, slash))! + id.slice(slash);
}

function requestOf(order: ScenarioOrder, market: Market): OrderRequest {
  const { quantity, fraction, limit, stop, trail, tif, until, group, oco, bracket } = order;
  return {
    asset: market.assets.findIndex((asset) => asset.symbol === order.symbol),
    side: order.do as "buy" | "sell",
    type: order.type,
    ...(quantity !== undefined && { quantity }),
    ...(fraction !== undefined && { fraction }),
    ...(limit !== undefined && { limit }),
    ...(stop !== undefined && { stop }),
    ...(trail !== undefined && { trail }),
    ...(tif !== undefined && { timeInForce: tif }),
    ...(until !== undefined && { until }),
    ...(group !== undefined && { group }),
    ...(oco !== undefined && { oco }),
    ...(bracket !== undefined && { bracket: bracketOf(bracket) }),
  };
}

function bracketOf({ stop, target }: { stop?: number | Trail; target?: number }): Bracket {
  return {
    ...(stop !== undefined && { stop: typeof stop === "number" ? { price: stop } : { trail: stop } }),
    ...(target !== undefined && { target: { price: target } }),
  };
}

/** Rows of time, open, high, low, close and volume as a series of raw daily bars. */
export function rawSeries(symbol: string, bars: readonly (readonly number[])[]): BarSeries {
  const column = (i: number) => Float64Array.from(bars, (bar) => bar[i]!);
  return {
    symbol,
    timeframe: "1d",
    source: "scenario",
    adjusted: false,
    closeOnly: false,
    synthetic: true,
    time: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

function profileOf({ costs, leverage }: Scenario): Profile {
  const { type, value, minimum } = costs.commission ?? { type: "none" };
  const commission = type === "none" ? "none" : type === "bps" ? `${value}bps` : `${value}/share:${minimum ?? 0}`;
  return {
    ...PROFILES.find((profile) => profile.name === "ivy")!,
    commission,
    slippage: costs.slippageBps ? `${costs.slippageBps}bps` : "none",
    borrow: costs.borrow ?? 0,
    interest: costs.interest ?? 0,
    leverage: leverage ?? 1,
  };
}

/** The first difference between an answer and what was expected, or null. Tolerances as the comparison states them. */
export function difference(answer: Answer, { expect, cash }: Scenario): string | null {
  // What rounding leaves of cash that is used up makes fills of 1e-14 units there, which here are mostly none.
  const isFill = ([, , , quantity, price]: (typeof expect.fills)[number]) => Math.abs(quantity * price) > 1e-12 * cash;
  const expectedFills = expect.fills.filter(isFill);
  const ownFills = answer.fills.filter(isFill);
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
  for (let i = 0; i < Math.max(ownFills.length, expectedFills.length); i++) {
    const ours = ownFills[i];
    const theirs = expectedFills[i];
    const isSame =
      ours !== undefined &&
      theirs !== undefined &&
      ours.every((value, j) => (typeof value === "number" ? near(value, theirs[j] as number) : value === theirs[j]));
    if (!isSame) return `fill ${i}: ivy ${JSON.stringify(ours)}, expected ${JSON.stringify(theirs)}`;
  }
  if (answer.equity.length !== expect.equity.length) {
    return `equity has ${answer.equity.length} points, expected ${expect.equity.length}`;
  }
  for (const [i, [time, value]] of answer.equity.entries()) {
    const [expectedTime, expectedValue] = expect.equity[i]!;
    if (time !== expectedTime || !(Math.abs(value - expectedValue) <= 1e-9 * cash)) {
      return `equity at ${new Date(time).toISOString().slice(0, 10)}: ivy ${value}, expected ${expectedValue}`;
    }
  }
  if (!(Math.abs(answer.cash - expect.cash) <= 1e-9 * cash)) return `cash: ivy ${answer.cash}, expected ${expect.cash}`;
  for (const [symbol, quantity] of Object.entries(expect.positions)) {
    if (!near(answer.positions[symbol]!, quantity)) {
      return `position in ${symbol}: ivy ${answer.positions[symbol]}, expected ${quantity}`;
    }
  }
  for (const [kind, amount] of Object.entries(answer.costs)) {
    if (!(Math.abs(amount - expect.costs[kind]!) <= 1e-9 * cash))
      return `${kind}: ivy ${amount}, expected ${expect.costs[kind]}`;
  }
  if (answer.ambiguous !== expect.ambiguous) return `ambiguous: ivy ${answer.ambiguous}, expected ${expect.ambiguous}`;
  return answer.ruined === expect.ruined ? null : `ruined: ivy ${answer.ruined}, expected ${expect.ruined}`;
}
