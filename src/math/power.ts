/**
 * `base` to any power, the same to the last bit in every version of Node: its logarithm and exponential are, its own power
 * is not (V8 of Node 24 differs from that of Node 22). The relative error is about 1e-16 times 1 + |ln of the result|.
 *
 * @param base 0 or more; NaN below
 */
export function power(base: number, exponent: number): number {
  return exponent === 0 ? 1 : Math.exp(exponent * Math.log(base));
}
