import type { FillColumns } from "#domain/fill";
import type { BookedSplit } from "#results/run-record";
import type { Profile } from "./profile.ts";
import { tradesAcross } from "./trade-matching.ts";

/**
 * The returns of the trades of a run as they close: each call of `since` gives those of positions that have been left
 * since the last call, in the order in which they were. They are the trades of the result, by the profile's own matching.
 */
export class ClosedTrades {
  readonly #fills: FillColumns;
  readonly #splits: readonly BookedSplit[];
  #splitsSeen = 0;
  readonly #rule: Profile["tradeMatching"];
  /** Of each asset, its fills since it was flat, and what they hold. */
  readonly #open: { rows: number[]; held: number }[];
  #read = 0;

  /**
   * @param fills of the run, which grow while it is played
   * @param splits that were booked, which grow too
   */
  constructor(fills: FillColumns, splits: readonly BookedSplit[], assets: number, rule: Profile["tradeMatching"]) {
    this.#fills = fills;
    this.#splits = splits;
    this.#rule = rule;
    this.#open = Array.from({ length: assets }, () => ({ rows: [], held: 0 }));
  }

  /** Starts a run. */
  reset(): void {
    this.#read = 0;
    this.#splitsSeen = 0;
    for (const open of this.#open) {
      open.rows = [];
      open.held = 0;
    }
  }

  since(): readonly number[] {
    const fills = this.#fills;
    const returns: number[] = [];
    for (; this.#read < fills.length; this.#read++) {
      const i = this.#read;
      this.#takeSplits(fills.bar[i]!);
      const open = this.#open[fills.asset[i]!]!;
      open.rows.push(i);
      open.held += fills.quantity[i]!;
      // Sums of the same units: what rounding leaves of nothing is far below any position.
      if (Math.abs(open.held) > 1e-9 * Math.abs(fills.quantity[i]!)) continue;
      returns.push(...this.#returnsOf(open.rows, fills.asset[i]!));
      open.rows = [];
      open.held = 0;
    }
    return returns;
  }

  /** What is held at a fill is in the units of its bar. */
  #takeSplits(bar: number): void {
    for (; this.#splitsSeen < this.#splits.length && this.#splits[this.#splitsSeen]!.bar <= bar; this.#splitsSeen++) {
      const { asset, ratio } = this.#splits[this.#splitsSeen]!;
      this.#open[asset]!.held *= ratio;
    }
  }

  #returnsOf(rows: readonly number[], asset: number): Float64Array {
    const splits = this.#splits.filter((split) => split.asset === asset).map((split) => ({ ...split, asset: 0 }));
    const trades = tradesAcross(fillsAt(this.#fills, rows), splits, 1, this.#rule);
    return trades.return.subarray(0, trades.length);
  }
}

/** Some fills of one asset, as if it were the only one. */
function fillsAt(fills: FillColumns, rows: readonly number[]): FillColumns {
  const numbers = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]!);
  return {
    length: rows.length,
    bar: Int32Array.from(rows, (i) => fills.bar[i]!),
    asset: new Int32Array(rows.length),
    quantity: numbers(fills.quantity),
    price: numbers(fills.price),
    reference: numbers(fills.reference),
    commission: numbers(fills.commission),
    order: Int32Array.from(rows, (i) => fills.order[i]!),
    moment: Uint8Array.from(rows, (i) => fills.moment[i]!),
    closes: fills.closes == null ? null : Int32Array.from(rows, (i) => rows.indexOf(fills.closes![i]!)),
  };
}
