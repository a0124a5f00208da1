import { normalInverse } from "#math/normal-inverse";
import type { Xorshift32 } from "#math/random";
import type { BarClock } from "./bar-clock.ts";
import { highBetween, lowBetween, PIECES, PriceColumns } from "./bar-path.ts";

export interface PairSettings {
  /** The first open of both. */
  readonly start: number;
  /** Expected growth of the second asset in a year, a fraction, continuously compounded. */
  readonly drift: number;
  /** Annual standard deviation of the second asset's logarithm, a fraction. */
  readonly volatility: number;
  /** Bars after which half of a deviation of the spread is left. */
  readonly halfLife: number;
  /** Change of the first asset's logarithm for one of the second's. */
  readonly hedge: number;
  /** Standard deviation of the spread, a fraction of the price: it is one of logarithms. */
  readonly spread: number;
}

/**
 * Two assets that are cointegrated: ln y = c + hedge · ln x + s. x is a geometric Brownian motion, s an
 * Ornstein-Uhlenbeck process around 0, which begins at a draw from its stationary law; y opens at `start` times exp s.
 *
 * Both are exact at the ends of eight pieces of each bar: s is an autoregression with coefficient 2^(−1 / halfLife) per
 * bar, of which the time between two sessions takes its share. High and low are drawn as in a single asset, the spread
 * being taken for a Brownian motion within a piece.
 * *Source*: Engle & Granger (1987), Econometrica 55(2); the exact step of the process: Glasserman (2004), eq. 3.44.
 * @returns y, then x
 */
export function cointegratedPrices(
  clock: BarClock,
  settings: PairSettings,
  random: Xorshift32,
): readonly [PriceColumns, PriceColumns] {
  const { drift, volatility, hedge, spread } = settings;
  const growth = drift - (volatility * volatility) / 2;
  // Decay of the spread in one bar, as a rate.
  const rate = Math.LN2 / settings.halfLife;
  const { time, years, gapYears } = clock;
  const y = new PriceColumns(time.length);
  const x = new PriceColumns(time.length);
  const normal = () => normalInverse(random.uniform());
  const level = Math.log(settings.start) * (1 - hedge);
  let a = Math.log(settings.start);
  let s = spread * normal();
  for (let i = 0; i < time.length; i++) {
    const gap = i === 0 ? 0 : gapYears[i]!;
    const outside = gap / (gap + years[i]!);
    if (gap > 0) {
      a += growth * gap + volatility * Math.sqrt(gap) * normal();
      const kept = Math.exp(-rate * outside);
      s = kept * s + spread * Math.sqrt(1 - kept * kept) * normal();
    }
    const openX = a;
    const openY = level + hedge * a + s;
    let highX = openX;
    let lowX = openX;
    let highY = openY;
    let lowY = openY;
    let b = openY;
    const piece = years[i]! / PIECES;
    const varianceX = volatility * volatility * piece;
    const deviation = Math.sqrt(varianceX);
    const kept = Math.exp((-rate * (1 - outside)) / PIECES);
    const shock = spread * Math.sqrt(1 - kept * kept);
    const varianceY = hedge * hedge * varianceX + shock * shock;
    for (let k = 0; k < PIECES; k++) {
      const fromX = a;
      const fromY = b;
      a += growth * piece + deviation * normal();
      s = kept * s + shock * normal();
      b = level + hedge * a + s;
      highX = Math.max(highX, highBetween(fromX, a, varianceX, random));
      lowX = Math.min(lowX, lowBetween(fromX, a, varianceX, random));
      highY = Math.max(highY, highBetween(fromY, b, varianceY, random));
      lowY = Math.min(lowY, lowBetween(fromY, b, varianceY, random));
    }
    x.setLogs(i, openX, highX, lowX, a);
    y.setLogs(i, openY, highY, lowY, b);
  }
  return [y, x];
}
