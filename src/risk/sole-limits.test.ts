import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutToLimits } from "./cut-to-limits.ts";
import type { Family } from "./limit-families.ts";
import type { Opening } from "./opening.ts";
import { SoleLimits, SoleOpening } from "./sole-limits.ts";

const family = (reason: string, limit: number, isNet = false): Family => {
  return { reason, limit, isNet, members: Uint8Array.of(1) };
};

const limit = fc.constantFrom(0, 0.05, 0.3, 0.5, 1, 1.5);
const families = fc
  .record({ position: fc.option(limit), name: fc.option(limit), gross: fc.option(limit), net: fc.option(limit) })
  .map(({ position, name, gross, net }) => [
    ...(position === null ? [] : [family("position", position)]),
    ...(name === null ? [] : [family("name", name)]),
    ...(gross === null ? [] : [family("gross", gross)]),
    ...(net === null ? [] : [family("net", net, true)]),
  ]);

const orders = fc
  .record({
    side: fc.constantFrom(1, -1),
    quantity: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.double({ min: 1e-9, max: 400, noNaN: true })),
    reference: fc.oneof(fc.constant(10), fc.double({ min: 0.5, max: 60, noNaN: true })),
    slippage: fc.constantFrom(0, 0.0005, 0.3),
    unitFee: fc.constantFrom(0, 0.01, 0.4),
    fixedFee: fc.constantFrom(0, 1, 3_000),
  })
  .map(({ slippage, ...rest }) => ({ ...rest, price: rest.reference * (1 + rest.side * slippage) }));

const held = fc.oneof(fc.constant(0), fc.integer({ min: -8_000, max: 8_000 }));
const equities = fc.constantFrom(10_000, 10_000, 10_000, 2_500.5, 1, -50);

/** The order as the planned way cuts it, with others in mind. */
function planned(
  order: typeof orders extends fc.Arbitrary<infer T> ? T : never,
  limits: readonly Family[],
  equity: number,
  value: number,
  floor: (quantity: number) => number,
): readonly [number, string | null] {
  const opening: Opening = { ...order, asset: 0, group: null, reason: null };
  const books = { equity, positions: Float64Array.of(value), values: Float64Array.of(value) };
  cutToLimits([opening], limits, books, floor);
  return [opening.quantity, opening.reason];
}

describe("an order alone in a book of one asset", () => {
  test("is cut as the planned way cuts it, to the last bit", () => {
    const lots = [0, 1, 0.1];
    let cut = 0;
    let whole = 0;
    let allowed = 0;
    fc.assert(
      fc.property(orders, families, equities, held, fc.constantFrom(...lots), (order, limits, equity, value, lot) => {
        const floor = (quantity: number) => (lot === 0 ? quantity : Math.floor(quantity / lot + 1e-9) * lot);
        const [quantity, reason] = planned(order, limits, equity, value, floor);
        const sole = new SoleLimits(limits, lot, 1e-9);
        const opening = Object.assign(new SoleOpening(), order, { equity, value });
        const isAllowed = sole.allows(opening);
        const by = sole.cut(opening);
        expect(opening.quantity).toBe(quantity);
        expect(by < 0 ? null : sole.count(by, quantity > 0)).toBe(reason);
        if (reason === null) whole++;
        else cut++;
        if (!isAllowed) return;
        allowed++;
        // Nor is any smaller one cut: cash may have cut it.
        expect(reason).toBe(null);
        const half = { ...order, quantity: floor(order.quantity / 2) };
        expect(planned(half, limits, equity, value, floor)).toEqual([half.quantity, null]);
      }),
      { seed: 5_077, numRuns: 4_000 },
    );
    expect(Math.min(cut, whole, allowed)).toBeGreaterThan(400);
  });

  test("is counted by the limit that cut it first", () => {
    const sole = new SoleLimits([family("wide", 0.5), family("narrow", 0.1)], 1, 1e-9);
    const order = {
      side: 1,
      quantity: 900,
      price: 10,
      reference: 10,
      unitFee: 0,
      fixedFee: 0,
      equity: 10_000,
      value: 0,
    };
    const opening = Object.assign(new SoleOpening(), order);
    expect(sole.count(sole.cut(opening), true)).toBe("wide");
    expect(opening.quantity).toBe(100);
    expect(sole.counts()).toEqual([{ reason: "wide", trimmed: 1, refused: 0 }]);
    sole.reset();
    expect(sole.counts()).toEqual([]);
  });
});
