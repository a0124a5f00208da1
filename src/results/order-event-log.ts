import type { FillColumns } from "#domain/fill";
import type { OrderState } from "#domain/order";

/** One move in the life of an order. */
export interface OrderEvent {
  /** Index in the run's list of orders. */
  readonly order: number;
  /** Clock index. */
  readonly bar: number;
  readonly state: OrderState;
  /** Empty where nothing needs saying. */
  readonly reason: string;
  /** Index in the run's fills; −1 of any other move. */
  readonly fill: number;
  /** Units and price of a fill; NaN of any other move. */
  readonly quantity: number;
  readonly price: number;
}

const STATES = [
  "created",
  "approved",
  "refused",
  "working",
  "partiallyFilled",
  "filled",
  "cancelled",
  "expired",
  "rejected",
] as const satisfies readonly OrderState[];
const CODES = new Map<OrderState, number>(STATES.map((state, code) => [state, code]));

/** Moves of orders as columns, of a length known before: millions of them are a tenth of what objects would be. */
export class OrderEventLog {
  length = 0;
  readonly order: Int32Array;
  readonly bar: Int32Array;
  /** Index of the fill that moved it; −1: something else did. */
  readonly #fill: Int32Array;
  readonly #fills: FillColumns;
  readonly #state: Uint8Array;
  readonly #reason: Int32Array;
  readonly #reasons = [""];
  readonly #numberOf = new Map([["", 0]]);

  /** @param most events that will be added */
  constructor(most: number, fills: FillColumns) {
    this.#fills = fills;
    this.order = new Int32Array(most);
    this.bar = new Int32Array(most);
    this.#fill = new Int32Array(most);
    this.#state = new Uint8Array(most);
    this.#reason = new Int32Array(most);
  }

  /** @param fill −1: it was none */
  add(order: number, bar: number, state: OrderState, reason = "", fill = -1): void {
    const i = this.length++;
    this.order[i] = order;
    this.bar[i] = bar;
    this.#state[i] = CODES.get(state)!;
    this.#fill[i] = fill;
    if (reason !== "") this.#reason[i] = this.#numbered(reason);
  }

  stateAt(i: number): OrderState {
    return STATES[this.#state[i]!]!;
  }

  reasonAt(i: number): string {
    return this.#reasons[this.#reason[i]!]!;
  }

  /** Units of the fill; NaN of any other move. */
  quantityAt(i: number): number {
    const fill = this.#fill[i]!;
    return fill < 0 ? Number.NaN : Math.abs(this.#fills.quantity[fill]!);
  }

  priceAt(i: number): number {
    const fill = this.#fill[i]!;
    return fill < 0 ? Number.NaN : this.#fills.price[fill]!;
  }

  *[Symbol.iterator](): Generator<OrderEvent, void, undefined> {
    for (let i = 0; i < this.length; i++) {
      yield {
        order: this.order[i]!,
        bar: this.bar[i]!,
        state: this.stateAt(i),
        reason: this.reasonAt(i),
        fill: this.#fill[i]!,
        quantity: this.quantityAt(i),
        price: this.priceAt(i),
      };
    }
  }

  #numbered(reason: string): number {
    const known = this.#numberOf.get(reason);
    if (known !== undefined) return known;
    this.#numberOf.set(reason, this.#reasons.length);
    return this.#reasons.push(reason) - 1;
  }
}
