import { LOT_ROUNDING, PASSES, ROUNDING } from "./cut-to-limits.ts";
import type { Family } from "./limit-families.ts";

/**
 * An order that opens in a book of one asset, and the books before it. One of them serves a whole run: numbers written to its
 * fields stay in place, where arguments of a call would be allocated.
 */
export class SoleOpening {
  /** 1 buys, −1 sells short. */
  side = 1;
  /** Units; smaller when something has cut them. */
  quantity = Number.NaN;
  /** Price at which it fills, and before slippage. */
  price = Number.NaN;
  reference = Number.NaN;
  /** Commission: what one unit more costs, and what the order costs whatever its size. */
  unitFee = Number.NaN;
  fixedFee = Number.NaN;
  /** Cash and what is held at the price of the moment, after what closes at it. */
  equity = Number.NaN;
  /** What is held, signed. */
  value = Number.NaN;
}

/**
 * The limits of exposure of a book of one asset, for orders that open alone: what `cutToLimits` comes to with one opening,
 * in its arithmetic and order, so that both are equal to the last bit (sole-limits.test.ts holds that). It is some 50 times as
 * fast, because it makes no objects.
 */
export class SoleLimits {
  /**
   * The smallest limit, as a share of equity. What keeps to it, counted at the worse of its prices and without allowance for
   * rounding, keeps to all of them.
   */
  readonly tightest: number;
  readonly #reasons: readonly string[];
  readonly #limits: Float64Array;
  readonly #isNet: readonly boolean[];
  readonly #lot: number;
  readonly #lotSlack: number;
  readonly #trimmed: Float64Array;
  readonly #refused: Float64Array;

  /** @param lot smallest tradable quantity; 0: any fraction */
  constructor(families: readonly Family[], lot: number, lotSlack: number) {
    const own = families.filter(({ members }) => members[0] === 1);
    this.#reasons = own.map(({ reason }) => reason);
    this.#limits = Float64Array.from(own, ({ limit }) => limit);
    this.#isNet = own.map(({ isNet }) => isNet);
    this.tightest = this.#limits.reduce((least, limit) => Math.min(least, limit), Number.POSITIVE_INFINITY);
    this.#lot = lot;
    this.#lotSlack = lotSlack;
    this.#trimmed = new Float64Array(own.length);
    this.#refused = new Float64Array(own.length);
  }

  /** Starts a run. */
  reset(): void {
    this.#trimmed.fill(0);
    this.#refused.fill(0);
  }

  /** True where no limit can cut the opening, nor a smaller one. False says nothing. */
  allows({ side, quantity, price, reference, unitFee, fixedFee, equity, value }: SoleOpening): boolean {
    const unitCost = Math.abs(price - reference) + unitFee;
    const after = Math.abs(value) + quantity * (price > reference ? price : reference);
    const left = equity - (quantity * unitCost + fixedFee);
    return after <= this.tightest * left && unitCost >= 0 && side * value >= 0;
  }

  /** Cuts the opening to the limits, in whole lots. Returns the limit that cut it first; −1: none has. */
  cut(opening: SoleOpening): number {
    const { side, price, reference, unitFee, fixedFee, equity, value } = opening;
    const unitCost = Math.abs(price - reference) + unitFee;
    const lot = this.#lot;
    let { quantity } = opening;
    let by = -1;
    for (let k = 0; k < this.#limits.length; k++) {
      const limit = this.#limits[k]!;
      const isNet = this.#isNet[k]!;
      const unit = isNet || price <= reference ? reference : price;
      const held = isNet ? value : Math.abs(value);
      const slack = Math.max(1, limit);
      for (let pass = 0; quantity > 0; pass++) {
        const exposure = isNet ? quantity * unit * side : quantity * unit;
        const costs = quantity * unitCost;
        const after = held + exposure;
        const direction = isNet && after < 0 ? -1 : 1;
        const rounding = (pass === 0 ? ROUNDING : LOT_ROUNDING) * slack * Math.abs(equity);
        if (after * direction <= limit * (equity - (costs + fixedFee)) + rounding) break;
        const adds = direction * exposure;
        if (!(adds > 0)) break;
        const room = limit * (equity - (costs + fixedFee - costs)) - (after * direction - adds);
        const factor = room > 0 && pass < PASSES ? Math.min(1, room / (adds + limit * costs)) : 0;
        const most = Math.max(0, room / (unit + limit * unitCost));
        const wanted = factor > 0 && most === most ? Math.min(quantity, most) : quantity * factor;
        const cut = !(wanted > 0) ? 0 : lot === 0 ? wanted : Math.floor(wanted / lot + this.#lotSlack) * lot;
        if (cut < quantity && by < 0) by = k;
        quantity = cut;
      }
    }
    opening.quantity = quantity;
    return by;
  }

  /** Keeps count of an order that the limit has cut, of which something was opened or nothing. Returns why. */
  count(limit: number, opened: boolean): string {
    (opened ? this.#trimmed : this.#refused)[limit]!++;
    return this.#reasons[limit]!;
  }

  /** How many orders each limit has cut, by its reason. */
  counts(): readonly { readonly reason: string; readonly trimmed: number; readonly refused: number }[] {
    return this.#reasons
      .map((reason, k) => ({ reason, trimmed: this.#trimmed[k]!, refused: this.#refused[k]! }))
      .filter(({ trimmed, refused }) => trimmed + refused > 0);
  }
}
