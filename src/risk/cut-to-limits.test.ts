import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutToLimits } from "./cut-to-limits.ts";
import type { Family } from "./limit-families.ts";
import { type Opening, unitCost, unitExposure } from "./opening.ts";

const ASSETS = 3;

function opening(part: Partial<Opening>): Opening {
  return {
    asset: 0,
    side: 1,
    quantity: 100,
    price: 10,
    reference: 10,
    unitFee: 0,
    fixedFee: 0,
    group: null,
    reason: null,
    ...part,
  };
}

function family(limit: number, members: readonly number[], isNet = false): Family {
  return {
    reason: "limited",
    limit,
    isNet,
    members: Uint8Array.from({ length: ASSETS }, (_, k) => Number(members.includes(k))),
  };
}

const exact = (quantity: number) => quantity;
const whole = (quantity: number) => Math.floor(quantity + 1e-9);

describe("a cut", () => {
  test("leaves for a lone order just what the limit leaves, to the last bit", () => {
    const one = opening({ quantity: 300 });
    const books = { equity: 10_000, positions: new Float64Array(ASSETS), values: new Float64Array(ASSETS) };
    cutToLimits([one], [family(0.2, [0])], books, Math.floor);
    // 0.2 · 10,000 / 10 is 200, and not 199 by the rounding of a factor.
    expect(one).toMatchObject({ quantity: 200, reason: "limited" });
  });

  test("counts slippage and commission against the equity that the limit is a share of", () => {
    // 10.1 + 0.2 · (0.1 + 0.05) = 10.13 a unit, the fixed fee of 5 once: 0.2 · 9,995 / 10.13.
    const one = opening({ quantity: 300, price: 10.1, unitFee: 0.05, fixedFee: 5 });
    const books = { equity: 10_000, positions: new Float64Array(ASSETS), values: new Float64Array(ASSETS) };
    cutToLimits([one], [family(0.2, [0])], books, exact);
    expect(one.quantity).toBeCloseTo(1_999 / 10.13, 10);
  });

  test("takes a short sale at the price before its slippage: it is worth that much", () => {
    const one = opening({ side: -1, quantity: 300, price: 9, reference: 10 });
    const books = { equity: 10_000, positions: new Float64Array(ASSETS), values: new Float64Array(ASSETS) };
    cutToLimits([one], [family(0.2, [0])], books, exact);
    // 10·q ≤ 0.2 · (10,000 − 1·q): 2,000 / 10.2.
    expect(one.quantity).toBeCloseTo(2_000 / 10.2, 10);
  });

  test("gives the first reason where several limits cut", () => {
    const one = opening({ quantity: 300 });
    const books = { equity: 10_000, positions: new Float64Array(ASSETS), values: new Float64Array(ASSETS) };
    const narrow = { ...family(0.1, [0, 1, 2]), reason: "narrower" };
    cutToLimits([one], [family(0.2, [0]), narrow], books, exact);
    expect(one.quantity).toBeCloseTo(100, 10);
    expect(one.reason).toBe("limited");
  });
});

const openings = fc.array(
  fc
    .record({
      asset: fc.integer({ min: 0, max: ASSETS - 1 }),
      side: fc.constantFrom(1, -1),
      quantity: fc.integer({ min: 1, max: 400 }),
      reference: fc.integer({ min: 50, max: 2_000 }).map((cents) => cents / 100),
      slippage: fc.constantFrom(0, 0.0005, 0.01),
      unitFee: fc.constantFrom(0, 0.01),
      fixedFee: fc.constantFrom(0, 1),
      group: fc.constantFrom(null, null, "g"),
    })
    .map(({ slippage, ...rest }) => opening({ ...rest, price: rest.reference * (1 + rest.side * slippage) })),
  { minLength: 1, maxLength: 6 },
);

const families = fc
  .record({
    position: fc.constantFrom(0.05, 0.2, 1),
    sector: fc.constantFrom(0.1, 0.5, 2),
    gross: fc.constantFrom(0.3, 1, 3),
    net: fc.constantFrom(0, 0.1, 1),
  })
  .map(({ position, sector, gross, net }) => [
    ...[0, 1, 2].map((k) => family(position, [k])),
    family(sector, [0, 1]),
    family(gross, [0, 1, 2]),
    family(net, [0, 1, 2], true),
  ]);

const values = fc.array(fc.integer({ min: -3_000, max: 3_000 }), { minLength: ASSETS, maxLength: ASSETS });

describe("whatever opens", () => {
  test("is within every limit afterwards, or adds nothing to what was above it before", () => {
    let cuts = 0;
    fc.assert(
      fc.property(openings, families, values, fc.constantFrom(exact, whole), (drawn, limits, held, floor) => {
        const lines = drawn.map((line) => ({ ...line }));
        const books = { equity: 10_000, positions: Float64Array.from(held), values: Float64Array.from(held) };
        const wanted = lines.map(({ quantity }) => quantity);
        cutToLimits(lines, limits, books, floor);
        let costs = 0;
        for (const line of lines) if (line.quantity > 0) costs += line.quantity * unitCost(line) + line.fixedFee;
        for (const { limit, members, isNet } of limits) {
          const sum = (of: (asset: number) => number) => held.reduce((total, _, k) => total + members[k]! * of(k), 0);
          const before = sum((k) => (isNet ? held[k]! : Math.abs(held[k]!)));
          const adds = lines
            .filter(({ asset }) => members[asset] === 1)
            .reduce(
              (total, line) => total + line.quantity * (isNet ? line.reference * line.side : unitExposure(line)),
              0,
            );
          const after = before + adds;
          const most = limit * (10_000 - costs);
          // What is above a limit may stay so; it may not move further from it. 2e-9 is the rounding that lots are allowed.
          const isWithin = Math.abs(after) <= most + 1e-4 || Math.abs(after) <= Math.abs(before) + 1e-9;
          expect(isWithin, `${after} of at most ${most}, before ${before}`).toBe(true);
        }
        for (const [i, line] of lines.entries()) {
          expect(line.quantity).toBeGreaterThanOrEqual(0);
          expect(line.quantity).toBeLessThanOrEqual(wanted[i]!);
          expect(line.reason !== null).toBe(line.quantity < wanted[i]!);
          if (line.reason !== null) cuts++;
        }
      }),
      { seed: 8_128, numRuns: 2_000 },
    );
    expect(cuts).toBeGreaterThan(1_000);
  });

  test("keeps the legs of a group in proportion where fractions may be traded", () => {
    fc.assert(
      fc.property(openings, families, values, (drawn, limits, held) => {
        const lines = drawn.map((line) => ({ ...line }));
        const books = { equity: 10_000, positions: Float64Array.from(held), values: Float64Array.from(held) };
        const wanted = lines.map(({ quantity }) => quantity);
        cutToLimits(lines, limits, books, exact);
        const factors = lines.flatMap(({ group, quantity }, i) => (group === null ? [] : [quantity / wanted[i]!]));
        for (const factor of factors) expect(factor).toBeCloseTo(factors[0]!, 9);
      }),
      { seed: 8_129, numRuns: 500 },
    );
  });

  test("is cut alike in whichever order it comes", () => {
    fc.assert(
      fc.property(openings, families, values, (drawn, limits, held) => {
        const lines = drawn.map((line) => ({ ...line }));
        const books = { equity: 10_000, positions: Float64Array.from(held), values: Float64Array.from(held) };
        const reversed = lines.map((line) => ({ ...line })).reverse();
        cutToLimits(lines, limits, books, exact);
        cutToLimits(reversed, limits, books, exact);
        for (const [i, line] of reversed.reverse().entries()) expect(line.quantity).toBeCloseTo(lines[i]!.quantity, 6);
      }),
      { seed: 8_130, numRuns: 500 },
    );
  });

  test("is cut to the same bits where a family says that one asset alone counts", () => {
    let cuts = 0;
    fc.assert(
      fc.property(openings, families, values, fc.constantFrom(exact, whole), (drawn, limits, held, floor) => {
        const [asked, told] = [limits, limits.map((limit) => toldOf(limit))].map((ways) => {
          const lines = drawn.map((line) => ({ ...line }));
          const books = { equity: 10_000, positions: Float64Array.from(held), values: Float64Array.from(held) };
          cutToLimits(lines, ways, books, floor);
          return lines;
        });
        expect(told).toEqual(asked);
        for (const { reason } of told!) if (reason !== null) cuts++;
      }),
      { seed: 8_131, numRuns: 1_000 },
    );
    expect(cuts).toBeGreaterThan(500);
  });
});

/** The family with the one asset that counts, where there is one. */
function toldOf(limit: Family): Family {
  const only = limit.members.indexOf(1);
  return limit.members.indexOf(1, only + 1) < 0 ? { ...limit, only } : limit;
}
