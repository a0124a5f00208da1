import { DataError } from "#base/errors";
import type { Market } from "#domain/market";
import type { Profile } from "../profile.ts";
import type { CommissionModel } from "./commission-model.ts";
import type { FillContext } from "./fill-context.ts";
import { type Trailing, trailingOf } from "./impact/trailing.ts";
import type { MarketNeeds, SlippageModel } from "./slippage-model.ts";

/** What an order has filled so far. */
interface OrderSoFar {
  units: number;
  value: number;
  /** What counts as paid, in cash. */
  paid: number;
  /** What the units count as since a split; NaN: none has changed them. */
  splitUnits: number;
}

/** A fill that is to be priced or charged. */
export interface PendingFill {
  readonly bar: number;
  readonly asset: number;
  /** 1 for a purchase, −1 for a sale. */
  readonly side: number;
  /** Units, above 0. */
  readonly quantity: number;
  /** Number of the order; −1: the engine itself, each of whose fills is an order of its own. */
  readonly order: number;
}

/**
 * Prices and charges fills by models that look at more than quantity and price: what the order has filled before, the month's
 * volume, the bar, the bars before it. Only runs with such a model have one.
 */
export class Charging {
  readonly #market: Market;
  readonly #commission: CommissionModel;
  readonly #slippage: SlippageModel;
  readonly #countsBar: boolean;
  readonly #trailing: readonly Trailing[] | null;
  readonly #orders = new Map<number, OrderSoFar>();
  #month = Number.NaN;
  #monthUnits = 0;
  #monthValue = 0;
  #bar = -1;
  readonly #barUnits: Float64Array;

  constructor(
    market: Market,
    commission: CommissionModel,
    slippage: SlippageModel,
    { impactBase }: Pick<Profile, "impactBase">,
  ) {
    this.#market = market;
    this.#commission = commission;
    this.#slippage = slippage;
    this.#countsBar = impactBase === "bar";
    const before = slippage.needs?.barsBefore;
    this.#trailing = before === undefined ? null : market.assets.map((asset) => trailingOf(asset, before));
    this.#barUnits = new Float64Array(market.assets.length);
  }

  /** Starts a run. */
  reset(): void {
    this.#orders.clear();
    this.#month = Number.NaN;
    this.#bar = -1;
  }

  /** The price after slippage. Throws DataError where the bar does not tell what the model needs, or nothing is left of a sale. */
  price(fill: PendingFill, reference: number): number {
    const { side, quantity } = fill;
    if (!(quantity > 0) || this.#slippage.slippedOn === undefined) return this.#slippage.slipped(reference, side);
    const context = this.#contextOf(fill, reference);
    if (this.#slippage.needs?.volume && !(context.volume > 0)) throw this.#noVolume(fill);
    if (this.#trailing !== null && !(context.usualVolume > 0 && context.volatility >= 0)) throw this.#tooEarly(fill);
    const price = this.#slippage.slippedOn(context);
    if (price > 0 && price < Number.POSITIVE_INFINITY) return price;
    throw this.#nothingLeft(fill, context.volume);
  }

  /** What the fill is charged, in cash. */
  fee(fill: PendingFill, price: number): number {
    if (this.#commission.chargeOn === undefined) return this.#commission.charge(fill.quantity, price);
    return Math.max(0, this.#commission.chargeOn(this.#contextOf(fill, price)));
  }

  /** Remembers a fill that was booked, for so much in cash. */
  note(fill: PendingFill, price: number, fee: number): void {
    const { bar, asset, quantity, order } = fill;
    const so = this.#orders.get(order);
    // Of an order that a split has changed, what is owed back is not paid out, and counts all the same.
    if (so !== undefined) {
      so.paid += Number.isNaN(so.splitUnits) ? fee : this.#commission.chargeOn!(this.#contextOf(fill, price));
    }
    this.#turnTo(bar);
    this.#monthUnits += quantity;
    this.#monthValue += quantity * price;
    this.#barUnits[asset]! += quantity;
    if (order < 0 || this.#commission.chargeOn === undefined) return;
    if (so === undefined) {
      this.#orders.set(order, { units: quantity, value: quantity * price, paid: fee, splitUnits: Number.NaN });
      return;
    }
    so.units += quantity;
    so.value += quantity * price;
    so.splitUnits += quantity;
  }

  /** A split makes what an order has filled another number of units, and whoever charges by them goes on from there. */
  split(order: number, count: (units: number) => number): void {
    const so = this.#orders.get(order);
    if (so !== undefined) so.splitUnits = count(Number.isNaN(so.splitUnits) ? so.units : so.splitUnits);
  }

  #contextOf({ bar, asset, side, quantity, order }: PendingFill, price: number): FillContext {
    this.#turnTo(bar);
    const so = this.#orders.get(order);
    const trailing = this.#trailing?.[asset];
    return {
      bar,
      asset,
      side,
      quantity,
      price,
      orderUnits: so?.units ?? 0,
      orderValue: so?.value ?? 0,
      splitUnits: so?.splitUnits ?? Number.NaN,
      orderPaid: so?.paid ?? Number.NaN,
      monthUnits: this.#monthUnits,
      monthValue: this.#monthValue,
      volume: this.#market.assets[asset]!.volume?.[bar] ?? Number.NaN,
      barUnits: this.#countsBar ? this.#barUnits[asset]! : 0,
      volatility: trailing?.volatility[bar] ?? Number.NaN,
      usualVolume: trailing?.usualVolume[bar] ?? Number.NaN,
    };
  }

  /** Starts the counts of a bar, and of a month, that nothing has filled in. */
  #turnTo(bar: number): void {
    if (bar === this.#bar) return;
    this.#bar = bar;
    this.#barUnits.fill(0);
    const date = new Date(this.#market.clock[bar]!);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (month === this.#month) return;
    this.#month = month;
    this.#monthUnits = 0;
    this.#monthValue = 0;
  }

  #noVolume(fill: PendingFill): DataError {
    return new DataError({
      code: "slippage-volume",
      message: `An order fills in a bar without volume, and slippage "${this.#slippage.name}" goes by it.`,
      where: { ...this.#where(fill), expected: "a volume above 0", received: String(this.#volumeOf(fill)) },
      help: "Cap what fills by the volume of its bar, so that such a bar fills nothing, or choose a slippage without volume:\n--slippage 5bps",
    });
  }

  #tooEarly(fill: PendingFill): DataError {
    const bars = this.#slippage.needs!.barsBefore!;
    return new DataError({
      code: "impact-history",
      message: `An order fills where market impact cannot be measured: it takes the volatility and volume of ${bars} returns before.`,
      where: {
        ...this.#where(fill),
        expected: `${bars + 1} bars with volume before it`,
        received: "fewer, or none that traded",
      },
      help: `Begin later (--warmup ${bars + 1}), measure on fewer bars (square-root:1:5bars), or leave the impact out.`,
    });
  }

  #nothingLeft(fill: PendingFill, volume: number): DataError {
    const units = `${fill.quantity} units of a bar's ${volume}`;
    return new DataError({
      code: "slippage-beyond-price",
      message: `${fill.side < 0 ? "A sale" : "A purchase"} of ${units} would leave no price: slippage "${this.#slippage.name}" goes beyond it.`,
      where: { ...this.#where(fill), expected: "a price above 0", received: units },
      help: "Cap what fills by the volume of its bar, trade smaller sizes, or choose a milder slippage: --slippage 5bps",
    });
  }

  #volumeOf({ asset, bar }: PendingFill): number {
    return this.#market.assets[asset]!.volume?.[bar] ?? Number.NaN;
  }

  #where({ bar, asset }: PendingFill): { symbol: string; time: string; bar: number } {
    const time = new Date(this.#market.clock[bar]!).toISOString().replace("T00:00:00.000Z", "");
    return { symbol: this.#market.assets[asset]!.symbol, time, bar };
  }
}

/** Null where quantity and price say all: then nothing of this is asked. Throws DataError for what the market cannot give. */
export function chargingOf(
  market: Market,
  commission: CommissionModel,
  slippage: SlippageModel,
  profile: Pick<Profile, "impactBase">,
): Charging | null {
  if (slippage.needs !== undefined) checkNeeds(market, slippage.name, slippage.needs);
  const isPlain = commission.chargeOn === undefined && slippage.slippedOn === undefined;
  return isPlain ? null : new Charging(market, commission, slippage, profile);
}

function checkNeeds(market: Market, name: string, { volume = false, rawPrices = false }: MarketNeeds): void {
  const blind = volume ? market.assets.find((asset) => asset.volume === null) : undefined;
  if (blind !== undefined) {
    throw new DataError({
      code: "slippage-volume",
      message: `Slippage or impact goes by volume ("${name}"), and the prices have none.`,
      where: { symbol: blind.symbol, key: "slippage", expected: "a column of volume", received: blind.series.source },
      help: "Give prices with volume, or choose a slippage without it: --slippage 5bps",
    });
  }
  const adjusted = rawPrices ? market.assets.find((asset) => asset.series.adjusted) : undefined;
  if (adjusted !== undefined) {
    throw new DataError({
      code: "slippage-adjusted",
      message: `Slippage "${name}" is money per share, and on adjusted prices a share is not a share.`,
      where: {
        symbol: adjusted.symbol,
        key: "slippage",
        expected: "prices as they were traded",
        received: "adjusted prices",
      },
      help: "Say it as a share of the price (--slippage 5bps, half-spread:10bps), or give raw prices.",
    });
  }
}
