/** Weights that are worked out by the engine: the equity that is free now, shared in proportion to these values. */
export interface Proportions {
  readonly kind: "proportions";
  readonly values: ArrayLike<number> | Readonly<Record<string, number>>;
  /** Sum of the sizes of the weights, as a share of equity. */
  readonly gross: number;
}

/**
 * What `weights` may answer, as shares of equity (0.1 is a tenth, negative is short): one for each asset in their order,
 * or by symbol (an asset that is not named gets 0); or proportions; or null, which leaves everything as it is.
 */
export type Weights = ArrayLike<number> | Readonly<Record<string, number>> | Proportions | null;

/**
 * Weights in proportion to `values`, one for each asset in their order or by symbol. They are shared over the assets that
 * have a bar now: one that has none keeps what it holds, and its value is not shared out. Negative values are short.
 *
 * @param gross sum of the sizes of the weights, as a share of equity
 */
export function inProportion(
  values: ArrayLike<number> | Readonly<Record<string, number>>,
  gross: number = 1,
): Proportions {
  return { kind: "proportions", values, gross };
}
