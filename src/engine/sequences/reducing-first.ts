import { AT_CLOSE, AT_OPEN } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import type { Profile } from "../profile.ts";
import type { Sequence } from "../sequence.ts";
import { MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, type WorkingOrder } from "../working-order.ts";
import { bookMarketOnClose } from "./close-phase.ts";
import { fillInside } from "./inside-phase.ts";
import { fillAtOpen } from "./open-phase.ts";
import { endOutOfTime } from "./time-in-force.ts";
import { followPrice } from "./trail.ts";

const IS_TIMED: ReadonlySet<number> = new Set([MARKET, MARKET_ON_OPEN, MARKET_ON_CLOSE]);

/** Whether the ledger books a market order that is alone as this sequence does: it knows no other settings than these. */
function isByLedger({ fillAt, cash, shortMargin, sizing, reentryOnExitBar }: Profile): boolean {
  return (
    fillAt !== "nextClose" &&
    (fillAt === "nextOpen" || reentryOnExitBar) &&
    cash === "trim" &&
    shortMargin === 1 &&
    sizing === "fill"
  );
}

/** At the open closing orders first, then what opens, scaled to the cash by one factor; then the path inside the bar; then the close. */
export class ReducingFirst implements Sequence {
  readonly leavesLone: boolean;
  readonly #book: OrderBook;

  constructor(book: OrderBook) {
    this.#book = book;
    this.leavesLone = isByLedger(book.setup.profile);
  }

  reset(): void {}

  meet(bar: number, live: readonly WorkingOrder[]): void {
    const book = this.#book;
    const { triggerOn, fillAt } = book.setup.profile;
    // What the close alone decides comes after the range.
    const isLate = ({ kind }: WorkingOrder) =>
      kind === MARKET ? fillAt === "nextClose" : triggerOn === "close" && !IS_TIMED.has(kind);
    const late = live.filter(isLate);
    const early = late.length === 0 ? live : live.filter((order) => !isLate(order));
    const children = fillAtOpen(book, bar, early, AT_OPEN);
    fillInside(book, bar, early, triggerOn === "close" ? [] : children);
    if (late.length > 0 || (triggerOn === "close" && children.length > 0)) {
      const waiting = late.filter(({ alive }) => alive);
      fillAtOpen(book, bar, triggerOn === "close" ? [...waiting, ...children] : waiting, AT_CLOSE);
    }
    bookMarketOnClose(book, bar, live);
  }

  atSignal(bar: number, live: readonly WorkingOrder[]): void {
    fillAtOpen(this.#book, bar, live, AT_CLOSE);
  }

  afterClose(bar: number): void {
    const book = this.#book;
    followPrice(book, bar);
    endOutOfTime(book, bar);
  }
}
