import type { Trend } from "./trend.ts";

/** Where the approximation of one distribution (one number of series) holds, and its polynomials in the statistic. */
export interface TailPolynomials {
  /** Below it the p-value is 0, above `max` it is 1. */
  readonly min: number;
  readonly max: number;
  /** Up to it the polynomial `small` holds, beyond it `large`. */
  readonly star: number;
  /** Coefficients in ascending powers, as printed: without the scale of the table. */
  readonly small: readonly number[];
  readonly large: readonly number[];
}

/** Powers of ten by which the printed coefficients of `small` and `large` are multiplied. */
export const SMALL_SCALE: readonly number[] = [1, 1, 1e-2];
export const LARGE_SCALE: readonly number[] = [1, 1e-1, 1e-1, 1e-2];

/**
 * For each trend, one to six series.
 * *Source*: MacKinnon (1994), "Approximate asymptotic distribution functions for unit-root and cointegration tests", Journal
 * of Business & Economic Statistics 12(2), 167–176.
 */
export const TAILS: Readonly<Record<Trend, readonly TailPolynomials[]>> = {
  n: [
    {
      min: -19.04,
      max: Number.POSITIVE_INFINITY,
      star: -1.04,
      small: [0.6344, 1.2378, 3.2496],
      large: [0.4797, 9.3557, -0.6999, 3.3066],
    },
    { min: -19.62, max: 1.51, star: -1.53, small: [1.9129, 1.3857, 3.5322], large: [1.5578, 8.558, -2.083, -3.3549] },
    { min: -21.21, max: 0.86, star: -2.68, small: [2.7648, 1.4502, 3.4186], large: [2.2268, 6.8093, -3.2362, -5.4448] },
    { min: -23.25, max: 0.88, star: -3.09, small: [3.4336, 1.4835, 3.19], large: [2.7654, 6.4502, -3.0811, -4.4946] },
    { min: -21.63, max: 1.05, star: -3.07, small: [4.0999, 1.5533, 3.59], large: [3.2684, 6.8051, -2.6778, -3.4972] },
    { min: -25.74, max: 1.24, star: -3.77, small: [4.5388, 1.5344, 2.9807], large: [3.7268, 7.167, -2.3648, -2.8288] },
  ],
  c: [
    { min: -18.83, max: 2.74, star: -1.61, small: [2.1659, 1.4412, 3.8269], large: [1.7339, 9.3202, -1.2745, -1.0368] },
    { min: -18.86, max: 0.92, star: -2.62, small: [2.92, 1.5012, 3.9796], large: [2.1945, 6.4695, -2.9198, -4.2377] },
    { min: -23.48, max: 0.55, star: -3.13, small: [3.4699, 1.4856, 3.164], large: [2.5893, 4.5168, -3.6529, -5.0074] },
    { min: -28.07, max: 0.61, star: -3.47, small: [3.9673, 1.4777, 2.6315], large: [3.0387, 4.5452, -3.3666, -4.1921] },
    { min: -25.96, max: 0.79, star: -3.78, small: [4.5509, 1.5338, 2.9545], large: [3.5049, 5.2098, -2.9158, -3.3468] },
    { min: -23.27, max: 1, star: -3.93, small: [5.1399, 1.6036, 3.4445], large: [3.9489, 5.8933, -2.5359, -2.721] },
  ],
  ct: [
    { min: -16.18, max: 0.7, star: -2.89, small: [3.2512, 1.6047, 4.9588], large: [2.5261, 6.1654, -3.7956, -6.0285] },
    { min: -21.15, max: 0.63, star: -3.19, small: [3.6646, 1.5419, 3.6448], large: [2.85, 5.272, -3.6622, -5.1695] },
    { min: -25.37, max: 0.71, star: -3.5, small: [4.0983, 1.5173, 2.9898], large: [3.221, 5.255, -3.2685, -4.1501] },
    { min: -26.63, max: 0.93, star: -3.65, small: [4.5844, 1.5338, 2.8796], large: [3.652, 5.9758, -2.7483, -3.2081] },
    { min: -26.53, max: 1.19, star: -3.8, small: [5.0722, 1.5634, 2.9472], large: [4.0712, 6.6428, -2.3464, -2.546] },
    { min: -26.18, max: 1.42, star: -4.36, small: [5.53, 1.5914, 3.0392], large: [4.4735, 7.1757, -2.0681, -2.1196] },
  ],
  ctt: [
    { min: -17.17, max: 0.54, star: -3.21, small: [4.0003, 1.658, 4.8288], large: [3.0778, 4.9529, -4.1477, -5.9359] },
    { min: -21.1, max: 0.79, star: -3.51, small: [4.3534, 1.6016, 3.7947], large: [3.4713, 5.967, -3.2507, -4.2286] },
    { min: -24.33, max: 1.08, star: -3.81, small: [4.7343, 1.5768, 3.2396], large: [3.8637, 6.7852, -2.6286, -3.1381] },
    { min: -24.03, max: 1.43, star: -3.83, small: [5.214, 1.6077, 3.3449], large: [4.2736, 7.6199, -2.1534, -2.4026] },
    { min: -24.33, max: 3.49, star: -4.12, small: [5.6481, 1.6274, 3.3455], large: [4.6679, 8.2618, -1.822, -1.9147] },
    { min: -28.22, max: 1.92, star: -4.63, small: [5.9296, 1.5929, 2.8223], large: [5.0009, 8.3735, -1.6994, -1.6928] },
  ],
};
