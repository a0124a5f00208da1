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

  /** Fills `out` with whole numbers from 0 to `below` − 1: each floor(uniform × below), from the next draws in order. */
  fillBelow(out: Int32Array, below: number): void {
    const scale = below / 4294967296;
    // The state is a signed number here, which stays in a register; `>>> 0` gives the draw.
    let x = this.#state | 0;
    for (let i = 0; i < out.length; i++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      out[i] = (x >>> 0) * scale;
    }
    this.#state = x >>> 0;
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
