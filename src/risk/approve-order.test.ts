import { describe, expect, test } from "vitest";
import type { OrderRequest } from "#domain/order";
import { approveOrder } from "./approve-order.ts";
import type { RiskDesk } from "./risk-desk.ts";
import type { SizeAnswer } from "./sizer.ts";

/** A desk that gives every order this size. */
function deskOf(answer: SizeAnswer): RiskDesk {
  return { stopped: null, sizer: { sizeAt: () => answer, passBy: () => {} } } as unknown as RiskDesk;
}

const facts = { isSized: false, confidence: 1, held: 0, floorToLot: Math.floor };

/** All that an order can say beside its size. */
const whole: Required<Omit<OrderRequest, "quantity" | "cash" | "unitValue">> = {
  asset: 2,
  side: "sell",
  type: "trailingLimit",
  fraction: 1,
  limit: 3,
  stop: 4,
  trail: { amount: 5 },
  limitOffset: 6,
  timeInForce: "gtd",
  until: 7,
  group: "g",
  oco: "o",
  bracket: { stop: { amount: 8 }, target: { amount: 9 } },
  reduceOnly: false,
  nets: true,
  signal: "entry",
  closes: 10,
  tag: "t",
};

describe("an order without a size", () => {
  test("gets that of the desk, and keeps everything else", () => {
    const { request } = approveOrder(whole, facts, deskOf({ cash: 500, unitValue: 2 }), 0);
    const { fraction: _, ...rest } = whole;
    expect(request).toStrictEqual({ ...rest, cash: 500, unitValue: 2 });
    expect(approveOrder(whole, facts, deskOf({ fraction: 0.3 }), 0).request).toStrictEqual({ ...whole, fraction: 0.3 });
  });

  test.each([
    [undefined, { stop: { amount: 1.5 } }],
    [{ target: { price: 120 } }, { stop: { amount: 1.5 }, target: { price: 120 } }],
    [{ stop: { price: 90 } }, { stop: { price: 90 } }],
  ])("gets the stop of the desk where it has none: %o", (bracket, expected) => {
    const asked: OrderRequest = { asset: 0, side: "buy", type: "market", ...(bracket !== undefined && { bracket }) };
    const { request } = approveOrder(asked, facts, deskOf({ fraction: 0.01, unitValue: 1.5, stopDistance: 1.5 }), 0);
    expect(request.bracket).toStrictEqual(expected);
  });
});
