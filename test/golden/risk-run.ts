import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { OrderRecord } from "#domain/order";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import type { RunRecord } from "#results/run-record";
import { riskOf } from "#risk/parse-risk";
import type { AssetNow, Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";

const DAY = 86_400_000;
/** A Monday, so that five bars are a week. */
const MONDAY = Date.UTC(2024, 0, 1);

/** Open, high, low, close; null: the asset has no bar. */
export type Row = readonly [open: number, high: number, low: number, close: number] | null;

/** Bars whose open, high, low and close are the same. */
export function flat(...prices: readonly number[]): Row[] {
  return prices.map((price) => [price, price, price, price]);
}

/** Daily bars on weekdays. */
export function seriesOf(symbol: string, rows: readonly Row[], facts: Partial<BarSeries> = {}): BarSeries {
  const kept = rows.flatMap((row, i) => (row === null ? [] : [[MONDAY + (i + 2 * Math.floor(i / 5)) * DAY, ...row]]));
  const column = (i: number) => Float64Array.from(kept, (row) => row[i]!);
  return {
    ...{ symbol, timeframe: "1d", source: "by hand", adjusted: false, closeOnly: false, synthetic: true },
    ...{ time: column(0), open: column(1), high: column(2), low: column(3), close: column(4), volume: null },
    ...facts,
  };
}

export interface RiskRun {
  readonly series: readonly BarSeries[];
  /** "sizing=atr", "maxPosition=20%". */
  readonly risk: readonly string[];
  /** What is done after the close of each bar. */
  readonly onBar: (bar: number, context: Context, assets: readonly AssetNow[]) => void;
  readonly cash?: number;
  /** What differs from the profile ivy without costs. */
  readonly profile?: Partial<Profile>;
  readonly warmup?: "auto" | number;
}

export interface PlayedRisk {
  /** "bar symbol quantity@price", in the order of execution. */
  readonly fills: readonly string[];
  /** "state: reason" by order id. */
  readonly ends: Readonly<Record<string, string>>;
  readonly orders: readonly OrderRecord[];
  readonly record: RunRecord;
}

/** Plays what `onBar` does under these settings of risk: 100,000 in cash, no costs, fills at the next open. */
export function playRisk({ series, risk, onBar, cash = 100_000, profile = {}, warmup = 0 }: RiskRun): PlayedRisk {
  const strategy = defineStrategy({
    summary: "for a test",
    universe: "many",
    prepare: ({ market }) => ({ assets: market.assets }),
    onBar(context, now: { readonly assets: readonly AssetNow[] }) {
      onBar(context.bar, context, now.assets);
    },
  }) as unknown as AnyStrategy;
  const runner = new Runner({
    strategy,
    market: marketOf(series),
    profile: { ...profileNamed("ivy"), slippage: "none", borrow: 0, participation: null, ...profile },
    cash,
    from: 0,
    warmup,
    keep: "all",
    risk: riskOf(new Map(risk.map((pair) => pair.split("=") as [string, string]))),
  });
  runner.run({});
  const record = runner.record();
  const { fills, market, orders } = record;
  return {
    fills: Array.from({ length: fills.length }, (_, i) => {
      const [quantity, price] = [fills.quantity[i]!, fills.price[i]!].map((x) => Number(x.toFixed(9)));
      return `${fills.bar[i]} ${market.assets[fills.asset[i]!]!.symbol} ${quantity}@${price}`;
    }),
    ends: Object.fromEntries(orders.map(({ id, state, reason }) => [id, `${state}: ${reason}`])),
    orders,
    record,
  };
}
