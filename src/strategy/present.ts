import type { AssetNow } from "./context.ts";
import type { LongerBars } from "./longer-bars.ts";
import type { StrategyAsset } from "./strategy-asset.ts";

/** Where the run stands that is calling its strategy: the bar that has just closed. */
export interface Cursor {
  bar: number;
}

/**
 * The cursor of whichever run is calling its strategy; the engine moves it before each call, and runs of a thread take
 * turns. One constant object instead of one a run: its address is known when a strategy's code is compiled, which makes
 * a sweep of onBar 5 % faster.
 */
export const CURSOR: Cursor = { bar: 0 };

/** A prepared column seen from the present: nothing after it can be reached. */
export class ColumnView {
  #column: Float64Array;

  constructor(column: Float64Array) {
    this.#column = column;
  }

  /** The value at the bar that has just closed; NaN while not defined. */
  get now(): number {
    return this.#column[CURSOR.bar]!;
  }

  /** The value `bars` bars ago (0 is now); NaN before the first bar. Throws RangeError for a negative count: the future. */
  ago(bars: number): number {
    if (!(bars >= 0)) throw new RangeError(`ago(${bars}) asks for the future: it takes 0, 1, 2 and so on`);
    const at = CURSOR.bar - bars;
    return at >= 0 ? this.#column[at]! : Number.NaN;
  }

  /** Above `other` now, and not above it on the bar before (a bar at which either is not defined counts as not above). */
  crossesAbove(other: ColumnView | number): boolean {
    if (typeof other === "number") return this.#risesThrough(other);
    const bar = CURSOR.bar;
    const a = this.#column;
    const b = other.#column;
    return a[bar]! > b[bar]! && !(bar > 0 && a[bar - 1]! > b[bar - 1]!);
  }

  /** Below `other` now, and not below it on the bar before (a bar at which either is not defined counts as not below). */
  crossesBelow(other: ColumnView | number): boolean {
    if (typeof other === "number") return this.#fallsThrough(other);
    const bar = CURSOR.bar;
    const a = this.#column;
    const b = other.#column;
    return a[bar]! < b[bar]! && !(bar > 0 && a[bar - 1]! < b[bar - 1]!);
  }

  #risesThrough(level: number): boolean {
    return this.now > level && !(CURSOR.bar > 0 && this.#column[CURSOR.bar - 1]! > level);
  }

  #fallsThrough(level: number): boolean {
    return this.now < level && !(CURSOR.bar > 0 && this.#column[CURSOR.bar - 1]! < level);
  }

  /** For the engine: looks at another column from now on (a sweep's next trial). */
  static rebind(view: ColumnView, column: Float64Array): void {
    view.#column = column;
  }
}

/** A prepared column of yes and no (0 and 1) seen from the present. */
export class FlagView {
  readonly #column: Uint8Array;

  constructor(column: Uint8Array) {
    this.#column = column;
  }

  get now(): boolean {
    return this.#column[CURSOR.bar]! === 1;
  }

  ago(bars: number): boolean {
    if (!(bars >= 0)) throw new RangeError(`ago(${bars}) asks for the future: it takes 0, 1, 2 and so on`);
    const at = CURSOR.bar - bars;
    return at >= 0 && this.#column[at]! === 1;
  }
}

/** What one prepared value looks like to `onBar`: a column is a view, an asset its tradable present, a list or object one of these. */
export type Present<T> = T extends Float64Array
  ? ColumnView
  : T extends Uint8Array
    ? FlagView
    : T extends LongerBars
      ? never
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
