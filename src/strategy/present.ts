import type { AssetNow } from "./context.ts";
import type { StrategyAsset } from "./strategy-asset.ts";

/** Where the run stands: the bar that has just closed. One object a run, moved by the engine. */
export class Cursor {
  bar = 0;
}

/** A prepared column seen from the present: nothing after it can be reached. */
export class ColumnView {
  readonly #cursor: Cursor;
  #column: Float64Array;

  constructor(column: Float64Array, cursor: Cursor) {
    this.#column = column;
    this.#cursor = cursor;
  }

  /** The value at the bar that has just closed; NaN while not defined. */
  get now(): number {
    return this.#column[this.#cursor.bar]!;
  }

  /** The value `bars` bars ago (0 is now); NaN before the first bar. Throws RangeError for a negative count: the future. */
  ago(bars: number): number {
    if (!(bars >= 0)) throw new RangeError(`ago(${bars}) asks for the future: it takes 0, 1, 2 and so on`);
    const at = this.#cursor.bar - bars;
    return at >= 0 ? this.#column[at]! : Number.NaN;
  }

  /** Above `other` now, and not above it on the bar before (a bar at which either is not defined counts as not above). */
  crossesAbove(other: ColumnView | number): boolean {
    const bar = this.#cursor.bar;
    if (typeof other === "number") return this.#column[bar]! > other && !(bar > 0 && this.#column[bar - 1]! > other);
    const level = other.#column;
    return this.#column[bar]! > level[bar]! && !(bar > 0 && this.#column[bar - 1]! > level[bar - 1]!);
  }

  /** Below `other` now, and not below it on the bar before (a bar at which either is not defined counts as not below). */
  crossesBelow(other: ColumnView | number): boolean {
    const bar = this.#cursor.bar;
    if (typeof other === "number") return this.#column[bar]! < other && !(bar > 0 && this.#column[bar - 1]! < other);
    const level = other.#column;
    return this.#column[bar]! < level[bar]! && !(bar > 0 && this.#column[bar - 1]! < level[bar - 1]!);
  }

  /** For the engine: looks at another column from now on (a sweep's next trial). */
  static rebind(view: ColumnView, column: Float64Array): void {
    view.#column = column;
  }
}

/** A prepared column of yes and no (0 and 1) seen from the present. */
export class FlagView {
  readonly #column: Uint8Array;
  readonly #cursor: Cursor;

  constructor(column: Uint8Array, cursor: Cursor) {
    this.#column = column;
    this.#cursor = cursor;
  }

  get now(): boolean {
    return this.#column[this.#cursor.bar]! === 1;
  }

  ago(bars: number): boolean {
    if (!(bars >= 0)) throw new RangeError(`ago(${bars}) asks for the future: it takes 0, 1, 2 and so on`);
    const at = this.#cursor.bar - bars;
    return at >= 0 && this.#column[at]! === 1;
  }
}

/** What one prepared value looks like to `onBar`: a column is a view, an asset its tradable present, a list or object one of these. */
export type Present<T> = T extends Float64Array
  ? ColumnView
  : T extends Uint8Array
    ? FlagView
    : T extends StrategyAsset
      ? AssetNow
      : T extends readonly unknown[] | Readonly<Record<string, unknown>>
        ? { readonly [K in keyof T]: Present<T[K]> }
        : T;

/** What `prepare` returns: names to columns, assets or plain values. */
export interface Prepared {
  readonly [name: string]: unknown;
}

/**
 * The whole of `now`. TypeScript reads an object literal in its order: where `onBar` stands above `prepare`, the names
 * are not known yet, and each of them is taken for a view that is also an asset (docs/decisions/0003).
 */
export type Now<I> = Prepared extends I
  ? Readonly<Record<string, ColumnView & AssetNow>>
  : { readonly [K in keyof I]: Present<I[K]> };
