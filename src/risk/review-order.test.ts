import { describe, expect, test } from "vitest";
import type { OrderRequest } from "#domain/order";
import { reviewOrder } from "./review-order.ts";

const base: OrderRequest = { asset: 0, side: "buy", type: "market" };
const bars = { symbol: "AAA", closeOnly: false, close: 100 };
const closes = { ...bars, closeOnly: true };

describe("an order with one size", () => {
  test.each([[{ quantity: 1 }], [{ cash: 0.5 }], [{ fraction: 1.5 }], [{ fraction: 0 }]])("passes: %j", (size) => {
    expect(reviewOrder({ ...base, ...size }, bars)).toBeNull();
  });
});

describe("an order is refused", () => {
  test.each<[string, Partial<OrderRequest>, string, RegExp]>([
    ["without a size", {}, "order-size", /has no size/],
    ["with two sizes", { quantity: 1, fraction: 1 }, "order-size", /two sizes: quantity and fraction/],
    ["of nothing", { quantity: 0 }, "order-size", /quantity 0/],
    ["of less than nothing", { quantity: -3 }, "order-size", /quantity -3/],
    ["of no cash", { cash: 0 }, "order-size", /cash 0/],
    ["of NaN", { quantity: Number.NaN }, "order-size", /quantity NaN/],
    ["of infinity", { fraction: Number.POSITIVE_INFINITY }, "order-size", /fraction Infinity/],
    ["with a limit of NaN", { quantity: 1, limit: Number.NaN }, "order-level", /limit price NaN/],
    ["with a stop of 0", { quantity: 1, stop: 0 }, "order-level", /stop price 0/],
    ["with a trail of 0", { quantity: 1, trail: { amount: 0 } }, "order-level", /trail of 0/],
    ["with a negative stop loss", { quantity: 1, bracket: { stop: { fraction: -0.02 } } }, "order-level", /stopLoss/],
    ["with a target of NaN", { quantity: 1, bracket: { target: { price: Number.NaN } } }, "order-level", /takeProfit/],
    [
      "with a stop loss in a unit that there is not",
      { quantity: 1, bracket: { stop: { percent: 5 } as never } },
      "order-level",
      /stopLoss of \{ percent \}/,
    ],
    [
      "with a stop loss that is a bare number",
      { quantity: 1, bracket: { stop: 0.05 as never } },
      "order-level",
      /stopLoss of 0.05/,
    ],
    [
      "with a trailing stop loss of NaN",
      { quantity: 1, bracket: { stop: { trail: { fraction: Number.NaN } } } },
      "order-level",
      /stopLoss of NaN/,
    ],
  ])("%s", (_, part, code, message) => {
    const objection = reviewOrder({ ...base, ...part }, bars);
    expect(objection?.code).toBe(code);
    expect(objection?.message).toMatch(message);
    expect(objection?.help).not.toBe("");
  });
});

describe("prices that are closes only", () => {
  test.each(["limit", "stop", "stopLimit", "trailing"] as const)("refuse an order of type %s", (type) => {
    const objection = reviewOrder({ ...base, type, quantity: 1 }, closes);
    expect(objection?.code).toBe("close-only");
    expect(objection?.message).toContain("AAA has closes only");
  });

  test("refuse a bracket, and allow market orders", () => {
    const bracket = { stop: { fraction: 0.02 } };
    expect(reviewOrder({ ...base, quantity: 1, bracket }, closes)?.code).toBe("close-only");
    expect(reviewOrder({ ...base, quantity: 1 }, closes)).toBeNull();
    expect(reviewOrder({ ...base, type: "marketOnClose", quantity: 1 }, closes)).toBeNull();
  });
});

test("prices that are bounds refuse what would be judged within a bar, and allow market orders", () => {
  const bounds = { ...bars, symbol: "A-B", boundsOnly: true };
  const objection = reviewOrder({ ...base, type: "stop", stop: 9, quantity: 1 }, bounds);
  expect(objection?.code).toBe("bounds-only");
  expect(objection?.message).toContain("A-B is made of several assets");
  expect(reviewOrder({ ...base, quantity: 1, bracket: { stop: { fraction: 0.02 } } }, bounds)?.code).toBe(
    "bounds-only",
  );
  expect(reviewOrder({ ...base, quantity: 1 }, bounds)).toBeNull();
});
