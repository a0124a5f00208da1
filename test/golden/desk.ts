import type { BarSeries } from "#domain/bars";
import { FILL_MOMENTS } from "#domain/fill";
import { marketOf } from "#domain/market";
import type { OrderRecord, OrderRequest } from "#domain/order";
import { costModelsOf } from "#engine/costs/cost-models";
import { finishRun } from "#engine/event-loop";
import { Ledger } from "#engine/ledger";
import { marksOf } from "#engine/marks";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { ratesOf, termsOf } from "#engine/terms";
import { Venue } from "#engine/venue";

const DAY = 86_400_000;

/** Open, high, low, close and, where a test needs it, volume; null: the asset has no bar. */
export type Row = readonly [open: number, high: number, low: number, close: number, volume?: number] | null;

export interface DeskSetup {
  /** Symbol → bars, one a day. */
  readonly bars: Readonly<Record<string, readonly Row[]>>;
  /** What differs from the profile ivy without costs, in whole lots. */
  readonly profile?: Partial<Profile>;
  readonly cash?: number;
  readonly lot?: number;
  /** The orders placed after the close of each bar; the asset is the first unless said. */
  readonly orders: Readonly<Record<number, readonly Partial<OrderRequest>[]>>;
}

export interface DeskResult {
  /** "bar moment order quantity@price", in the order of execution. */
  readonly fills: readonly string[];
  readonly orders: readonly OrderRecord[];
  /** "state: reason" by order id. */
  readonly ends: Readonly<Record<string, string>>;
  readonly cash: number;
  readonly positions: readonly number[];
  readonly ambiguous: number;
  readonly venue: Venue;
}

/** Plays a table of orders over a table of bars. */
export function desk({ bars, profile: changes, cash = 10_000, lot = 1, orders }: DeskSetup): DeskResult {
  const market = marketOf(Object.entries(bars).map(([symbol, rows]) => seriesOf(symbol, rows)));
  const free = { commission: "none", slippage: "none", borrow: 0, participation: null };
  const profile: Profile = { ...profileNamed("ivy"), ...free, ...changes };
  const { commission, slippage } = costModelsOf(profile);
  const lots = new Float64Array(market.assets.length).fill(lot);
  const marks = marksOf(market);
  const basis = { time: market.clock, assets: market.assets.length, marks };
  const ledger = new Ledger(basis, ratesOf(profile, market), termsOf(profile, commission, slippage, lots), {
    recordEquity: true,
    recordFills: true,
  });
  const cap = profile.participation ?? Number.POSITIVE_INFINITY;
  const participation = new Float64Array(market.assets.length).fill(cap);
  const setup = { market, ledger, profile, commission, slippage, lots, participation, marks, recordOrders: true };
  const venue = new Venue(setup);
  ledger.reset(cash, 0);
  for (let bar = 0; bar < market.clock.length; bar++) {
    if (!venue.step(bar)) break;
    ledger.markTo(bar);
    if (ledger.ruinedAt >= 0) break;
    venue.afterClose(bar);
    venue.bar = bar;
    for (const order of orders[bar] ?? []) venue.place({ asset: 0, side: "buy", type: "market", ...order }, bar);
  }
  finishRun(venue, market.clock.length);
  const { fills } = ledger;
  const rows = Array.from({ length: fills.length }, (_, i) => {
    const order = venue.records[fills.order[i]!]?.id ?? "engine";
    const price = Number(fills.price[i]!.toFixed(9));
    const symbol = market.assets.length === 1 ? "" : ` ${market.assets[fills.asset[i]!]!.symbol}`;
    const moment = FILL_MOMENTS[fills.moment[i]!]!;
    return `${fills.bar[i]} ${moment} ${order}${symbol} ${Number(fills.quantity[i]!.toFixed(9))}@${price}`;
  });
  return {
    fills: rows,
    orders: venue.records,
    ends: Object.fromEntries(venue.records.map(({ id, state, reason }) => [id, `${state}: ${reason}`])),
    cash: ledger.cash,
    positions: [...ledger.positions],
    ambiguous: venue.ambiguous,
    venue,
  };
}

function seriesOf(symbol: string, rows: readonly Row[]): BarSeries {
  const kept = rows.flatMap((row, i) => (row === null ? [] : [[i * DAY, ...row]]));
  const column = (i: number) => Float64Array.from(kept, (row) => row[i] ?? Number.NaN);
  const facts = { adjusted: false, closeOnly: false, synthetic: true } as const;
  const words = { symbol, timeframe: "1d", source: "by hand" } as const;
  const prices = { time: column(0), open: column(1), high: column(2), low: column(3), close: column(4) };
  return { ...words, ...facts, ...prices, volume: column(5) };
}
