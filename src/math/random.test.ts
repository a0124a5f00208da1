import { describe, expect, it } from "vitest";
import { Xorshift32 } from "./random.ts";

describe("Xorshift32", () => {
  // By hand: 1 ^ 1<<13 = 8193; 8193>>>17 = 0; 8193 ^ 8193<<5 = 270369. The next two from
  // python 3.11: x ^= x<<13 & 0xffffffff; x ^= x>>17; x ^= x<<5 & 0xffffffff
  it("gives 270369, 67634689, 2647435461 for seed 1", () => {
    const random = new Xorshift32(1);
    expect([random.nextUint32(), random.nextUint32(), random.nextUint32()]).toEqual([270369, 67634689, 2647435461]);
  });

  it("draws uniform numbers as the same integers over 2^32", () => {
    expect(new Xorshift32(1).uniform()).toBe(270369 / 2 ** 32);
  });

  it("draws whole numbers as uniform would give them, one by one or added up over tables", () => {
    const [one, other, third] = [new Xorshift32(42), new Xorshift32(42), new Xorshift32(42)];
    const draws = Array.from({ length: 1000 }, () => Math.floor(other.uniform() * 2520));
    expect(Array.from({ length: 1000 }, () => third.below(2520))).toEqual(draws);
    const tables = [1, 2, 3].map((seed) => {
      const of = new Xorshift32(seed);
      return Float64Array.from({ length: 2520 }, () => of.uniform() - 0.5);
    }) as [Float64Array, Float64Array, Float64Array];
    const added = tables.map((table) => draws.reduce((sum, at) => sum + table[at]!, 0));
    const sums = new Float64Array(3);
    one.addDrawn(sums, 1000, 2520, ...tables);
    expect([...sums]).toEqual(added);
    const next = other.uniform();
    expect(one.uniform()).toBe(next);
    new Xorshift32(42).addDrawn(sums, 1000, 2520, tables[0], tables[1], null);
    expect([...sums]).toEqual([added[0], added[1], 0]);
  });

  it("starts from 1 where the seed is 0", () => {
    expect(new Xorshift32(0).nextUint32()).toBe(270369);
    expect(new Xorshift32(2 ** 32).nextUint32()).toBe(270369);
  });

  it("adds up twelve draws, less 6, for a normal number", () => {
    const draws = new Xorshift32(7);
    let sum = 0;
    for (let k = 0; k < 12; k++) sum += draws.uniform();
    expect(new Xorshift32(7).normal12()).toBe(sum - 6);
  });

  it("has mean 0 and variance 1 over 100,000 normal numbers", () => {
    const random = new Xorshift32(42);
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < 100_000; k++) {
      const z = random.normal12();
      sum += z;
      squares += z * z;
    }
    // Four standard errors: 4/sqrt(1e5) = 0.0126 for the mean, 4·sqrt(1.9/1e5) = 0.0174 for the variance.
    expect(Math.abs(sum / 100_000)).toBeLessThan(0.0126);
    expect(Math.abs(squares / 100_000 - 1)).toBeLessThan(0.0174);
  });
});
