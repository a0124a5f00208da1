import type { FillColumns } from "#domain/fill";
import { grown } from "./grown.ts";

/** Fills as growing columns; reused between runs, so that a run allocates nothing once they are large enough. */
export class FillLog implements FillColumns {
  length = 0;
  bar = new Int32Array(64);
  asset = new Int32Array(64);
  quantity = new Float64Array(64);
  price = new Float64Array(64);
  reference = new Float64Array(64);
  commission = new Float64Array(64);
  order = new Int32Array(64);
  moment = new Uint8Array(64);
  closes: Int32Array | null = null;
  /** Whether a snapshot looks at these columns, which then may not be written anew. */
  #isShown = false;

  clear(): void {
    if (this.#isShown) this.#begin();
    this.length = 0;
    this.closes = null;
  }

  /** Keeps that fill `i` closed what fill `entry` opened. */
  keepClosing(i: number, entry: number): void {
    this.closes ??= new Int32Array(this.bar.length).fill(-1);
    this.closes[i] = entry;
  }

  /** Makes room for one more fill, whose fields the caller writes: its index. */
  next(): number {
    const i = this.length;
    if (i === this.bar.length) this.#grow();
    this.length = i + 1;
    return i;
  }

  /** Begins one more fill, whose quantity, prices and commission the caller writes: its index. */
  begin(bar: number, asset: number, order: number, moment: number): number {
    const i = this.next();
    this.bar[i] = bar;
    this.asset[i] = asset;
    this.order[i] = order;
    this.moment[i] = moment;
    return i;
  }

  /** The fills so far, as columns that the next run leaves alone. Not copies: of a large run they are a tenth of all memory. */
  snapshot(): FillColumns {
    const n = this.length;
    this.#isShown = true;
    return {
      length: n,
      bar: this.bar.subarray(0, n),
      asset: this.asset.subarray(0, n),
      quantity: this.quantity.subarray(0, n),
      price: this.price.subarray(0, n),
      reference: this.reference.subarray(0, n),
      commission: this.commission.subarray(0, n),
      order: this.order.subarray(0, n),
      moment: this.moment.subarray(0, n),
      closes: this.closes?.subarray(0, n) ?? null,
    };
  }

  /** Columns of the same size that nobody has seen. */
  #begin(): void {
    this.#isShown = false;
    const size = this.bar.length;
    this.bar = new Int32Array(size);
    this.asset = new Int32Array(size);
    this.quantity = new Float64Array(size);
    this.price = new Float64Array(size);
    this.reference = new Float64Array(size);
    this.commission = new Float64Array(size);
    this.order = new Int32Array(size);
    this.moment = new Uint8Array(size);
  }

  #grow(): void {
    const size = this.bar.length * 4;
    this.bar = grown(this.bar, new Int32Array(size));
    this.asset = grown(this.asset, new Int32Array(size));
    this.quantity = grown(this.quantity, new Float64Array(size));
    this.price = grown(this.price, new Float64Array(size));
    this.reference = grown(this.reference, new Float64Array(size));
    this.commission = grown(this.commission, new Float64Array(size));
    this.order = grown(this.order, new Int32Array(size));
    this.moment = grown(this.moment, new Uint8Array(size));
    if (this.closes !== null) this.closes = grown(this.closes, new Int32Array(size).fill(-1));
  }
}
