import { describe, expect, test } from "vitest";
import { ConfigError, StrategyError } from "#base/errors";
import type { OrderRequest } from "#domain/order";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { type DeskResult, desk, type Row } from "./desk.ts";

const LEAN: Partial<Profile> = { ...profileNamed("lean-like"), commission: "none" };

function play(
  rows: readonly Row[],
  orders: Readonly<Record<number, readonly Partial<OrderRequest>[]>>,
  profile: Partial<Profile> = {},
): DeskResult {
  return desk({ bars: { A: rows }, orders, profile: { ...LEAN, ...profile } });
}

const FLAT: Row = [100, 100, 100, 100];

/** What one order does on the bar after it is placed. */
function fillOf(bar: Row, order: Partial<OrderRequest>, profile: Partial<Profile> = {}): string {
  return play([FLAT, bar], { 0: [{ quantity: 10, ...order }] }, profile).fills[0] ?? "none";
}

const sell = "sell" as const;

// Each row is worked by the rules of LEAN's Common/Orders/Fills/EquityFillModel.cs and FillModel.cs (Apache-2.0).
describe("one order on one bar under the profile lean-like", () => {
  test.each<[string, Row, Partial<OrderRequest>, string]>([
    ["a market order fills at the open", [102, 103, 101, 102.5], {}, "1 open o1 10@102"],
    ["an order for the open as well", [102, 103, 101, 102.5], { type: "marketOnOpen" }, "1 open o1 10@102"],
    ["an order for the close at the close", [102, 103, 101, 102.5], { type: "marketOnClose" }, "1 close o1 10@102.5"],
    ["a limit that the low only touches does not fill", [102, 103, 99, 102], { type: "limit", limit: 99 }, "none"],
    [
      "one that the low goes through fills at the limit",
      [102, 103, 98.9, 102],
      { type: "limit", limit: 99 },
      "1 inside o1 10@99",
    ],
    [
      "a limit to sell that the high only touches does not fill",
      [100, 103, 99, 102],
      { side: sell, type: "limit", limit: 103 },
      "none",
    ],
    [
      "one that the high goes through fills at the limit",
      [100, 103.1, 99, 102],
      { side: sell, type: "limit", limit: 103 },
      "1 inside o1 -10@103",
    ],
    // min(high, limit): a gap far below the limit still pays the worst price of the bar
    [
      "a gap through a limit pays the high of the bar",
      [90, 95, 89, 92],
      { type: "limit", limit: 99 },
      "1 inside o1 10@95",
    ],
    [
      "or the limit where the bar reached back to it",
      [90, 99.5, 89, 92],
      { type: "limit", limit: 99 },
      "1 inside o1 10@99",
    ],
    [
      "a gap through a limit to sell gets the low",
      [110, 112, 108, 111],
      { side: sell, type: "limit", limit: 103 },
      "1 inside o1 -10@108",
    ],
    ["a stop that the high only touches is not met", [101, 105, 100, 104], { type: "stop", stop: 105 }, "none"],
    [
      "one that it goes beyond fills at the level where the close is better",
      [101, 105.5, 100, 104],
      { type: "stop", stop: 105 },
      "1 inside o1 10@105",
    ],
    ["and at the close where that is worse", [101, 109, 100, 108], { type: "stop", stop: 105 }, "1 inside o1 10@108"],
    [
      "a gap over a stop fills at the close where that is worse",
      [107, 109, 106, 108],
      { type: "stop", stop: 105 },
      "1 inside o1 10@108",
    ],
    [
      "a stop to sell that the low goes beyond, at the level",
      [100, 101, 94.9, 96],
      { side: sell, type: "stop", stop: 95 },
      "1 inside o1 -10@95",
    ],
    [
      "a stop to sell below the level at the close",
      [100, 101, 92, 93],
      { side: sell, type: "stop", stop: 95 },
      "1 inside o1 -10@93",
    ],
    [
      "a stop-limit fills where the close is within its limit, at min(high, limit)",
      [101, 106, 100, 104],
      { type: "stopLimit", stop: 105, limit: 107 },
      "1 inside o1 10@106",
    ],
    [
      "a stop-limit at its limit",
      [101, 109, 100, 106],
      { type: "stopLimit", stop: 105, limit: 107 },
      "1 inside o1 10@107",
    ],
    [
      "not where the close is beyond its limit",
      [101, 109, 100, 108],
      { type: "stopLimit", stop: 105, limit: 107 },
      "none",
    ],
    ["nor where the stop is not met", [101, 105, 100, 104], { type: "stopLimit", stop: 105, limit: 107 }, "none"],
    [
      "a stop-limit to sell at max(low, limit)",
      [100, 101, 94, 96],
      { side: sell, type: "stopLimit", stop: 95, limit: 93 },
      "1 inside o1 -10@94",
    ],
  ])("%s", (_, bar, order, expected) => {
    expect(fillOf(bar, order)).toBe(expected);
  });

  test("a stop of LEAN's later model for equities is a setting: the level, or the open where it lies beyond", () => {
    // EquityFillModelTests.StopMarketFill.cs: 101 to 102.5 with a stop at 101.5 fills at 101.5; a gap of one fills at the open
    const later = { stopFill: "levelOrOpen" } as const;
    expect(fillOf([101, 102.5, 101, 102], { type: "stop", stop: 101.5 }, later)).toBe("1 inside o1 10@101.5");
    expect(fillOf([291.5, 292.5, 291.5, 291.5], { type: "stop", stop: 290.5 }, later)).toBe("1 open o1 10@291.5");
    expect(fillOf([102, 102.5, 101, 101.5], { side: sell, type: "stop", stop: 101.5 }, later)).toBe(
      "1 inside o1 -10@101.5",
    );
  });
});

describe("under the profile lean-like", () => {
  test("a stop-limit whose stop was met waits until a close is within its limit", () => {
    const rows: Row[] = [FLAT, [101, 109, 100, 108], [108, 109, 104, 106.5]];
    const run = play(rows, { 0: [{ quantity: 10, type: "stopLimit", stop: 105, limit: 107 }] });
    expect(run.fills).toEqual(["2 inside o1 10@107"]);
  });

  test("a trailing stop is checked first and then follows the high", () => {
    // 10 below 100 is 90; the low of 95 is above it, and the high of 120 takes the level to 110; bar 2 goes to 108
    const rows: Row[] = [FLAT, [100, 120, 95, 115], [115, 116, 108, 112]];
    const run = play(rows, { 0: [{ side: "sell", quantity: 10, type: "trailing", trail: { amount: 10 } }] });
    expect(run.fills).toEqual(["2 inside o1 -10@110"]);
  });

  test("a share of equity is 99.75 % of it at the signal's close, less the fee", () => {
    // 9,975 at 100 are 99 shares (99.75), which cost 9,900 and a dollar
    const rows: Row[] = [FLAT, [101, 101, 101, 101]];
    expect(play(rows, { 0: [{ fraction: 1 }] }, { commission: "0.005/share:1/order" }).fills).toEqual([
      "1 open o1 99@101",
    ]);
    // at 9.975 it would be 1,000 shares to the cent; the fee of 5 leaves 999
    const cheap: Row[] = [
      [9.975, 9.975, 9.975, 9.975],
      [9, 9, 9, 9],
    ];
    expect(play(cheap, { 0: [{ fraction: 1 }] }).fills).toEqual(["1 open o1 1000@9"]);
    expect(play(cheap, { 0: [{ fraction: 1 }] }, { commission: "0.005/share:1/order" }).fills).toEqual([
      "1 open o1 999@9",
    ]);
  });

  test("an order turns a position around in one fill", () => {
    const rows: Row[] = [FLAT, FLAT, FLAT];
    const run = play(rows, { 0: [{ quantity: 30 }], 1: [{ side: "sell", quantity: 50 }] });
    expect(run.fills).toEqual(["1 open o1 30@100", "2 open o2 -50@100"]);
    expect(run.positions).toEqual([-20]);
  });

  test("an order that twice the equity does not cover is rejected, and one that closes never", () => {
    const rows: Row[] = [FLAT, FLAT, FLAT, FLAT];
    const run = play(rows, {
      0: [{ quantity: 201 }, { quantity: 200 }],
      1: [{ quantity: 1 }],
      2: [{ side: "sell", quantity: 200 }],
    });
    expect(run.fills).toEqual(["1 open o2 200@100", "3 open o4 -200@100"]);
    expect(run.ends).toMatchObject({ o1: "rejected: no cash", o3: "rejected: no cash", o4: "filled: " });
  });

  test("the fee is half a cent a share and a dollar at least", () => {
    const fee = { commission: "0.005/share:1/order" };
    const fees = (quantity: number) => play([FLAT, FLAT], { 0: [{ quantity }] }, fee).venue.setup.ledger.commission;
    expect(fees(100)).toBe(1);
    expect(
      play(
        [
          [1, 1, 1, 1],
          [1, 1, 1, 1],
        ],
        { 0: [{ quantity: 697 }] },
        fee,
      ).venue.setup.ledger.commission,
    ).toBeCloseTo(3.485, 12);
  });

  test("stop and target of an entry are looked at from the next bar on", () => {
    const rows: Row[] = [FLAT, [100, 120, 80, 100], [100, 111, 99, 105]];
    const bracket = { stop: { fraction: 0.05 }, target: { fraction: 0.1 } };
    const run = play(rows, { 0: [{ quantity: 10, bracket }] });
    expect(run.fills).toEqual(["1 open o1 10@100", "2 inside o1/target -10@110"]);
  });

  test.each<[string, Partial<OrderRequest>]>([
    ["a group", { quantity: 1, group: "g1" }],
    ["fill or kill", { quantity: 1, timeInForce: "fok" }],
    ["a trailing stop that becomes a limit", { quantity: 1, type: "trailingLimit", trail: { amount: 1 } }],
  ])("refuses %s", (_, order) => {
    expect(() => play([FLAT, FLAT], { 0: [order] })).toThrow(StrategyError);
  });

  test.each<Partial<Profile>>([{ childrenFrom: "sameBar" }, { slippageOn: "entries" }, { stopLimitSameBar: "atOnce" }])(
    "refuses %o, which its rules would pass over",
    (setting) => {
      expect(() => play([FLAT], {}, setting)).toThrow(ConfigError);
    },
  );
});
