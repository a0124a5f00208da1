import type { Market } from "#domain/market";
import type { BookSetup } from "./book-setup.ts";
import { type Charging, chargingOf } from "./costs/charging.ts";
import { AT_CLOSE } from "./moments.ts";
import { STOP, TRAILING, type WorkingOrder } from "./working-order.ts";

/** What fills are priced and charged at: the prices of the bars, in whole lots, with slippage and commission by the run's models. */
export abstract class FillPricing {
  readonly setup: BookSetup;
  readonly market: Market;
  /** The bar that is being played. */
  bar = 0;
  /** Prices and charges fills where quantity and price do not say all; null: they do. */
  readonly charging: Charging | null;
  readonly opens: readonly Float64Array[];
  readonly closes: readonly Float64Array[];

  constructor(setup: BookSetup) {
    this.setup = setup;
    this.market = setup.market;
    this.charging = chargingOf(setup.market, setup.commission, setup.slippage, setup.profile);
    this.opens = setup.market.assets.map((asset) => asset.open);
    this.closes = setup.market.assets.map((asset) => asset.close);
  }

  /** Whether the asset trades at this bar. */
  hasBar(asset: number, bar: number): boolean {
    const close = this.closes[asset]![bar]!;
    return close === close;
  }

  /** Last close of the asset up to and with `bar`; NaN before its first. */
  lastClose(asset: number, bar: number): number {
    return bar < 0 ? Number.NaN : this.setup.marks[bar * this.setup.market.assets.length + asset]!;
  }

  /** What the asset is worth while orders execute at this moment: its price there, else its last close. */
  priceAt(asset: number, bar: number, moment: number): number {
    const price = (moment === AT_CLOSE ? this.closes : this.opens)[asset]![bar]!;
    return price === price ? price : this.lastClose(asset, bar);
  }

  /** The quantity, floored to whole lots of the asset. */
  floorToLot(quantity: number, asset: number): number {
    const lot = this.setup.lots[asset]!;
    return lot === 0 ? quantity : Math.floor(quantity / lot + this.setup.profile.lotSlack) * lot;
  }

  /** The price of the closing part of a fill, of `quantity` units. */
  reducingPrice(order: WorkingOrder, reference: number, slips: boolean, quantity: number): number {
    return this.#slips(order, slips, true) ? this.#slipped(order, reference, quantity) : reference;
  }

  /** The price of the opening part of a fill, of `quantity` units. */
  increasingPrice(order: WorkingOrder, reference: number, slips: boolean, quantity: number): number {
    return this.#slips(order, slips, false) ? this.#slipped(order, reference, quantity) : reference;
  }

  #slips({ kind }: WorkingOrder, slips: boolean, closes: boolean): boolean {
    switch (this.setup.profile.slippageOn) {
      case "all":
        return slips;
      case "entries":
        return slips && !closes;
      case "notStops":
        return slips && !(closes && (kind === STOP || kind === TRAILING));
      case "limitsToo":
        return true;
    }
  }

  #slipped(order: WorkingOrder, reference: number, quantity: number): number {
    const { charging, bar } = this;
    if (charging === null) return this.setup.slippage.slipped(reference, order.side);
    return charging.price({ bar, asset: order.asset, side: order.side, quantity, order: order.number }, reference);
  }

  /**
   * The price at which `quantity` units that open are sized, before cash and volume cut them: a purchase by what so many
   * would cost, a sale whose slippage goes by its size by the price before it, so that neither takes more than there is.
   */
  sizingPrice(order: WorkingOrder, reference: number, slips: boolean, quantity: number): number {
    if (order.side < 0 && this.setup.slippage.slippedOn !== undefined) return reference;
    return this.increasingPrice(order, reference, slips, quantity);
  }

  /** What `quantity` (positive) units of the order are charged at this price. */
  feeOf(order: WorkingOrder, quantity: number, price: number): number {
    const { charging, bar } = this;
    if (charging === null) return this.setup.commission.charge(quantity, price);
    return charging.fee({ bar, asset: order.asset, side: order.side, quantity, order: order.number }, price);
  }

  /**
   * The price at which the position of the asset is closed by the engine itself, after slippage where exits slip. Slippage
   * that goes by size and volume has no say: nobody sells all that is held into the last bar there is.
   */
  slippedExit(asset: number, reference: number): number {
    const { slippage, ledger } = this.setup;
    return slippage.slippedOn === undefined && ledger.terms.slipsOnExit
      ? slippage.slipped(reference, -Math.sign(ledger.positions[asset]!))
      : reference;
  }
}
