import type { MarketAsset } from "#domain/market";
import type { PortfolioAsset } from "#strategy/portfolio-context";
import { CURSOR } from "#strategy/present";
import type { OrderBook } from "../order-book.ts";

/** What the assets of a run share while their weights are asked for. */
export interface Weighing {
  /** Equity at the bar's close. */
  equity: number;
}

/** One asset as `weights` looks at it, at the cursor's bar. */
export class PresentAsset implements PortfolioAsset {
  readonly #asset: MarketAsset;
  readonly #index: number;
  readonly #book: OrderBook;
  readonly #weighing: Weighing;

  constructor(index: number, book: OrderBook, weighing: Weighing) {
    this.#asset = book.market.assets[index]!;
    this.#index = index;
    this.#book = book;
    this.#weighing = weighing;
  }

  get symbol(): string {
    return this.#asset.symbol;
  }

  get open(): number {
    return this.#asset.open[CURSOR.bar]!;
  }

  get high(): number {
    return this.#asset.high[CURSOR.bar]!;
  }

  get low(): number {
    return this.#asset.low[CURSOR.bar]!;
  }

  get close(): number {
    return this.#asset.close[CURSOR.bar]!;
  }

  get volume(): number {
    return this.#asset.volume === null ? Number.NaN : this.#asset.volume[CURSOR.bar]!;
  }

  get price(): number {
    return this.#book.lastClose(this.#index, CURSOR.bar);
  }

  get position(): number {
    return this.#book.positions[this.#index]!;
  }

  get weight(): number {
    const { position } = this;
    return position === 0 ? 0 : (position * this.price) / this.#weighing.equity;
  }

  get hasBar(): boolean {
    return this.#book.hasBar(this.#index, CURSOR.bar);
  }
}
