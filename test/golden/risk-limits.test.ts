import { describe, expect, test } from "vitest";
import { ConfigError } from "#base/errors";
import { PROFILES, profileNamed } from "#engine/profiles";
import type { AssetNow, Context } from "#strategy/context";
import { flat, type PlayedRisk, playRisk, type Row, seriesOf } from "./risk-run.ts";

type Act = (context: Context, assets: readonly AssetNow[]) => void;

interface Case {
  readonly bars: Readonly<Record<string, readonly Row[]>>;
  readonly risk: readonly string[];
  readonly acts: Readonly<Record<number, Act>>;
  readonly profile?: Parameters<typeof playRisk>[0]["profile"];
}

function play({ bars, risk, acts, profile }: Case): PlayedRisk {
  return playRisk({
    series: Object.entries(bars).map(([symbol, rows]) => seriesOf(symbol, rows)),
    risk,
    onBar: (bar, context, assets) => acts[bar]?.(context, assets),
    ...(profile !== undefined && { profile }),
  });
}

const still = flat(100, 100, 100, 100);

describe("a position", () => {
  test("is trimmed to its share of equity at the fill, and its order says so", () => {
    // 20 % of 100,000 at 80 are 250.
    const { fills, ends, record } = play({
      bars: { AAA: flat(100, 80, 80) },
      risk: ["maxPosition=20%"],
      acts: { 0: (c) => c.buy({ quantity: 700 }) },
    });
    expect(fills).toEqual(["1 AAA 250@80"]);
    expect(ends).toEqual({ o1: "filled: risk: max position 20 %" });
    expect(record.risk).toEqual([{ reason: "risk: max position 20 %", trimmed: 1, refused: 0 }]);
  });

  test("that fits is not touched", () => {
    const { fills, ends, record } = play({
      bars: { AAA: flat(100, 80, 80) },
      risk: ["maxPosition=20%"],
      acts: { 0: (c) => c.buy({ quantity: 250 }) },
    });
    expect(fills).toEqual(["1 AAA 250@80"]);
    expect(ends).toEqual({ o1: "filled: " });
    expect(record.risk).toEqual([]);
  });

  test("counts what is held already, and costs against equity", () => {
    // 100 held; slippage 10 bps: a unit costs 100.1. 20 % of what is left: 100·100.1 + q·100.1 ≤ 0.2·(99,990 − 0.1·q), held at
    // 100 at the open: 10,000 + 100.1·q ≤ 19,998 − 0.02·q, q ≤ 9,998 / 100.12 = 99.86.
    const { fills } = play({
      bars: { AAA: still },
      risk: ["maxPosition=20%"],
      acts: { 0: (c) => c.buy({ quantity: 100 }), 1: (c) => c.buy({ quantity: 300 }) },
      profile: { slippage: "10bps" },
    });
    expect(fills).toEqual(["1 AAA 100@100.1", "2 AAA 99@100.1"]);
  });

  test("that has grown above its limit takes no more, and may always be left", () => {
    // 200 at 100 are the 20 %; at 150 they are 30,000 of 110,000: 27 %.
    const { fills, ends } = play({
      bars: { AAA: flat(100, 100, 150, 150, 150) },
      risk: ["maxPosition=20%"],
      acts: {
        0: (c) => c.buy({ quantity: 200 }),
        2: (c) => c.buy({ quantity: 10 }),
        3: (c) => c.sell({ quantity: 50 }),
      },
    });
    expect(fills).toEqual(["1 AAA 200@100", "4 AAA -50@150"]);
    expect(ends.o2).toBe("cancelled: risk: max position 20 %");
  });

  test("is turned around: all of it is closed, the other side is trimmed", () => {
    const { fills } = play({
      bars: { AAA: still },
      risk: ["maxPosition=20%"],
      acts: { 0: (c) => c.enterLong(), 1: (c) => c.enterShort() },
    });
    expect(fills).toEqual(["1 AAA 200@100", "2 AAA -200@100", "2 AAA -200@100"]);
  });

  test("entered by a limit or stop inside the bar is trimmed there", () => {
    const inside: Row[] = [
      [100, 100, 100, 100],
      [100, 104, 92, 98],
      [98, 98, 98, 98],
    ];
    const bars = { AAA: inside };
    const risk = ["maxPosition=20%"];
    // 20,000 at 95 are 210.5, at 103 194.2.
    const limit = play({ bars, risk, acts: { 0: (c) => c.buy({ quantity: 500, limit: 95 }) } });
    expect(limit.fills).toEqual(["1 AAA 210@95"]);
    expect(limit.ends).toEqual({ o1: "filled: risk: max position 20 %" });
    const stop = play({ bars, risk, acts: { 0: (c) => c.buy({ fraction: 1, stop: 103 }) } });
    expect(stop.fills).toEqual(["1 AAA 194@103"]);
    const close = play({ bars, risk, acts: { 0: (c) => c.buy({ quantity: 500, atClose: true }) } });
    expect(close.fills).toEqual(["1 AAA 204@98"]);
    expect(close.ends.o1).toMatch(/^expired: risk: max position 20 %$/);
  });

  test("of an order that fills whole or not at all is not opened in part", () => {
    const { fills, ends } = play({
      bars: { AAA: still },
      risk: ["maxPosition=20%"],
      acts: { 0: (c) => c.buy({ quantity: 201, timeInForce: "fok" }) },
    });
    expect(fills).toEqual([]);
    expect(ends).toEqual({ o1: "cancelled: risk: max position 20 %" });
  });

  test("brings stop and target to life for what was let through", () => {
    const { orders } = play({
      bars: { AAA: still },
      risk: ["maxPosition=20%"],
      acts: { 0: (c) => c.enterLong({ stopLoss: { amount: 10 }, takeProfit: { amount: 10 } }) },
    });
    expect(orders.map(({ id, quantity }) => [id, quantity])).toEqual([
      ["o1", null],
      ["o1/stop", 200],
      ["o1/target", 200],
    ]);
  });
});

describe("the whole book", () => {
  const bars = { AAA: still, BBB: still };
  const both: Act = (_, [a, b]) => {
    a!.buy({ fraction: 1 });
    b!.buy({ fraction: 0.5 });
  };

  test("is cut to its gross limit by one factor", () => {
    // 1,000 and 500 units wanted, 1.5 times equity; 0.6 allowed: 400 and 200.
    const { fills, ends } = play({ bars, risk: ["maxGross=60%"], acts: { 0: both }, profile: { leverage: 3 } });
    expect(fills).toEqual(["1 AAA 400@100", "1 BBB 200@100"]);
    expect(ends).toEqual({ o1: "filled: risk: max gross 60 %", o2: "filled: risk: max gross 60 %" });
  });

  test("counts shorts in gross, and against longs in net", () => {
    const hedged: Act = (_, [a, b]) => {
      a!.buy({ quantity: 400 });
      b!.sell({ quantity: 300 });
    };
    const gross = play({ bars, risk: ["maxGross=35%"], acts: { 0: hedged } });
    expect(gross.fills).toEqual(["1 AAA 200@100", "1 BBB -150@100"]);
    // Net 10 % of equity is 100 units: within the limit. 5 % are 50: the longs are cut to 350, the shorts stay.
    expect(play({ bars, risk: ["maxNet=10%"], acts: { 0: hedged } }).fills).toEqual([
      "1 AAA 400@100",
      "1 BBB -300@100",
    ]);
    const net = play({ bars, risk: ["maxNet=5%"], acts: { 0: hedged } });
    expect(net.fills).toEqual(["1 AAA 350@100", "1 BBB -300@100"]);
    expect(net.ends).toEqual({ o1: "filled: risk: max net 5 %", o2: "filled: " });
  });

  test("takes what brings a net that is too large back, even before it is within the limit", () => {
    // Net 30 % after the first bar's rise: 200 · 150 of 110,000 = 27 %. A short of 100 · 100 brings it to 18 %.
    const { fills, ends } = play({
      bars: { AAA: flat(100, 100, 150, 150, 150), BBB: flat(100, 100, 100, 100, 100) },
      risk: ["maxNet=15%", "maxPosition=20%"],
      acts: {
        0: (_, [a, b]) => {
          a!.buy({ quantity: 150 });
          b!.sell({ quantity: 1 });
        },
        2: (_, [, b]) => b!.sell({ quantity: 20 }),
        3: (_, [a]) => a!.buy({ quantity: 1 }),
      },
    });
    // 150 · 150 − 100 = 22,400 of 107,500 is 20.8 %; after the sale of 20 it is 20,400, 19 %: still above, and let through.
    expect(fills).toEqual(["1 AAA 150@100", "1 BBB -1@100", "3 BBB -20@100"]);
    expect(ends.o4).toBe("cancelled: risk: max position 20 %");
  });

  test("makes room with what is closed at the same open", () => {
    const { fills } = play({
      bars,
      risk: ["maxGross=50%", "maxPositions=1"],
      acts: {
        0: (_, [a]) => a!.enterLong(),
        1: (_, [a, b]) => {
          b!.enterLong();
          a!.exit();
        },
      },
    });
    expect(fills).toEqual(["1 AAA 500@100", "2 AAA -500@100", "2 BBB 500@100"]);
  });
});

describe("names and sectors", () => {
  const bars = { KO: still, PEP: still, XOM: still };
  const sectors = ["sector.KO=staples", "sector.PEP=staples", "sector.XOM=energy"];
  const all: Act = (_, assets) => {
    for (const asset of assets) asset.buy({ quantity: 300 });
  };

  test("share one limit, and others have their own", () => {
    const risk = [...sectors, "maxSector=30%", "maxSector.energy=10%"];
    const { fills, ends } = play({ bars, risk, acts: { 0: all } });
    expect(fills).toEqual(["1 KO 150@100", "1 PEP 150@100", "1 XOM 100@100"]);
    expect(ends).toEqual({
      o1: "filled: risk: max sector staples 30 %",
      o2: "filled: risk: max sector staples 30 %",
      o3: "filled: risk: max sector energy 10 %",
    });
  });

  test("of several symbols are one name where that is said", () => {
    const names = ["name.KO=Cola", "name.PEP=Cola", "maxName=20%", "maxName.XOM=5%"];
    const { fills, ends } = play({ bars, risk: names, acts: { 0: all } });
    expect(fills).toEqual(["1 KO 100@100", "1 PEP 100@100", "1 XOM 50@100"]);
    expect(ends.o1).toBe("filled: risk: max name Cola 20 %");
    expect(ends.o3).toBe("filled: risk: max name XOM 5 %");
  });

  test("that are limited must be known of every symbol", () => {
    const run = () => play({ bars, risk: ["sector.KO=staples", "maxSector=30%"], acts: {} });
    expect(run).toThrow(ConfigError);
    expect(run).toThrow("PEP, XOM have no sector, and sectors are limited.");
  });
});

describe("the number of positions", () => {
  const bars = { AAA: still, BBB: still, CCC: still };

  test("is held in the order of placing; what is held may grow", () => {
    const { fills, ends } = play({
      bars,
      risk: ["maxPositions=2"],
      acts: {
        0: (_, [a, b, c]) => {
          c!.buy({ quantity: 10 });
          a!.buy({ quantity: 10 });
          b!.buy({ quantity: 10 });
        },
        1: (_, [a]) => a!.buy({ quantity: 5 }),
      },
    });
    expect(fills).toEqual(["1 CCC 10@100", "1 AAA 10@100", "2 AAA 5@100"]);
    expect(ends.o3).toBe("cancelled: risk: max positions 2");
  });

  test("takes a group whole or not at all", () => {
    const { fills, ends } = play({
      bars,
      risk: ["maxPositions=2"],
      acts: {
        0: (context, [a, b, c]) => {
          a!.buy({ quantity: 10 });
          context.together(() => {
            b!.buy({ quantity: 10 });
            c!.sell({ quantity: 10 });
          });
        },
      },
    });
    expect(fills).toEqual(["1 AAA 10@100"]);
    expect(ends.o2).toBe("cancelled: risk: max positions 2");
    expect(ends.o3).toBe("cancelled: risk: max positions 2");
  });
});

test("a group is cut by one factor, so that its legs stay in proportion", () => {
  // 400 long and 200 short; 20 % of equity in one position are 200: half of both.
  const { fills, ends } = play({
    bars: { AAA: still, BBB: still },
    risk: ["maxPosition=20%"],
    acts: {
      0: (context, [a, b]) =>
        context.together(() => {
          a!.buy({ quantity: 400 });
          b!.sell({ quantity: 200 });
        }),
    },
  });
  expect(fills).toEqual(["1 AAA 200@100", "1 BBB -100@100"]);
  expect(ends).toEqual({ o1: "filled: risk: max position 20 %", o2: "filled: risk: max position 20 %" });
});

describe("a drawdown stop", () => {
  // 1,000 units at 100: equity is 1,000 times the price.
  const fall = flat(100, 100, 90, 79, 79, 90, 100, 100);

  test("lets nothing new be opened, and what is held be left", () => {
    const { fills, ends, record } = play({
      bars: { AAA: fall },
      risk: ["drawdown.stop=20%"],
      acts: {
        0: (c) => c.buy({ quantity: 1000 }),
        3: (c) => c.buy({ quantity: 10 }),
        4: (c) => c.sell({ quantity: 400 }),
        5: (c) => c.buy({ fraction: 0.1 }),
      },
    });
    // Equity falls from 100,000 to 90,000 at 90 and 79,000 at 79, 21 % below the highest.
    expect(fills).toEqual(["1 AAA 1000@100", "5 AAA -400@90"]);
    expect(ends.o2).toBe("refused: risk: drawdown stop 20 %");
    expect(ends.o4).toBe("refused: risk: drawdown stop 20 %");
    expect(record.risk).toEqual([{ reason: "risk: drawdown stop 20 %", trimmed: 0, refused: 2 }]);
  });

  test("refuses at the fill what was placed before it came on", () => {
    const { fills, ends } = play({
      bars: { AAA: fall },
      risk: ["drawdown.stop=20%"],
      acts: {
        0: (c) => c.buy({ quantity: 900 }),
        1: (c) => c.buy({ quantity: 10, limit: 78 }),
      },
    });
    expect(fills).toEqual(["1 AAA 900@100"]);
    expect(ends.o2).toBe("expired: the data ended");
    const met = play({
      bars: { AAA: flat(100, 100, 75, 70, 65) },
      risk: ["drawdown.stop=20%"],
      acts: {
        0: (c) => c.buy({ quantity: 1000 }),
        1: (c) => c.buy({ quantity: 10, limit: 72 }),
      },
    });
    expect(met.fills).toEqual(["1 AAA 1000@100"]);
    expect(met.ends.o2).toBe("cancelled: risk: drawdown stop 20 %");
  });

  test("closes what is held where it has to, and the trades say so", () => {
    const { fills, orders, record } = play({
      bars: { AAA: fall },
      risk: ["drawdown.stop=20%", "drawdown.action=flatten"],
      acts: { 0: (c) => c.enterLong(), 4: (c) => c.enterLong() },
    });
    expect(fills).toEqual(["1 AAA 1000@100", "4 AAA -1000@79"]);
    expect(orders.map(({ tag, state }) => [tag, state])).toEqual([
      ["", "filled"],
      ["drawdown stop", "filled"],
      ["", "refused"],
    ]);
    expect(record.statistics.finalEquity).toBe(79_000);
  });

  test("ends after so many bars, and counts the highest equity anew", () => {
    const { fills } = play({
      bars: { AAA: fall },
      risk: ["drawdown.stop=20%", "drawdown.action=flatten", "drawdown.resume=2 bars"],
      acts: { 0: (c) => c.enterLong(), 4: (c) => c.enterLong(), 5: (c) => c.enterLong() },
    });
    // On since the close of bar 3; bar 5 is the second after it. 79,000 at 100 are 790.
    expect(fills).toEqual(["1 AAA 1000@100", "4 AAA -1000@79", "6 AAA 790@100"]);
  });

  test("ends when what is held has recovered", () => {
    const { fills } = play({
      bars: { AAA: fall },
      risk: ["drawdown.stop=20%", "drawdown.resume=10%"],
      acts: { 0: (c) => c.buy({ quantity: 950 }), 4: (c) => c.buy({ quantity: 1 }), 5: (c) => c.buy({ quantity: 2 }) },
    });
    // 950 · 79 + 5,000 = 80,050 is 19.95 % below: not yet the stop.
    expect(fills).toEqual(["1 AAA 950@100", "5 AAA 1@90", "6 AAA 2@100"]);
    const stopped = play({
      bars: { AAA: fall },
      risk: ["drawdown.stop=20%", "drawdown.resume=10%"],
      acts: {
        0: (c) => c.buy({ quantity: 1000 }),
        4: (c) => c.buy({ quantity: 1 }),
        5: (c) => c.sell({ quantity: 2 }),
        6: (c) => c.buy({ quantity: 1 }),
      },
    });
    // On at 79,000; 90,000 at bar 5 are 13.9 % above: the purchase after bar 6 passes.
    expect(stopped.ends.o2).toBe("refused: risk: drawdown stop 20 %");
    expect(stopped.fills).toEqual(["1 AAA 1000@100", "6 AAA -2@100", "7 AAA 1@100"]);
  });

  test("closes the position against which an entry stands, and does not open the other side", () => {
    const { fills, ends } = play({
      bars: { AAA: fall },
      risk: ["drawdown.stop=20%"],
      acts: { 0: (c) => c.enterLong(), 4: (c) => c.enterShort() },
    });
    expect(fills).toEqual(["1 AAA 1000@100", "5 AAA -1000@90"]);
    expect(ends.o2).toBe("filled: ");
  });
});

describe.each(PROFILES.map(({ name }) => name))("under the rules of %s", (name) => {
  const costs = { commission: "none", slippage: "none", borrow: 0, interest: 0 } as const;
  const profile = { ...profileNamed(name), ...costs, participation: null, freeEquity: 0 } as const;
  /** Fills without their bar: some profiles fill at the close of the signal, where the price is the same. */
  const rows = ({ fills }: PlayedRisk) => fills.map((fill) => fill.replace(/^\d+ AAA /, ""));
  const calm = flat(100, 100, 100, 100, 100);

  test("a position is held to its limit at the fill", () => {
    const risk = ["maxPosition=20%"];
    const played = play({ bars: { AAA: calm }, risk, acts: { 0: (c) => c.buy({ quantity: 700 }) }, profile });
    expect(rows(played)[0]).toBe("200@100");
    expect(played.ends.o1).toBe("filled: risk: max position 20 %");
    expect(played.record.risk).toEqual([{ reason: "risk: max position 20 %", trimmed: 1, refused: 0 }]);
  });

  test("what stands against an order is closed, and the other side held to its limit", () => {
    const { record } = play({
      bars: { AAA: calm },
      risk: ["maxPosition=20%"],
      acts: { 0: (c) => c.buy({ quantity: 150 }), 1: (c) => c.sell({ quantity: 900 }) },
      profile,
    });
    expect(record.fills.quantity.reduce((sum, units) => sum + units, 0)).toBe(name === "backtesting-py" ? 0 : -200);
    expect(Math.max(...record.grossExposure)).toBe(20_000);
    expect(record.orders[1]?.reason).toBe("risk: max position 20 %");
  });

  test("nothing is opened while the drawdown stop is on", () => {
    const played = play({
      bars: { AAA: flat(100, 100, 79, 79, 79, 79) },
      risk: ["drawdown.stop=20%"],
      acts: { 0: (c) => c.buy({ quantity: 1000 }), 3: (c) => c.buy({ quantity: 10 }) },
      profile,
    });
    expect(rows(played).filter((row) => !row.startsWith("-"))).toEqual(["1000@100"]);
    expect(played.ends.o2).toBe("refused: risk: drawdown stop 20 %");
  });

  test("an entry is sized by a fixed quantity, and by what it loses at its stop", () => {
    const sizing = ["sizing=quantity", "sizing.quantity=150"];
    const fixed = play({ bars: { AAA: calm }, risk: sizing, acts: { 0: (c) => c.enterLong() }, profile });
    expect(rows(fixed)[0]).toBe("150@100");
    // True ranges 4 and 4: 1,000 of 100,000 over a distance of 8 are 125 units.
    const swinging: Row[] = [100, 100, 100, 100, 100].map((price) => [price, price + 2, price - 2, price]);
    const risk = ["sizing=atr", "sizing.period=2", "sizing.multiple=2"];
    const atr = play({ bars: { AAA: swinging }, risk, acts: { 2: (c) => c.enterLong() }, profile });
    expect(rows(atr)[0]).toBe("125@100");
    expect(atr.orders[1]?.stop).toBe(92);
  });
});
