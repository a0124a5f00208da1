import { normalInverse } from "#math/normal-inverse";
import type { Xorshift32 } from "#math/random";
import type { BarClock } from "./bar-clock.ts";
import { highBetween, lowBetween, PIECES, PriceColumns } from "./bar-path.ts";

/** Jumps of the logarithm of the price, on top of a diffusion. */
export interface Jumps {
  /** Expected jumps in a year. */
  readonly perYear: number;
  /** Mean and standard deviation of a jump of the logarithm. */
  readonly mean: number;
  readonly deviation: number;
}

export interface DiffusionSettings {
  /** The first open. */
  readonly start: number;
  /** Expected growth in a year, a fraction, continuously compounded: the mean of the price grows by exp(drift · years). */
  readonly drift: number;
  /** Annual standard deviation of the logarithm, a fraction; that of the diffusion alone where there are jumps. */
  readonly volatility: number;
  /** null: a geometric Brownian motion. */
  readonly jumps: Jumps | null;
}

/**
 * Bars of dS/S = drift·dt + volatility·dW, with jumps where asked for: d ln S = (drift − volatility²/2 − λκ)·dt +
 * volatility·dW + J·dN, N of λ jumps a year, J normal, κ = E[exp J] − 1, which keeps the expected growth at `drift`.
 *
 * Open and close are exact. Inside, the path is walked in eight pieces, in each of which the highest and the lowest point
 * have their exact law given its ends; only within one piece they are drawn as if they did not know of each other.
 * *Source*: Black & Scholes (1973); Merton (1976), "Option pricing when underlying stock returns are discontinuous",
 * Journal of Financial Economics 3, eq. 1–2.
 */
export function diffusionPrices(clock: BarClock, settings: DiffusionSettings, random: Xorshift32): PriceColumns {
  const { drift, volatility, jumps } = settings;
  const compensation = jumps === null ? 0 : jumps.perYear * (Math.exp(jumps.mean + jumps.deviation ** 2 / 2) - 1);
  const growth = drift - (volatility * volatility) / 2 - compensation;
  const { time, years, gapYears } = clock;
  const prices = new PriceColumns(time.length);
  let x = Math.log(settings.start);
  for (let i = 0; i < time.length; i++) {
    // The first bar opens at the price asked for.
    const gap = i === 0 ? 0 : gapYears[i]!;
    if (gap > 0) {
      x += growth * gap + volatility * Math.sqrt(gap) * normalInverse(random.uniform());
      if (jumps !== null) x += jumped(jumps, gap, random);
    }
    const open = x;
    let high = x;
    let low = x;
    const piece = years[i]! / PIECES;
    const variance = volatility * volatility * piece;
    const deviation = Math.sqrt(variance);
    for (let k = 0; k < PIECES; k++) {
      const from = x;
      x += growth * piece + deviation * normalInverse(random.uniform());
      const top = highBetween(from, x, variance, random);
      const bottom = lowBetween(from, x, variance, random);
      if (top > high) high = top;
      if (bottom < low) low = bottom;
      if (jumps === null) continue;
      // At the end of the piece, so that what lies before and after the jump was seen by the bar.
      x += jumped(jumps, piece, random);
      if (x > high) high = x;
      if (x < low) low = x;
    }
    prices.setLogs(i, open, high, low, x);
  }
  return prices;
}

/** The sum of the jumps in so many years: their number by inversion of the Poisson distribution. */
function jumped({ perYear, mean, deviation }: Jumps, years: number, random: Xorshift32): number {
  const expected = perYear * years;
  const draw = random.uniform();
  let probability = Math.exp(-expected);
  let below = probability;
  let sum = 0;
  for (let count = 1; draw > below && probability > 0; count++) {
    sum += mean + deviation * normalInverse(random.uniform());
    probability *= expected / count;
    below += probability;
  }
  return sum;
}
