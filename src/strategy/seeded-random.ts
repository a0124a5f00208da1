import { Xorshift32 } from "#math/random";

/**
 * A generator of numbers above 0 and below 1, the same ones for the same seed (a whole number) on every machine. Make it
 * in `state`, so that each run of a sweep starts anew.
 */
export function seededRandom(seed: number): () => number {
  const generator = new Xorshift32(Math.imul(seed + 1, 0x9e3779b1));
  return () => generator.uniform();
}
