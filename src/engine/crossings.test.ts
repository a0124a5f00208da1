import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { longOnSignals, longShortWhileAbove, longWhileAbove } from "#strategy/target";
import { changesOf, extremesOf, nextAbove } from "./crossings.ts";

function plainSearch(a: Float64Array, b: Float64Array, from: number, to: number): number {
  for (let i = from; i < to; i++) if (a[i]! > b[i]!) return i;
  return to;
}

const cell = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0) },
);

/** Two columns of one length; one of them is often far below the other, so that whole blocks are skipped. */
const columns = fc
  .tuple(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 80 }), fc.constantFrom(0, 0, 3, 10))
  .map(([rows, shift]) => {
    const a = Float64Array.from(rows, ([x], i) => (i % 29 === 28 ? x : x - shift));
    return [a, Float64Array.from(rows, ([, y]) => y)] as const;
  });

describe("the next bar at which one column is above another", () => {
  test("is that of the plain search, from and to any bar, with NaN and infinities", () => {
    fc.assert(
      fc.property(columns, fc.nat(), fc.nat(), ([a, b], x, y) => {
        const to = x % (a.length + 1);
        const from = y % (to + 1);
        expect(nextAbove(a, b, extremesOf(a).high, extremesOf(b).low, from, to)).toBe(plainSearch(a, b, from, to));
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });

  test("is found in every place of a block", () => {
    for (let at = 0; at < 24; at++) {
      const a = new Float64Array(24);
      a[at] = 1;
      const b = new Float64Array(24);
      for (let from = 0; from <= 24; from++) {
        const expected = from <= at ? at : 24;
        expect(nextAbove(a, b, extremesOf(a).high, extremesOf(b).low, from, 24)).toBe(expected);
      }
    }
  });

  test("is none on ties, and none where a column is undefined throughout", () => {
    const ones = new Float64Array(20).fill(1);
    const nowhere = new Float64Array(20).fill(Number.NaN);
    for (const [a, b] of [
      [ones, ones],
      [ones, nowhere],
      [nowhere, ones],
    ] as const) {
      expect(nextAbove(a, b, extremesOf(a).high, extremesOf(b).low, 0, 20)).toBe(20);
    }
  });

  test("the extremes of a block leave NaN out", () => {
    const { low, high } = extremesOf(Float64Array.of(Number.NaN, 3, 1, 2, 2, 2, 2, 2, Number.NaN));
    expect([...low]).toEqual([1, Number.POSITIVE_INFINITY]);
    expect([...high]).toEqual([3, Number.NEGATIVE_INFINITY]);
  });
});

describe("the changes of a target", () => {
  test("enter above and leave below; of the mirrored rule the other way round", () => {
    const a = Float64Array.of(1, 2, 2, 0, 2);
    const b = Float64Array.of(1, 1, 2, 1, Number.NaN);
    const changes = changesOf(longWhileAbove(a, b))!;
    expect([changes.nextEntry(0, 5), changes.nextEntry(2, 5)]).toEqual([1, 5]);
    expect([changes.nextExit(0, 5), changes.nextExit(4, 5)]).toEqual([3, 5]);
    const mirrored = changesOf({ kind: "comparison", a, b, whenAbove: 0, whenBelow: 1 })!;
    expect([mirrored.nextEntry(0, 5), mirrored.nextExit(0, 5)]).toEqual([3, 1]);
  });

  test("of signals are the flags, near and far", () => {
    const enter = new Uint8Array(40);
    const exit = new Uint8Array(40);
    enter[3] = 1;
    enter[30] = 1;
    exit[39] = 1;
    const changes = changesOf(longOnSignals(enter, exit))!;
    expect([changes.nextEntry(0, 40), changes.nextEntry(4, 40), changes.nextEntry(4, 30)]).toEqual([3, 30, 30]);
    expect([changes.nextExit(0, 40), changes.nextExit(0, 39)]).toEqual([39, 39]);
  });

  test("are none of their own for a rule that goes short, or for a column", () => {
    const a = new Float64Array(3);
    expect(changesOf(longShortWhileAbove(a, a))).toBeNull();
    expect(changesOf(a)).toBeNull();
    expect(changesOf({ kind: "comparison", a, b: a, whenAbove: 1, whenBelow: 1 })).toBeNull();
  });
});
