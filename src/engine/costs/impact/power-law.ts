import type { FillContext } from "../fill-context.ts";

/** What a fill moves the price by beyond the slippage of its bar, as a share of the price. */
export interface ImpactModel {
  /** As written in settings: "square-root:1:20", "almgren:20". */
  readonly name: string;
  /** Bars before the fill on which volatility and usual volume are measured. */
  readonly barsBefore: number;
  /** The move against the order, as a share of the price. */
  moveOn(fill: FillContext): number;
}

/**
 * The power law of market impact: coefficient · σ · (q/V)^exponent, with the deviation of returns σ and the mean volume V of
 * the bars before the fill, so that nothing of its own bar is known.
 *
 * *Source*: exponent 1/2 and a coefficient near 1 are the square-root law (Tóth and others, Anomalous price impact and the
 * critical nature of liquidity in financial markets, Physical Review X 1, 021006, 2011); coefficient 0.142 and exponent 3/5
 * are the temporary impact of Almgren, Thum, Hauptmann and Li, Direct estimation of equity market impact, Risk 18(7), 2005,
 * for an order that is worked over one day. *Differs from* the latter: its lasting part, which needs the shares outstanding,
 * is left out.
 */
export class PowerLawImpact implements ImpactModel {
  readonly name: string;
  readonly barsBefore: number;
  readonly #coefficient: number;
  readonly #exponent: number;

  constructor(name: string, coefficient: number, exponent: number, barsBefore: number) {
    this.name = name;
    this.barsBefore = barsBefore;
    this.#coefficient = coefficient;
    this.#exponent = exponent;
  }

  moveOn({ quantity, barUnits, volatility, usualVolume }: FillContext): number {
    const share = (barUnits + quantity) / usualVolume;
    const power = this.#exponent === 0.5 ? Math.sqrt(share) : share ** this.#exponent;
    return this.#coefficient * volatility * power;
  }
}
