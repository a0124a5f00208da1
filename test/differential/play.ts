import { StrategyError } from "#base/errors";
import { type Market, marketOf } from "#domain/market";
import type { BracketLeg } from "#domain/order";
import { type ActionSchedule, scheduleOf } from "#engine/actions/schedule";
import { parseCommission } from "#engine/costs/commission";
import { parseSlippage } from "#engine/costs/slippage";
import { type Decider, finishRun, playBars } from "#engine/event-loop";
import { Ledger } from "#engine/ledger";
import { marksOf } from "#engine/marks";
import { AT_OPEN } from "#engine/moments";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { RunContext } from "#engine/run-context";
import { termsOf } from "#engine/terms";
import { matchTrades } from "#engine/trade-matching";
import { Venue } from "#engine/venue";
import type { WorkingOrder } from "#engine/working-order";
import { CURSOR } from "#strategy/present";
import { rawSeries } from "../oracle/scenario.ts";
import type { Action, Case, CaseFill, CaseResult, CaseTrade } from "./case.ts";

/** Plays a case under a profile, on the loop, venue and ledger of every run. Nothing is said of bars after ruin: null. */
export function play(one: Case, profileName: string): CaseResult {
  const market = marketOf(
    Object.entries(one.bars).map(([symbol, rows]) =>
      rawSeries(
        symbol,
        rows.map((row) => row.map((value) => value ?? Number.NaN)),
      ),
    ),
  );
  const profile: Profile = { ...profileNamed(profileName), ...one.settings };
  const venue = venueOf(market, profile, actionsIn(one, market));
  const { ledger } = venue.setup;
  ledger.reset(one.cash, one.from);
  const to = market.clock.length;
  const context = new RunContext(venue, false);
  try {
    playBars(venue, deciderOf(one, venue, context), context, null, null, one.from, to);
  } catch (error) {
    if (!(error instanceof StrategyError)) throw error;
    return { fills: [], equity: [], refused: error.code };
  }
  const end = finishRun(venue, to);
  const equity = Array.from({ length: to }, (_, bar) => (bar < end ? ledger.equity![bar]! : null));
  return { fills: fillsOf(venue), trades: tradesOf(venue), equity };
}

function actionsIn({ corporate = [] }: Case, market: Market): ActionSchedule | null {
  const indexOf = (symbol: string) => market.assets.findIndex((asset) => asset.symbol === symbol);
  return scheduleOf(corporate.map(({ symbol, at, ...action }) => ({ bar: at, asset: indexOf(symbol), ...action })));
}

function venueOf(market: Market, profile: Profile, actions: ActionSchedule | null): Venue {
  const marks = marksOf(market, actions);
  const commission = parseCommission(profile.commission);
  const slippage = parseSlippage(profile.slippage);
  const { lots: named } = profile;
  const lot = typeof named === "number" ? named : named === "fractional" ? 0 : 1;
  const lots = new Float64Array(market.assets.length).fill(lot);
  const basis = { time: market.clock, assets: market.assets.length, marks };
  const terms = termsOf(profile, commission, slippage, lots);
  const ledger = new Ledger(basis, profile, terms, { recordEquity: true, recordFills: true, actions, lots });
  const participation = Float64Array.from(market.assets, ({ volume }) =>
    volume === null ? Number.POSITIVE_INFINITY : (profile.participation ?? Number.POSITIVE_INFINITY),
  );
  return new Venue({
    market,
    ledger,
    profile,
    commission,
    slippage,
    lots,
    participation,
    marks,
    actions,
    recordOrders: true,
  });
}

function deciderOf(one: Case, venue: Venue, { handles }: RunContext): Decider {
  const { market } = venue.setup;
  const placed = new Map<string, WorkingOrder | null>();
  const byBar = new Map<number, Action[]>();
  for (const action of one.actions) byBar.set(action.at, [...(byBar.get(action.at) ?? []), action]);
  const indexOf = (symbol: string | undefined) =>
    symbol === undefined ? 0 : market.assets.findIndex((asset) => asset.symbol === symbol);
  return {
    onBar() {
      venue.bar = CURSOR.bar;
      for (const action of byBar.get(CURSOR.bar) ?? []) {
        if (action.do === "cancel") {
          const [order, leg] = meant(placed, action.id);
          if (order !== null) venue.cancel(order, undefined, leg);
        } else if (action.do === "replace") {
          const [order, leg] = meant(placed, action.id);
          if (order !== null) venue.replace(order, action.changes, leg);
        } else if (action.do === "close") {
          const asset = indexOf(action.symbol);
          if (venue.positions[asset]! !== 0) venue.placeExit(asset, CURSOR.bar);
        } else if (action.do === "enter") {
          const { do: _, at: _at, symbol, side, ...options } = action;
          const handle = handles[indexOf(symbol)]!;
          if (side === "long") handle.enterLong(options);
          else handle.enterShort(options);
        } else if (action.do === "exit") handles[indexOf(action.symbol)]!.exit();
        else if (action.do === "aim") handles[indexOf(action.symbol)]!.aim(action.fraction);
        else if (action.do === "reach") {
          placed.set(action.id, reach(venue, indexOf(action.symbol), action));
        } else {
          const { do: _, at, id, symbol, closes, ...request } = action;
          const entry = closes === undefined ? {} : { reduceOnly: true, closes: placed.get(closes)!.number };
          placed.set(id, venue.place({ asset: indexOf(symbol), ...request, ...entry }, at));
        }
      }
    },
  };
}

/** What a strategy does that wants to hold so much: it orders the difference. */
function reach(venue: Venue, asset: number, action: Action & { do: "reach" }): WorkingOrder | null {
  const { do: _, at, id: _id, symbol: _symbol, quantity, cash, fraction, reducing, ...request } = action;
  const value = venue.valueAt(at);
  // vectorbt knows no share of an account that is worth nothing.
  if (venue.takesSignals && fraction !== undefined && value <= 0) return null;
  const money = cash ?? (fraction ?? 0) * value;
  const difference = (quantity ?? money / venue.lastClose(asset, at)) - venue.positions[asset]!;
  const units = venue.takesSignals ? Math.abs(difference) : venue.floorToLot(Math.abs(difference), asset);
  if (units === 0) return null;
  const side = difference > 0 ? "buy" : "sell";
  const isMoney = quantity === undefined && venue.takesSignals && venue.fillsAtSignal;
  if (isMoney && venue.positions[asset]! === 0) {
    return venue.place({ asset, side, cash: Math.abs(money), reduceOnly: side === reducing, ...request }, at);
  }
  return venue.place({ asset, side, quantity: units, reduceOnly: side === reducing, ...request }, at);
}

/** The order of that name, and which leg of its bracket is meant: "a/stop" is the stop of "a". */
function meant(placed: ReadonlyMap<string, WorkingOrder | null>, id: string): [WorkingOrder | null, BracketLeg | null] {
  const [own, leg] = id.split("/");
  const order = placed.get(own!);
  if (order === undefined) throw new Error(`the case names ${id}, which it has not placed`);
  return [order, leg === undefined ? null : (leg as BracketLeg)];
}

function fillsOf(venue: Venue): CaseFill[] {
  const { ledger, market } = venue.setup;
  const { fills } = ledger;
  // What a split pays for the rest of a unit is cash in the other engines, and no fill: equity shows it.
  const isRest = (i: number) => ledger.actions !== null && fills.order[i]! < 0 && fills.moment[i] === AT_OPEN;
  return Array.from({ length: fills.length }, (_, i) => i)
    .filter((i) => !isRest(i))
    .map((i) => ({
      bar: fills.bar[i]!,
      symbol: market.assets[fills.asset[i]!]!.symbol,
      quantity: fills.quantity[i]!,
      price: fills.price[i]!,
      commission: fills.commission[i]!,
    }));
}

function tradesOf({ setup: { ledger, market, profile } }: Venue): CaseTrade[] {
  const trades = matchTrades(ledger.fills, market.assets.length, profile.tradeMatching);
  return Array.from({ length: trades.length }, (_, i) => [
    trades.quantity[i]!,
    trades.entryBar[i]!,
    trades.exitBar[i]!,
    trades.entryPrice[i]!,
    trades.exitPrice[i]!,
  ]);
}
