import { describe, expect, test } from "vitest";
import { ConfigError, StrategyError } from "#base/errors";
import { SIZED_NOTHING } from "#domain/risk-count";
import type { Context } from "#strategy/context";
import { flat, playRisk, type Row, seriesOf } from "./risk-run.ts";

/** A run over one asset that does `act` after bar `at`. */
function one(rows: readonly Row[], risk: readonly string[], at: number, act: (context: Context) => void) {
  const series = [seriesOf("AAA", rows)];
  return playRisk({ series, risk, onBar: (bar, context) => bar === at && act(context) });
}

describe("an entry without a size", () => {
  test("takes all of equity where nothing is said of sizing", () => {
    expect(one(flat(100, 80), ["maxGross=10"], 0, (c) => c.enterLong()).fills).toEqual(["1 AAA 1250@80"]);
  });

  test("of a fixed quantity takes that many units", () => {
    const { fills } = one(flat(100, 80), ["sizing=quantity", "sizing.quantity=150"], 0, (c) => c.enterLong());
    expect(fills).toEqual(["1 AAA 150@80"]);
  });

  test("of fixed cash takes what that buys at the fill, in whole lots", () => {
    // 10,000 at 80 are 125; at 81 they are 123.46.
    const risk = ["sizing=cash", "sizing.cash=10000"];
    expect(one(flat(100, 80), risk, 0, (c) => c.enterLong()).fills).toEqual(["1 AAA 125@80"]);
    expect(one(flat(100, 81), risk, 0, (c) => c.enterShort()).fills).toEqual(["1 AAA -123@81"]);
  });

  test("of a share takes that share of the equity at the fill, not at the signal", () => {
    // 1,000 held from bar 1 on at 50 and open at 60 on bar 3: equity 110,000, a tenth of it 11,000, at 60 are 183.33.
    const { fills } = playRisk({
      series: [seriesOf("AAA", flat(50, 50, 50, 60))],
      risk: ["sizing=equity", "sizing.fraction=10%"],
      onBar: (bar, context) => {
        if (bar === 0) context.buy({ quantity: 1000 });
        if (bar === 2) context.buy({});
      },
    });
    expect(fills).toEqual(["1 AAA 1000@50", "3 AAA 183@60"]);
  });

  // True ranges from bar 1 on: 4, 6 (108 − 102), 5. Wilder's average of 3 stands at bar 3 for the first time: 5.
  const ranged: Row[] = [
    [100, 102, 99, 101],
    [101, 104, 100, 103],
    [103, 108, 102, 107],
    [107, 110, 105, 106],
    [106, 107, 104, 105],
    [104, 105, 97, 98],
    [98, 99, 90, 91],
  ];
  const atr = ["sizing=atr", "sizing.period=3", "sizing.risk=1%", "sizing.multiple=2"];

  test("by risk a trade loses that share of equity between its fill and a stop of so many true ranges", () => {
    // 1 % of 100,000 is 1,000; two ranges are 10 a unit: 100 units at the open of bar 4 (106), the stop 10 below at 96,
    // which bar 6 passes and opens above: 98 → 90. The loss is 100 · 10 = 1,000, 1 % of equity.
    const { fills, record, ends } = one(ranged, atr, 3, (c) => c.enterLong());
    expect(fills).toEqual(["4 AAA 100@106", "6 AAA -100@96"]);
    expect(record.statistics.finalEquity).toBe(99_000);
    expect(ends).toEqual({ o1: "filled: ", "o1/stop": "filled: " });
  });

  test("by risk sells short alike, with the stop above", () => {
    const { fills, orders } = one(ranged, atr, 3, (c) => c.enterShort());
    expect(fills).toEqual(["4 AAA -100@106"]);
    expect(orders.find(({ id }) => id === "o1/stop")?.stop).toBe(116);
  });

  test("by risk keeps a stop of its own, and a target beside the one it gets", () => {
    const own = one(ranged, atr, 3, (c) => c.enterLong({ stopLoss: { amount: 30 } }));
    expect(own.orders.map(({ id, stop }) => [id, stop])).toEqual([
      ["o1", null],
      ["o1/stop", 76],
    ]);
    const both = one(ranged, atr, 3, (c) => c.enterLong({ takeProfit: { amount: 30 } }));
    expect(both.orders.map(({ id, stop, limit }) => [id, stop, limit])).toEqual([
      ["o1", null, null],
      ["o1/stop", 96, null],
      ["o1/target", null, 136],
    ]);
  });

  test("by risk gets no stop where that is not wanted", () => {
    const { fills } = one(ranged, [...atr, "sizing.stop=false"], 3, (c) => c.enterLong());
    expect(fills).toEqual(["4 AAA 100@106"]);
  });

  test("is refused, and says so, before the true range is defined", () => {
    const { fills, ends, record } = one(ranged, atr, 2, (c) => c.enterLong());
    expect(fills).toEqual([]);
    expect(ends).toEqual({ o1: "refused: risk: atr(3) is not defined yet" });
    expect(record.risk).toEqual([{ reason: "risk: atr(3) is not defined yet", trimmed: 0, refused: 1 }]);
  });

  test("waits for the true range where the warm-up is left to the run", () => {
    const bars: number[] = [];
    const series = [seriesOf("AAA", ranged)];
    const { record } = playRisk({ series, risk: atr, warmup: "auto", onBar: (bar) => void bars.push(bar) });
    expect(record.warmupBars).toBe(3);
    expect(bars).toEqual([3, 4, 5, 6]);
  });

  test("by volatility takes the share that would have moved as much as is aimed at", () => {
    // Closes 100, 110, 99, 108.9: returns 0.1, −0.1, 0.1, mean 1/30, Σ of squared deviations 2/75: deviation √(1/75) =
    // 0.1154700538, a year of 252 is √252 of it: 1.8330302780. 0.15 / 1.8330302780 = 0.0818317088 of 100,000 at 50: 163.66.
    const risk = ["sizing=volatility", "sizing.target=15%", "sizing.lookback=3"];
    expect(one(flat(100, 110, 99, 108.9, 50), risk, 3, (c) => c.enterLong()).fills).toEqual(["4 AAA 163@50"]);
    // Of 12 bars a year it is √12: 0.4, and 0.15 / 0.4 = 37.5 % are 750 units.
    const yearly = [...risk, "sizing.periods=12"];
    expect(one(flat(100, 110, 99, 108.9, 50), yearly, 3, (c) => c.enterLong()).fills).toEqual(["4 AAA 750@50"]);
    // Not more than the cap.
    const capped = [...yearly, "sizing.cap=20%"];
    expect(one(flat(100, 110, 99, 108.9, 50), capped, 3, (c) => c.enterLong()).fills).toEqual(["4 AAA 400@50"]);
  });

  test("by volatility is refused on a price that did not move", () => {
    const { ends } = one(flat(100, 100, 100, 100), ["sizing=volatility", "sizing.lookback=2"], 2, (c) => c.enterLong());
    expect(ends).toEqual({ o1: "refused: risk: the volatility of 2 bars is 0" });
  });

  test("takes a split for no move of the price", () => {
    // The closes of above, the last two after a split of 2 for 1.
    const prices = flat(100, 110, 49.5, 54.45, 50);
    const split = Float64Array.of(1, 1, 2, 1, 1);
    const actions = { split, dividend: null, delisted: null, names: [] };
    const risk = ["sizing=volatility", "sizing.target=15%", "sizing.lookback=3", "sizing.periods=12"];
    const { fills } = playRisk({
      series: [seriesOf("AAA", prices, { actions })],
      risk,
      onBar: (bar, context) => bar === 3 && context.enterLong(),
    });
    expect(fills).toEqual(["4 AAA 750@50"]);
  });
});

describe("Kelly", () => {
  /** Buys after even bars and sells after odd ones: a trade from each odd bar's open to the next even one's. */
  function trades(prices: readonly number[], risk: readonly string[]) {
    return playRisk({
      series: [seriesOf("AAA", flat(...prices))],
      risk: ["sizing=kelly", "sizing.start=10%", ...risk],
      profile: { lots: "fractional" },
      onBar: (bar, context) => (bar % 2 === 0 ? context.enterLong() : context.exit()),
    });
  }

  test("starts with its share, then follows the trades that have closed by the bar of the signal", () => {
    // 10 % of 100,000 at 100: 100 units, sold at 120: +20 %. Then 10 % of 102,000 at 100: 102 units, sold at 90: −10 %.
    // Two trades: W = 1/2, payoff 2: 0.5 − 0.5 / 2 = 0.25. Of equity 102,000 − 1,020 = 100,980 that is 25,245, at 50 are 504.9.
    const prices = [100, 100, 120, 100, 90, 50, 50];
    expect(trades(prices, ["sizing.fraction=1", "sizing.trades=2"]).fills).toEqual([
      "1 AAA 100@100",
      "2 AAA -100@120",
      "3 AAA 102@100",
      "4 AAA -102@90",
      "5 AAA 504.9@50",
      "6 AAA -504.9@50",
    ]);
    // Half of it.
    expect(trades(prices, ["sizing.fraction=0.5", "sizing.trades=2"]).fills[4]).toBe("5 AAA 252.45@50");
    // Not more than its cap, and what it starts with while the trades are too few.
    expect(trades(prices, ["sizing.fraction=1", "sizing.trades=2", "sizing.cap=20%"]).fills[4]).toBe("5 AAA 403.92@50");
    expect(trades(prices, ["sizing.fraction=1", "sizing.trades=3"]).fills[4]).toBe("5 AAA 201.96@50");
  });

  test("counts a trade that closes at the very bar of the signal, and none that is open", () => {
    // Sold at 120 on bar 2, and bought again after its close: one trade, won: all of equity. 102,000 at 100 are 1,020.
    expect(trades([100, 100, 120, 100], ["sizing.fraction=1", "sizing.trades=1"]).fills.at(-1)).toBe("3 AAA 1020@100");
  });

  test("counts a trade across a split", () => {
    // As the first of these, with a split of 2 for 1 while 102 are held: 204 sold at 45 lose 10 % all the same.
    const split = Float64Array.of(1, 1, 1, 1, 2, 1, 1);
    const actions = { split, dividend: null, delisted: null, names: [] };
    const { fills } = playRisk({
      series: [seriesOf("AAA", flat(100, 100, 120, 100, 45, 50, 50), { actions })],
      risk: ["sizing=kelly", "sizing.start=10%", "sizing.fraction=1", "sizing.trades=2"],
      profile: { lots: "fractional" },
      onBar: (bar, context) => (bar % 2 === 0 ? context.enterLong() : context.exit()),
    });
    expect(fills.slice(2, 5)).toEqual(["3 AAA 102@100", "4 AAA -204@45", "5 AAA 504.9@50"]);
  });

  test("opens nothing where the trades speak against it", () => {
    const { ends, record } = trades([100, 100, 90, 100], ["sizing.trades=1"]);
    expect(ends.o3).toBe("refused: risk: the Kelly fraction is not above 0");
    expect(record.risk).toEqual([{ reason: "risk: the Kelly fraction is not above 0", trimmed: 0, refused: 1 }]);
  });
});

describe("turning a position around", () => {
  test("closes it and opens the whole size on the other side, whatever the sizing", () => {
    for (const risk of [
      ["sizing=quantity", "sizing.quantity=100"],
      ["sizing=cash", "sizing.cash=10000"],
    ]) {
      const { fills } = playRisk({
        series: [seriesOf("AAA", flat(100, 100, 100))],
        risk,
        onBar: (bar, context) => (bar === 0 ? context.enterShort() : context.enterLong()),
      });
      expect(fills).toEqual(["1 AAA -100@100", "2 AAA 100@100", "2 AAA 100@100"]);
    }
  });

  test("closes it even where the size of the other side is not defined", () => {
    const { fills, ends, orders } = playRisk({
      series: [seriesOf("AAA", flat(100, 100, 100))],
      risk: ["sizing=volatility", "sizing.lookback=2"],
      onBar: (bar, context) => void (bar === 0 ? context.sell({ quantity: 10 }) : context.enterLong()),
    });
    expect(fills).toEqual(["1 AAA -10@100", "2 AAA 10@100"]);
    expect(ends.o2).toBe("filled: ");
    expect(orders[1]?.notes).toEqual([
      { bar: 1, state: "approved", reason: "risk: the volatility of 2 bars is not defined yet" },
    ]);
  });
});

describe("confidence", () => {
  test("scales the size of the strategy's own, and of the sizing, with and without settings of risk", () => {
    const prices = flat(100, 100);
    const cash = ["sizing=cash", "sizing.cash=10000"];
    expect(one(prices, [], 0, (c) => c.enterLong({ confidence: 0.5 })).fills).toEqual(["1 AAA 500@100"]);
    expect(one(prices, [], 0, (c) => c.buy({ quantity: 100, confidence: 0.255 })).fills).toEqual(["1 AAA 25@100"]);
    expect(one(prices, [], 0, (c) => c.buy({ cash: 5_000, confidence: 0.5 })).fills).toEqual(["1 AAA 25@100"]);
    expect(one(prices, [], 0, (c) => c.buy({ fraction: 0.5, confidence: 0.5 })).fills).toEqual(["1 AAA 250@100"]);
    expect(one(prices, cash, 0, (c) => c.enterLong({ confidence: 0.5 })).fills).toEqual(["1 AAA 50@100"]);
    expect(one(prices, cash, 0, (c) => c.enterLong({ confidence: 1 })).fills).toEqual(["1 AAA 100@100"]);
  });

  test("of 0 opens nothing, and one that leaves less than a lot neither", () => {
    expect(one(flat(100, 100), [], 0, (c) => c.enterLong({ confidence: 0 })).ends).toEqual({
      o1: "refused: risk: confidence 0",
    });
    expect(one(flat(100, 100), [], 0, (c) => c.buy({ quantity: 3, confidence: 0.2 })).ends).toEqual({
      o1: "refused: risk: confidence 0.2 leaves less than a lot",
    });
  });

  test("of 0 leaves what the entry would have turned around", () => {
    const { fills } = playRisk({
      series: [seriesOf("AAA", flat(100, 100, 100))],
      risk: [],
      onBar: (bar, context) =>
        bar === 0 ? context.enterShort({ fraction: 0.1 }) : context.enterLong({ confidence: 0 }),
    });
    expect(fills).toEqual(["1 AAA -100@100", "2 AAA 100@100"]);
  });

  test.each([Number.NaN, -0.1, 1.1, "0.5" as never])("of %s is a mistake of the strategy", (confidence) => {
    const play = () => one(flat(100, 100), [], 0, (c) => c.enterLong({ confidence }));
    expect(play).toThrow(StrategyError);
    expect(play).toThrow(`An order has the confidence ${confidence}.`);
  });
});

test("a sizing that had nothing to size is kept as such", () => {
  const cash = ["sizing=cash", "sizing.cash=10000"];
  const own = one(flat(100, 100), cash, 0, (c) => c.buy({ quantity: 5 }));
  expect(own.record.risk).toEqual([{ reason: SIZED_NOTHING, trimmed: 0, refused: 0 }]);
  expect(one(flat(100, 100), cash, 0, (c) => c.enterLong()).record.risk).toEqual([]);
  expect(one(flat(100, 100), cash, 0, () => undefined).record.risk).toEqual([]);
});

describe("a leg whose size is not defined", () => {
  test("takes the whole group with it", () => {
    const { fills, ends } = playRisk({
      series: [seriesOf("AAA", flat(100, 101, 100, 100)), seriesOf("BBB", [null, ...flat(50, 50, 50)])],
      risk: ["sizing=volatility", "sizing.lookback=2"],
      onBar: (bar, context, [a, b]) => {
        if (bar !== 2) return;
        context.together(() => {
          a!.enterLong();
          b!.enterShort();
        });
      },
    });
    expect(fills).toEqual([]);
    expect(ends).toEqual({
      o1: "cancelled: another leg of the group was refused",
      o2: "refused: risk: the volatility of 2 bars is not defined yet",
    });
  });
});

test("the stop of atr on closes alone stops the run before it begins", () => {
  const series = [seriesOf("AAA", flat(100, 100), { closeOnly: true })];
  const play = (risk: readonly string[]) => () => playRisk({ series, risk, onBar: () => undefined });
  expect(play(["sizing=atr"])).toThrow(ConfigError);
  expect(play(["sizing=atr"])).toThrow(/AAA has closes only/);
  expect(play(["sizing=atr", "sizing.stop=false"])).not.toThrow();
});
