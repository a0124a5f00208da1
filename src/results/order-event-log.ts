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
  readonly quantity: Float64Array;
  readonly price: Float64Array;
  readonly #state: Uint8Array;
  readonly #reason: Int32Array;
  readonly #reasons = [""];
  readonly #numberOf = new Map([["", 0]]);

  /** @param most events that will be added */
  constructor(most: number) {
    this.order = new Int32Array(most);
    this.bar = new Int32Array(most);
    this.quantity = new Float64Array(most);
    this.price = new Float64Array(most);
    this.#state = new Uint8Array(most);
    this.#reason = new Int32Array(most);
  }

  add(order: number, bar: number, state: OrderState, reason = "", quantity = Number.NaN, price = Number.NaN): void {
    const i = this.length++;
    this.order[i] = order;
    this.bar[i] = bar;
    this.#state[i] = CODES.get(state)!;
    this.quantity[i] = quantity;
    this.price[i] = price;
    if (reason !== "") this.#reason[i] = this.#numbered(reason);
  }

  stateAt(i: number): OrderState {
    return STATES[this.#state[i]!]!;
  }

  reasonAt(i: number): string {
    return this.#reasons[this.#reason[i]!]!;
  }

  *[Symbol.iterator](): Generator<OrderEvent, void, undefined> {
    for (let i = 0; i < this.length; i++) {
      const [order, bar, quantity, price] = [this.order[i]!, this.bar[i]!, this.quantity[i]!, this.price[i]!];
      yield { order, bar, state: this.stateAt(i), reason: this.reasonAt(i), quantity, price };
    }
  }

  #numbered(reason: string): number {
    const known = this.#numberOf.get(reason);
    if (known !== undefined) return known;
    this.#numberOf.set(reason, this.#reasons.length);
    return this.#reasons.push(reason) - 1;
  }
}
