import { Xorshift32 } from "#math/random";

/**
 * The generator of one stream of a seed: prices and volumes of each asset draw from streams of their own, so that a change
 * of one leaves the others as they are. Neighbouring seeds and streams are stirred apart.
 *
 * @param seed whole number, 0 to 2^32 − 1
 * @param stream whole number, 0 or more
 * *Source* of the stirring: Appleby, MurmurHash3 (public domain), fmix32.
 */
export function seedStream(seed: number, stream: number): Xorshift32 {
  let h = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca77)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return new Xorshift32(h ^ (h >>> 16));
}
