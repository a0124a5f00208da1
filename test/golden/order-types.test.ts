import { describe, expect, test } from "vitest";
import { desk } from "./desk.ts";

/** 100 → 104 → 98, then flat; each bar opens where the one before closed. */
const STILL = [100, 100, 100, 100, 1000] as const;

describe("a market-on-open order", () => {
  test("fills at the next open at which its asset trades, whatever market orders do", () => {
    const bars = { A: [STILL, null, [103, 105, 101, 104, 1000] as const], B: [STILL, STILL, STILL] };
    const { fills } = desk({
      bars,
      profile: { fillAt: "signalClose" },
      orders: { 0: [{ asset: 0, type: "marketOnOpen", quantity: 5 }] },
    });
    expect(fills).toEqual(["2 open o1 A 5@103"]);
  });

  test("lets what volume cut off expire, where a market order waits for the next open", () => {
    const cut = desk({
      bars: { A: [STILL, STILL, STILL] },
      profile: { participation: 0.01 },
      orders: { 0: [{ type: "marketOnOpen", quantity: 25 }] },
    });
    // 1 % of 1,000.
    expect(cut.fills).toEqual(["1 open o1 10@100"]);
    expect(cut.ends).toEqual({ o1: "expired: cut at the open" });
  });

  test("lets what cash cut off end too", () => {
    const { fills, ends } = desk({
      bars: { A: [STILL, STILL, STILL] },
      cash: 1000,
      orders: { 0: [{ type: "marketOnOpen", quantity: 25 }] },
    });
    expect(fills).toEqual(["1 open o1 10@100"]);
    expect(ends).toEqual({ o1: "filled: trimmed: cash" });
  });
});

describe("a trailing stop-limit", () => {
  const held = { 0: [{ quantity: 10 }] };

  test("follows the high, then is a limit where its stop stood, by the offset beyond", () => {
    // Placed at the close 100 with a distance of 3: the stop stands at 97, after the high of 106 at 103.
    // It is met inside the bar that opens at 104: the limit 102.5 allows that price.
    const { fills } = desk({
      bars: { A: [STILL, STILL, [100, 106, 100, 105], [104, 104, 101, 102], STILL] },
      orders: {
        ...held,
        1: [{ side: "sell", type: "trailingLimit", trail: { amount: 3 }, limitOffset: 0.5, quantity: 10 }],
      },
    });
    expect(fills).toEqual(["1 open o1 10@100", "3 inside o2 -10@103"]);
  });

  test("gapped through rests at its limit, and follows no more", () => {
    // Stop 97, limit 96; the open of 95 is below both. The price comes back through 96 two bars later.
    const { fills } = desk({
      bars: { A: [STILL, STILL, [95, 95.5, 90, 94], [94, 95, 93, 94], [95, 98, 94, 97], STILL] },
      orders: {
        ...held,
        1: [{ side: "sell", type: "trailingLimit", trail: { amount: 3 }, limitOffset: 1, quantity: 10 }],
      },
    });
    expect(fills).toEqual(["1 open o1 10@100", "4 inside o2 -10@96"]);
  });

  test("with an offset below zero waits until the price has come back", () => {
    // Stop 97 met inside the bar, limit 98: the close of 96 proves nothing. The next bar goes through 98.
    const { fills } = desk({
      bars: { A: [STILL, STILL, [100, 100, 95, 96], [96, 99, 95, 97], STILL] },
      orders: {
        ...held,
        1: [{ side: "sell", type: "trailingLimit", trail: { fraction: 0.03 }, limitOffset: -1, quantity: 10 }],
      },
    });
    expect(fills).toEqual(["1 open o1 10@100", "3 inside o2 -10@98"]);
  });

  test("of a purchase follows the low", () => {
    // Stop 103, after the low of 94 at 97; the limit lies half above.
    const { fills } = desk({
      bars: { A: [STILL, [100, 100, 94, 95], [95, 99, 95, 98], STILL] },
      orders: { 0: [{ type: "trailingLimit", trail: { amount: 3 }, limitOffset: 0.5, quantity: 10 }] },
    });
    expect(fills).toEqual(["2 inside o1 10@97"]);
  });
});
