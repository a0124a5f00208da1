import type { BookedSplit } from "#results/run-record";
import { AT_OPEN } from "../moments.ts";
import { type ActionSchedule, NEVER } from "./schedule.ts";
import { toCent } from "./to-the-cent.ts";

/** What a split or a dividend changes of the books, and what they do with the remainder of a share. */
interface Books {
  cash: number;
  dividends: number;
  readonly positions: Float64Array;
  readonly marks: Float64Array;
  readonly recordsFills: boolean;
  noteCash(bar: number): void;
  fill(
    bar: number,
    asset: number,
    quantity: number,
    price: number,
    reference: number,
    commission: number,
    order: number,
    moment: number,
  ): void;
}

/** A part of a lot smaller than this share of it is rounding. */
const ROUNDING = 1e-9;

/**
 * Books splits and dividends at the start of their bars: a split makes other units of what is held, a dividend is received on
 * a long and paid on a short. Where only whole lots are traded, what a split leaves of one is paid out at the last close.
 */
export class ActionBooks {
  /** Those that met a position. */
  readonly splits: BookedSplit[] = [];
  /** Dividends received on each asset, less those paid on it. */
  readonly received: Float64Array;
  /**
   * Where a split leaves whole units: what it pays for the rest of one is this cost of a new unit, of which so many are left.
   * Null: everything to the last digit, and the rest of a lot at the last close.
   */
  costAfterSplit: ((asset: number, ratio: number, units: number) => number) | null = null;
  readonly #schedule: ActionSchedule;
  readonly #lots: Float64Array | null;
  #next = 0;

  constructor(schedule: ActionSchedule, assets: number, lots: Float64Array | null) {
    this.#schedule = schedule;
    this.received = new Float64Array(assets);
    this.#lots = lots;
  }

  /** Starts a run at a bar: what was before it is of no account. Returns the bar of the first action. */
  restart(from: number): number {
    if (this.splits.length > 0) this.splits.length = 0;
    this.received.fill(0);
    this.#next = 0;
    const { bar, length } = this.#schedule;
    while (this.#next < length && bar[this.#next]! < from) this.#next++;
    return this.#nextBar();
  }

  /** Books what takes effect up to `bar`, at whose start the books stand. Returns the bar of the next action. */
  book(books: Books, bar: number): number {
    const { asset, split, dividend, length, ...schedule } = this.#schedule;
    const { positions } = books;
    const first = this.#next;
    let isPaid = false;
    for (; this.#next < length && schedule.bar[this.#next]! <= bar; this.#next++) {
      const k = asset[this.#next]!;
      if (positions[k] === 0) continue;
      const ratio = split[this.#next]!;
      if (ratio !== 1 && this.costAfterSplit === null) {
        positions[k]! *= ratio;
        this.splits.push({ bar, asset: k, ratio });
      }
      const cash = positions[k]! * dividend[this.#next]!;
      if (cash === 0) continue;
      isPaid = true;
      books.cash += cash;
      books.dividends += cash;
      this.received[k]! += cash;
    }
    if (isPaid) books.noteCash(bar);
    // Fills come after the cash with which the bar begins was kept: they are replayed on it.
    for (let i = first; i < this.#next; i++) {
      const ratio = split[i]!;
      if (ratio === 1 || positions[asset[i]!] === 0) continue;
      if (this.costAfterSplit === null) this.#payRemainder(books, bar, asset[i]!, ratio);
      else this.#splitToTheCent(books, bar, asset[i]!, ratio);
    }
    return this.#nextBar();
  }

  /** The split into whole units, after the dividend on the old ones was paid; the rest of one is paid to the cent. */
  #splitToTheCent(books: Books, bar: number, k: number, ratio: number): void {
    const { positions } = books;
    const units = positions[k]! / (1 / ratio);
    const whole = Math.trunc(units);
    const cost = this.costAfterSplit!(k, ratio, whole);
    positions[k] = units;
    if (books.recordsFills) this.splits.push({ bar, asset: k, ratio });
    const rest = units - whole;
    if (rest === 0) return;
    const price = toCent(rest * cost) / rest;
    books.fill(bar, k, -rest, price, price, 0, -1, AT_OPEN);
  }

  /** The shares that a split leaves beside whole lots, at what a new share was worth at the last close. */
  #payRemainder(books: Books, bar: number, asset: number, ratio: number): void {
    const lot = this.#lots?.[asset] ?? 0;
    const held = books.positions[asset]!;
    if (lot === 0 || held === 0 || bar === 0) return;
    const size = Math.abs(held);
    const rest = size - Math.floor(size / lot + ROUNDING) * lot;
    if (rest <= ROUNDING * lot) return;
    const assets = books.positions.length;
    const price = books.marks[(bar - 1) * assets + asset]! / ratio;
    books.fill(bar, asset, held > 0 ? -rest : rest, price, price, 0, -1, AT_OPEN);
  }

  #nextBar(): number {
    return this.#next < this.#schedule.length ? this.#schedule.bar[this.#next]! : NEVER;
  }
}
