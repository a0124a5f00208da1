import { describe, expect, test } from "vitest";
import { desk } from "./desk.ts";

const STILL = [100, 100, 100, 100] as const;
const WIDE = [100, 110, 90, 100] as const;
const THREE = { 0: [{ quantity: 6 }, { quantity: 5 }, { quantity: 4 }] };

describe("what cash does not cover, of 1,000 at 100", () => {
  test("trim: all that opens is cut by one factor", () => {
    // 15 units for 10: 6 × 2/3 = 4, 5 × 2/3 = 3, 4 × 2/3 = 2.
    const { fills } = desk({ bars: { A: [STILL, STILL] }, cash: 1000, orders: THREE });
    expect(fills).toEqual(["1 open o1 4@100", "1 open o2 3@100", "1 open o3 2@100"]);
  });

  test("cancel and reject: one by one, each whole or not at all", () => {
    for (const cash of ["cancel", "reject"] as const) {
      const { fills, ends } = desk({ bars: { A: [STILL, STILL] }, cash: 1000, profile: { cash }, orders: THREE });
      expect(fills).toEqual(["1 open o1 6@100", "1 open o3 4@100"]);
      expect(ends.o2).toBe(cash === "reject" ? "rejected: no cash" : "cancelled: no cash");
    }
  });

  test("of a share of equity: cancel cuts it to what is there, reject fills none", () => {
    const orders = { 0: [{ quantity: 6 }, { fraction: 0.5 }] };
    const run = (cash: "cancel" | "reject") =>
      desk({ bars: { A: [STILL, STILL] }, cash: 1000, profile: { cash }, orders });
    expect(run("cancel").fills).toEqual(["1 open o1 6@100", "1 open o2 4@100"]);
    expect(run("reject").fills).toEqual(["1 open o1 6@100"]);
    expect(run("reject").ends.o2).toBe("rejected: no cash");
  });

  test("of a share of equity inside the bar as at the open: cancel cuts, reject fills none", () => {
    // 1000 / 95 asks for 10 with 1 % on top of each: 10 × 95.95 = 959.5 is paid for; of 1000 / 95 = 10.5 in tenths only 10.4 are.
    const orders = { 0: [{ type: "limit" as const, limit: 95, fraction: 1 }] };
    const run = (cash: "cancel" | "reject") =>
      desk({ bars: { A: [STILL, WIDE] }, cash: 1000, lot: 0.1, profile: { cash, commission: "100bps" }, orders });
    expect(run("cancel").fills).toEqual(["1 inside o1 10.4@95"]);
    expect(run("reject").fills).toEqual([]);
    expect(run("reject").ends.o1).toBe("rejected: no cash");
  });

  test("of a share of equity at the close as well", () => {
    // 1000 / 101 = 9.9 in tenths.
    const orders = { 0: [{ type: "marketOnClose" as const, fraction: 1 }] };
    const run = (cash: "cancel" | "reject") =>
      desk({ bars: { A: [STILL, WIDE] }, cash: 1000, lot: 0.1, profile: { cash, commission: "100bps" }, orders });
    expect(run("cancel").fills).toEqual(["1 close o1 9.9@100"]);
    expect(run("reject").fills).toEqual([]);
  });

  test("overdraw: nothing is asked, and cash goes below zero", () => {
    const { fills, cash } = desk({
      bars: { A: [STILL, STILL] },
      cash: 1000,
      profile: { cash: "overdraw" },
      orders: THREE,
    });
    expect(fills).toEqual(["1 open o1 6@100", "1 open o2 5@100", "1 open o3 4@100"]);
    expect(cash).toBe(-500);
  });

  test("the same inside the bar, and at the close", () => {
    const orders = {
      0: [
        { type: "limit" as const, limit: 95, quantity: 12 },
        { type: "marketOnClose" as const, quantity: 12 },
      ],
    };
    const run = (cash: "trim" | "reject" | "overdraw") =>
      desk({ bars: { A: [STILL, WIDE] }, cash: 1000, profile: { cash }, orders });
    expect(run("trim").fills).toEqual(["1 inside o1 10@95"]);
    expect(run("reject").fills).toEqual([]);
    expect(run("reject").ends).toEqual({ o1: "rejected: no cash", o2: "rejected: no cash" });
    expect(run("overdraw").fills).toEqual(["1 inside o1 12@95", "1 close o2 12@100"]);
  });
});

test("an order for the close that fills ends the other of its pair, and a part of it shrinks the other", () => {
  const pair = (quantity: number) => [
    { type: "marketOnClose" as const, quantity, oco: "p" },
    { type: "limit" as const, limit: 95, quantity, oco: "p" },
  ];
  const run = (quantity: number) =>
    desk({ bars: { A: [STILL, STILL, WIDE] }, cash: 1000, orders: { 0: pair(quantity) } });
  expect(run(5).fills).toEqual(["1 close o1 5@100"]);
  expect(run(5).ends.o2).toBe("cancelled: the other side filled");
  // 10 of 12 are paid for; of the other 2 are left, for which nothing is.
  expect(run(12).fills).toEqual(["1 close o1 10@100"]);
  expect(run(12).ends.o1).toBe("expired: cut at the close: cash");
  expect(run(12).orders[1]).toMatchObject({ filled: 0, quantity: 12 });
});

describe("what a short binds", () => {
  test("is all of its value, or the share that the profile says", () => {
    const orders = { 0: [{ side: "sell" as const, quantity: 50 }] };
    const run = (shortMargin: number) =>
      desk({ bars: { A: [STILL, STILL] }, cash: 1000, profile: { shortMargin }, orders });
    expect(run(1).fills).toEqual(["1 open o1 -10@100"]);
    expect(run(0.5).fills).toEqual(["1 open o1 -20@100"]);
    expect(run(0).fills).toEqual(["1 open o1 -50@100"]);
  });
});
