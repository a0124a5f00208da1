import type { FillContext } from "./fill-context.ts";

/** A purchase of 100 units at 50, the first of its order and its month, in a bar of 10,000 units; `over` replaces keys. */
export function fillFixture(over: Partial<FillContext> = {}): FillContext {
  return {
    bar: 0,
    asset: 0,
    side: 1,
    quantity: 100,
    price: 50,
    orderUnits: 0,
    orderValue: 0,
    splitUnits: Number.NaN,
    orderPaid: Number.NaN,
    monthUnits: 0,
    monthValue: 0,
    volume: 10_000,
    barUnits: 0,
    volatility: 0.02,
    usualVolume: 20_000,
    ...over,
  };
}
