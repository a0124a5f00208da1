import { expect, it } from "vitest";
import { recordParts } from "./record-parts.ts";
import { runFixture } from "./run-record.fixture.ts";

it("a record decides its window, its counts and its costs", () => {
  const costs = { commission: 1, slippage: 2, borrow: 3, interest: -4, dividends: 0 };
  const record = runFixture({
    equity: [100, 101, 102],
    before: 1,
    fills: [{ bar: 2, quantity: 1, price: 10 }],
    record: {
      costs,
      bySymbol: [{ symbol: "TEST", commission: 1, slippage: 2, borrow: 3, dividends: -5, gross: 10, net: 9 }],
    },
  });
  expect(recordParts(record, (time) => new Date(time).toISOString().slice(0, 10))).toEqual({
    window: { from: "2013-01-02", to: "2013-01-04", bars: 3 },
    warmupBars: 1,
    trades: 0,
    fills: 1,
    costs: {
      ...costs,
      total: 2,
      bySymbol: [{ symbol: "TEST", commission: 1, slippage: 2, borrow: 3, dividends: -5, total: 1, gross: 10, net: 9 }],
    },
    // The equity grew from 100 to 102; without 2 of costs it would have grown by 4.
    grossToNet: { gross: 4, slippage: -2, commission: -1, borrow: -3, interest: 4, dividends: 0, net: 2 },
  });
});
