/**
 * A seeded generator of random numbers: the same seed gives the same numbers on every machine.
 *
 * xorshift32 with the triple 13, 17, 5: period 2^32 − 1, 32 bits a draw. Good for synthetic series and for resampling a
 * few million times; not for secrets. Neighbouring small seeds start alike: mix a seed before counting it up.
 * *Source*: Marsaglia (2003), "Xorshift RNGs", Journal of Statistical Software 8(14), p. 4.
 */
export class Xorshift32 {
  #state: number;

  /** `seed` is taken modulo 2^32; 0, which the generator could never leave, is taken as 1. */
  constructor(seed: number) {
    this.#state = seed >>> 0 === 0 ? 1 : seed >>> 0;
  }

  /** A whole number from 1 to 2^32 − 1. */
  nextUint32(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    x >>>= 0;
    this.#state = x;
    return x;
  }

  /** A number above 0 and below 1: the next draw over 2^32. */
  uniform(): number {
    return this.nextUint32() / 4294967296;
  }

  /** A whole number from 0 to `below` − 1: floor(uniform × below), from the next draw. `below` is at most 2^31. */
  below(below: number): number {
    return (this.nextUint32() * (below / 4294967296)) | 0;
  }

  /**
   * Draws `count` whole numbers from 0 to `below` − 1, as `below` does one after another, and writes to `sums` what each of the
   * tables (length `below`; the third may be null, and its sum is then 0) holds at them, added up in that order.
   */
  addDrawn(
    sums: Float64Array,
    count: number,
    below: number,
    first: Float64Array,
    second: Float64Array,
    third: Float64Array | null,
  ): void {
    const scale = below / 4294967296;
    // The state is a signed number here, which stays in a register; `>>> 0` gives the draw.
    let x = this.#state | 0;
    let a = 0;
    let b = 0;
    let c = 0;
    for (let i = 0; i < count; i++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      const at = ((x >>> 0) * scale) | 0;
      a += first[at]!;
      b += second[at]!;
      if (third !== null) c += third[at]!;
    }
    this.#state = x >>> 0;
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
  }

  /**
   * Nearly a standard normal number: the sum of twelve uniform ones, less 6. Mean 0, variance 1, never beyond ±6, excess
   * kurtosis −0.1. It needs only additions, so every machine gives the same bits.
   */
  normal12(): number {
    let sum = 0;
    for (let k = 0; k < 12; k++) sum += this.uniform();
    return sum - 6;
  }
}
