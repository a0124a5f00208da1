import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BarSeries, sliceSeries } from "#domain/bars";
import { FILL_MOMENTS } from "#domain/fill";
import { marketOf } from "#domain/market";
import { PROFILES, profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import type { RunRecord } from "#results/run-record";
import { riskOf } from "#risk/parse-risk";
import type { AssetNow, Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import type { ColumnView } from "#strategy/present";

const DAY = 86_400_000;
const BARS = 40;
const CASH = 50_000;
const SYMBOLS = ["AAA", "BBB", "CCC"];
const SEED = 20_262;

const step = fc.record({
  gap: fc.integer({ min: -300, max: 300 }),
  move: fc.integer({ min: -400, max: 400 }),
  up: fc.integer({ min: 0, max: 200 }),
  down: fc.integer({ min: 0, max: 200 }),
  hole: fc.integer({ min: 0, max: 11 }).map((dice) => dice === 11),
});

/** Three assets; the second and third skip days and may start late. */
const market = fc
  .record({
    steps: fc.array(fc.array(step, { minLength: BARS, maxLength: BARS }), { minLength: 3, maxLength: 3 }),
    starts: fc.array(fc.integer({ min: 5, max: 150 }), { minLength: 3, maxLength: 3 }),
    late: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ steps, starts, late }) => steps.map((own, k) => seriesOf(SYMBOLS[k]!, own, starts[k]!, k === 2 ? late : 0)));

interface Step {
  readonly gap: number;
  readonly move: number;
  readonly up: number;
  readonly down: number;
  readonly hole: boolean;
}

function seriesOf(symbol: string, steps: readonly Step[], start: number, from: number): BarSeries {
  let last = start;
  const rows: number[][] = [];
  for (const [i, { gap, move, up, down, hole }] of steps.entries()) {
    const open = last * (1 + gap / 1e4);
    last = open * (1 + move / 1e4);
    const high = Math.max(open, last) * (1 + up / 1e4);
    const low = Math.min(open, last) * (1 - down / 1e4);
    // The first asset has every bar, so that cutting the data cuts the clock at the same place.
    if (symbol === "AAA" || (!hole && i >= from)) rows.push([19_723 * DAY + i * DAY, open, high, low, last]);
  }
  const column = (i: number) => Float64Array.from(rows, (row) => row[i]!);
  const facts = { timeframe: "1d", source: "random", adjusted: false, closeOnly: false, synthetic: true } as const;
  const prices = { time: column(0), open: column(1), high: column(2), low: column(3), close: column(4) };
  return { symbol, ...facts, ...prices, volume: null };
}

/** What is done after a bar: on an asset, or on two as a group. */
const act = fc.record({
  at: fc.integer({ min: 0, max: BARS - 2 }),
  asset: fc.integer({ min: 0, max: 2 }),
  side: fc.constantFrom("buy" as const, "sell" as const),
  what: fc.constantFrom("enter" as const, "enter" as const, "order" as const, "group" as const, "exit" as const),
  type: fc.constantFrom("market" as const, "limit" as const, "stop" as const, "close" as const),
  size: fc.constantFrom<object>({}, {}, { quantity: 300 }, { quantity: 2_000 }, { cash: 30_000 }, { fraction: 0.7 }),
  confidence: fc.constantFrom(1, 1, 0.5, 0),
  away: fc.integer({ min: 0, max: 300 }),
  bracket: fc.boolean(),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const sizing = fc.constantFrom<readonly string[]>(
  [],
  ["sizing=quantity", "sizing.quantity=150"],
  ["sizing=cash", "sizing.cash=20000"],
  ["sizing=equity", "sizing.fraction=40%"],
  ["sizing=atr", "sizing.period=4", "sizing.risk=2%"],
  ["sizing=atr", "sizing.period=3", "sizing.stop=false"],
  ["sizing=volatility", "sizing.lookback=4", "sizing.target=30%", "sizing.cap=2"],
  ["sizing=kelly", "sizing.trades=2", "sizing.start=20%", "sizing.fraction=1"],
);

const SECTORS = ["sector.AAA=one", "sector.BBB=one", "sector.CCC=two"];
const limits = fc
  .record({
    maxPosition: fc.constantFrom(null, 0.1, 0.3),
    maxName: fc.constantFrom(null, 0.2, 1),
    maxSector: fc.constantFrom(null, 0.15, 0.5),
    maxGross: fc.constantFrom(null, 0.25, 0.8, 1.5),
    maxNet: fc.constantFrom(null, 0.1, 0.4),
    maxPositions: fc.constantFrom(null, 1, 2),
    drawdown: fc.constantFrom(null, "block", "flatten"),
  })
  .map(({ drawdown, ...shares }) => ({
    shares,
    words: [
      ...SECTORS,
      "name.CCC=AAA",
      ...Object.entries(shares).flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])),
      ...(drawdown === null ? [] : ["drawdown.stop=4%", `drawdown.action=${drawdown}`, "drawdown.resume=5 bars"]),
    ],
  }));

const costs = fc.record({
  slippage: fc.constantFrom("none", "5bps", "100bps"),
  commission: fc.constantFrom("none", "10bps", "0.01/share:1"),
  leverage: fc.constantFrom(1, 3),
  lots: fc.constantFrom("whole" as const, "fractional" as const),
});

const PLAIN = { what: "order", bracket: false } as const;

interface Play {
  readonly series: readonly BarSeries[];
  readonly acts: readonly Act[];
  readonly risk: readonly string[];
  readonly profile: object;
}

function actOn(context: Context, assets: readonly AssetNow[], one: Act): void {
  const asset = assets[one.asset]!;
  if (Number.isNaN(asset.close)) return;
  const bracket = one.bracket ? { stopLoss: { fraction: 0.03 }, takeProfit: { fraction: 0.05 } } : {};
  const options = { ...one.size, ...bracket, confidence: one.confidence };
  const away =
    (1 + ((one.side === "buy" ? 1 : -1) * (one.type === "limit" ? -one.away : one.away)) / 1e4) * asset.close;
  const level = one.type === "limit" ? { limit: away } : one.type === "stop" ? { stop: away } : {};
  if (one.what === "exit") asset.exit();
  else if (one.what === "enter" && one.side === "buy") asset.enterLong(options);
  else if (one.what === "enter") asset.enterShort(options);
  else if (one.what === "order")
    asset[one.side]({ ...options, ...level, ...(one.type === "close" && { atClose: true }) });
  else {
    const other = assets[(one.asset + 1) % 3]!;
    if (Number.isNaN(other.close)) return;
    context.together(() => {
      asset.buy({ quantity: 400, confidence: one.confidence });
      other.sell({ quantity: 250 });
    });
  }
}

function play({ series, acts, risk, profile }: Play): RunRecord {
  const strategy = defineStrategy({
    summary: "for a test",
    universe: "many",
    prepare: ({ market: { assets } }) => ({ assets }),
    onBar(context, now: { readonly assets: readonly AssetNow[] }) {
      for (const one of acts) if (one.at === context.bar) actOn(context, now.assets, one);
    },
  }) as unknown as AnyStrategy;
  const runner = new Runner({
    strategy,
    market: marketOf(series),
    profile: { ...profileNamed("ivy"), participation: null, ...profile },
    cash: CASH,
    from: 0,
    warmup: 0,
    keep: "all",
    risk: riskOf(new Map(risk.map((pair) => pair.split("=") as [string, string]))),
  });
  runner.run({});
  return runner.record();
}

const acts = fc.array(act, { minLength: 5, maxLength: 40 });

/** The books as fills build them up, at the prices of the moment of the last of them. */
function* booksOf(record: RunRecord) {
  const {
    fills,
    market: { assets },
  } = record;
  const positions = new Float64Array(assets.length);
  const last = (k: number, bar: number): number => {
    let at = bar;
    while (at >= 0 && Number.isNaN(assets[k]!.close[at]!)) at--;
    return at < 0 ? Number.NaN : assets[k]!.close[at]!;
  };
  let cash = CASH;
  let bar = -1;
  const moneyOf = (i: number) => fills.quantity[i]! * fills.price[i]! + fills.commission[i]!;
  for (let i = 0; i < fills.length; i++) {
    // Financing is charged at the start of a bar: the difference to the cash that was recorded at the close before.
    if (fills.bar[i]! !== bar) {
      bar = fills.bar[i]!;
      cash = record.cash[bar]!;
      for (let j = i; j < fills.length && fills.bar[j] === bar; j++) cash += moneyOf(j);
    }
    const asset = fills.asset[i]!;
    const before = positions[asset]!;
    cash -= moneyOf(i);
    positions[asset] = Math.abs(before + fills.quantity[i]!) < 1e-9 ? 0 : before + fills.quantity[i]!;
    const moment = FILL_MOMENTS[fills.moment[i]!]!;
    const price = (k: number) => {
      if (k === asset) return fills.reference[i]!;
      const column = moment === "close" ? assets[k]!.close : assets[k]!.open;
      return Number.isNaN(column[bar]!) ? last(k, bar - 1) : column[bar]!;
    };
    const values = positions.map((units, k) => (units === 0 ? 0 : units * price(k)));
    const next = i + 1 < fills.length && fills.bar[i + 1] === bar && fills.moment[i + 1] === fills.moment[i];
    yield {
      i,
      bar,
      asset,
      opens: Math.abs(positions[asset]!) > Math.abs(before),
      values,
      equity: values.reduce((sum, value) => sum + value, cash),
      // What opens at one open is judged together.
      isTogether: moment === "open" && next,
    };
  }
}

describe("at every fill that opens", () => {
  test("no limit is passed, whatever was ordered, and everything that was cut says why", () => {
    let opened = 0;
    let cut = 0;
    fc.assert(
      fc.property(market, acts, sizing, limits, costs, (series, list, sizes, { shares, words }, profile) => {
        const record = play({ series, acts: list, risk: [...sizes, ...words], profile });
        for (const { i, asset, opens, values, equity, isTogether } of booksOf(record)) {
          if (!opens) continue;
          opened++;
          const gross = values.reduce((sum, value) => sum + Math.abs(value), 0);
          const of = (...members: readonly number[]) => members.reduce((sum, k) => sum + Math.abs(values[k]!), 0);
          const net = Math.abs(values.reduce((sum, value) => sum + value, 0));
          const measured: readonly [string, number | null, number][] = [
            ["position", shares.maxPosition, of(asset)],
            ["name", shares.maxName, asset === 1 ? of(1) : of(0, 2)],
            ["sector", shares.maxSector, asset === 2 ? of(2) : of(0, 1)],
            ["gross", shares.maxGross, gross],
            ["positions", shares.maxPositions, values.filter((value) => value !== 0).length],
          ];
          for (const [what, limit, value] of measured) {
            if (limit === null) continue;
            // Sums of a few products, and quantities that count as whole a billionth below it.
            const most = what === "positions" ? limit : limit * equity + 1e-8 * CASH;
            expect(value, `fill ${i}: ${what} ${value} of ${equity}`).toBeLessThanOrEqual(most);
          }
          // An opening that brings a net that was too large back is let through.
          const signed = values.reduce((sum, value) => sum + value, 0);
          const adds = record.fills.quantity[i]! * signed > 0;
          if (shares.maxNet === null || isTogether || !adds) continue;
          expect(net, `fill ${i}: net ${net} of ${equity}`).toBeLessThanOrEqual(shares.maxNet * equity + 1e-8 * CASH);
        }
        const ends = record.orders.filter(({ reason }) => reason.startsWith("risk: "));
        const counted = record.risk.reduce((sum, { trimmed, refused }) => sum + trimmed + refused, 0);
        const notes = record.orders.flatMap((order) =>
          (order.notes ?? []).filter((note) => note.reason.startsWith("risk: ")),
        );
        // A confidence of 0 says so too, but is the strategy's own word.
        expect(counted).toBe(ends.length + notes.length);
        cut += ends.length;
      }),
      { seed: SEED, numRuns: 400 },
    );
    expect(opened).toBeGreaterThan(1_000);
    expect(cut).toBeGreaterThan(1_000);
  }, 60_000);

  test.each(PROFILES.map(({ name }) => name))("no limit is passed under the rules of %s", (name) => {
    let opened = 0;
    // What every engine has: orders at the market, entries and exits, each by itself.
    const plain = fc.array(
      act.map((one) => ({
        ...one,
        what: one.what === "group" ? ("enter" as const) : one.what,
        type: "market" as const,
      })),
      { minLength: 5, maxLength: 30 },
    );
    const free = { ...profileNamed(name), commission: "none", slippage: "none", borrow: 0, interest: 0 };
    fc.assert(
      fc.property(market, plain, sizing, limits, (series, list, sizes, { shares, words }) => {
        // vectorbt knows no entry for a fraction that turns a position around, and one stop a position.
        const acts = name === "vectorbt" ? list.map((one) => ({ ...one, ...(one.what === "enter" && PLAIN) })) : list;
        const record = play({ series, acts, risk: [...sizes, ...words], profile: free });
        for (const { i, asset, opens, values, equity } of booksOf(record)) {
          if (!opens) continue;
          opened++;
          const gross = values.reduce((sum, value) => sum + Math.abs(value), 0);
          for (const [what, limit, value] of [
            ["position", shares.maxPosition, Math.abs(values[asset]!)],
            ["gross", shares.maxGross, gross],
          ] as const) {
            // Zipline and others fill orders of one bar one after the other: rounding is that of a few sums.
            if (limit !== null)
              expect(value, `fill ${i}: ${what} of ${equity}`).toBeLessThanOrEqual(limit * equity + 1e-8 * CASH);
          }
        }
      }),
      { seed: SEED + 4, numRuns: 60 },
    );
    expect(opened).toBeGreaterThan(100);
  });

  test("nothing opens while the drawdown stop is on", () => {
    let stopped = 0;
    fc.assert(
      fc.property(market, acts, sizing, fc.constantFrom("block", "flatten"), (series, list, sizes, action) => {
        const risk = [...sizes, "drawdown.stop=3%", `drawdown.action=${action}`];
        const record = play({ series, acts: list, risk, profile: { leverage: 2 } });
        const { equity } = record;
        let peak = CASH;
        let on = BARS;
        for (let bar = 0; bar < record.to && on === BARS; bar++) {
          peak = Math.max(peak, equity[bar]!);
          if (equity[bar]! <= peak * 0.97) on = bar;
        }
        for (const { bar, opens, i } of booksOf(record)) {
          if (opens) expect(bar, `fill ${i}`).toBeLessThanOrEqual(on);
        }
        if (on < BARS) stopped++;
      }),
      { seed: SEED + 1, numRuns: 200 },
    );
    expect(stopped).toBeGreaterThan(60);
  }, 60_000);
});

test("cutting off the future changes no earlier order and no earlier fill, whatever sizes them", () => {
  let sized = 0;
  fc.assert(
    fc.property(
      market,
      acts,
      sizing,
      limits,
      fc.integer({ min: 10, max: BARS - 1 }),
      (series, list, sizes, { words }, bars) => {
        // How many bars a year has is a fact about the whole of the data, so it is said.
        const periods = sizes.includes("sizing=volatility") ? ["sizing.periods=252"] : [];
        const risk = [...sizes, ...periods, ...words];
        const end = series[0]!.time[bars - 1]!;
        const short = series.map((one) => sliceSeries(one, 0, one.time.filter((time) => time <= end).length));
        const whole = play({ series, acts: list, risk, profile: {} });
        const cut = play({ series: short.filter((one) => one.time.length > 0), acts: list, risk, profile: {} });
        expect(fillRows(cut, bars)).toEqual(fillRows(whole, bars));
        sized += cut.fills.length;
      },
    ),
    { seed: SEED + 2, numRuns: 200 },
  );
  expect(sized).toBeGreaterThan(500);
}, 60_000);

/** Fills some bars before the cut: an asset that skips the last days of it counts as one whose prices end there. */
function fillRows({ fills, market: { assets } }: RunRecord, before: number): string[] {
  const rows: string[] = [];
  for (let i = 0; i < fills.length; i++) {
    if (fills.order[i]! < 0 || fills.bar[i]! >= before - 4) continue;
    rows.push(`${fills.bar[i]} ${assets[fills.asset[i]!]!.symbol} ${fills.quantity[i]}@${fills.price[i]}`);
  }
  return rows;
}

describe("a target column and the same rule in onBar", () => {
  const column = fc.array(fc.constantFrom(0, 1, -1, 0.5, -0.3, Number.NaN), { minLength: BARS, maxLength: BARS });

  test("give the same fills, equity and orders to the last bit under every sizing and limit", () => {
    let fills = 0;
    fc.assert(
      fc.property(market, column, sizing, limits, costs, (series, wish, sizes, { words }, profile) => {
        const a = Float64Array.from(wish);
        const summary = "for a test";
        const prepare = () => ({ a });
        const target = defineStrategy({ summary, prepare, target: () => a });
        const onBar = defineStrategy({
          summary,
          prepare,
          state: () => ({ wanted: 0 }),
          onBar(context, now: { readonly a: ColumnView }, state) {
            const value = now.a.now;
            if (Number.isNaN(value) || value === state.wanted) return;
            state.wanted = value;
            const size = Math.abs(value) === 1 ? undefined : { fraction: Math.abs(value) };
            const { position, equity } = context;
            const price = series[0]!.close[context.bar]!;
            if (value === 0) context.exit();
            else if (position * value > 0 && size !== undefined) {
              const units = Math.abs((value * equity) / price - position);
              const difference = profile.lots === "whole" ? Math.floor(units + 1e-9) : units;
              if (difference > 0)
                context[(value * equity) / price > position ? "buy" : "sell"]({ quantity: difference });
            } else if (value > 0) context.enterLong(size);
            else context.enterShort(size);
          },
        });
        const risk = riskOf(new Map([...sizes, ...words].map((pair) => pair.split("=") as [string, string])));
        const records = [target, onBar].map((strategy) => {
          const runner = new Runner({
            strategy: strategy as unknown as AnyStrategy,
            market: marketOf([series[0]!]),
            profile: { ...profileNamed("ivy"), ...profile },
            cash: CASH,
            from: 0,
            warmup: "auto",
            keep: "all",
            risk,
          });
          runner.run({});
          const statistics = new Runner({ ...runner.setup, keep: "statistics" }).run({});
          const { market: _, ...record } = runner.record();
          expect(statistics).toEqual(record.statistics);
          return record;
        });
        expect(records[0]).toEqual(records[1]);
        fills += records[0]!.fills.length;
      }),
      { seed: SEED + 3, numRuns: 200 },
    );
    expect(fills).toBeGreaterThan(1_000);
  }, 60_000);
});
