import { expect, test } from "vitest";
import { type FillColumns, slippageOf } from "./fill.ts";

test("slippage is what the price took beyond the reference, for a purchase and for a sale", () => {
  const fills = {
    length: 2,
    quantity: Float64Array.of(10, -4),
    price: Float64Array.of(101, 98),
    reference: Float64Array.of(100, 99.5),
  } as unknown as FillColumns;
  expect([slippageOf(fills, 0), slippageOf(fills, 1)]).toEqual([10, 6]);
});
