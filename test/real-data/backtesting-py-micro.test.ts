import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Context, OrderOptions } from "#strategy/context";
import { defineStrategy } from "#strategy/define-strategy";
import { day, documentOf } from "./document-of.ts";

const data = fileURLToPath(new URL("../../../shared/data/backtesting.py-AGPL", import.meta.url));

/** Buys ten shares of GOOG for 2012-10-18 with these levels. */
async function exitOf(options: OrderOptions): Promise<readonly [entry: number, exit: number]> {
  const strategy = defineStrategy({
    summary: "for a test",
    prepare: () => ({}),
    onBar(context: Context) {
      if (context.time === day("2012-10-17")) context.buy({ quantity: 10, ...options });
    },
  });
  const request = { profile: "backtesting-py", data, tickers: ["GOOG"], cash: 10_000 };
  const { record } = await documentOf(strategy, request);
  expect(record.trades.length).toBe(1);
  return [record.trades.entryPrice[0]!, record.trades.exitPrice[0]!];
}

// backtesting.py 0.6.6, backtesting/test/_test.py: test_trade_enter_hit_sl_on_same_day.
describe.skipIf(!existsSync(data))("published cases of backtesting.py (needs ../shared/data)", () => {
  it("a stop loss of 720 is hit on the day of a market entry", async () => {
    expect((await exitOf({ stopLoss: { price: 720 } }))[1]).toBe(720);
  });

  it("after an entry at a stop of 758 it waits for the next day, whose open of 705.58 gaps through it", async () => {
    expect(await exitOf({ stop: 758, stopLoss: { price: 720 } })).toEqual([758, 705.58]);
  });
});
