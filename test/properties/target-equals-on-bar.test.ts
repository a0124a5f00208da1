import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BarSeries, type CorporateActions, sliceSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { TradeColumns } from "#domain/trade";
import type { Profile } from "#engine/profile";
import { PROFILES, profileNamed } from "#engine/profiles";
import { Runner, type RunnerSetup } from "#engine/runner";
import { gridOf, sweep } from "#research/sweep";
import type { RunRecord } from "#results/run-record";
import type { Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { integer } from "#strategy/parameters";
import type { ColumnView, FlagView } from "#strategy/present";
import { longOnSignals, longShortWhileAbove, longWhileAbove } from "#strategy/target";

const DAY = 86_400_000;
const BARS = 48;
const CASH = 20_000;
const SEED = 4_711;

interface Case {
  readonly series: BarSeries;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly profile: Profile;
  readonly warmup: "auto" | number;
}

const row = fc.record({
  gap: fc.integer({ min: -300, max: 300 }),
  move: fc.integer({ min: -400, max: 400 }),
  volume: fc.integer({ min: 0, max: 4_000 }),
  days: fc.constantFrom(1, 1, 1, 3),
});

/** Few distinct values, so that ties, touches and crossings are frequent; NaN in front and between. */
function column(holes: boolean): fc.Arbitrary<Float64Array> {
  const value = fc.integer({ min: 0, max: 5 });
  const cell = holes
    ? fc.integer({ min: 0, max: 15 }).chain((dice) => (dice === 15 ? fc.constant(Number.NaN) : value))
    : value;
  return fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.array(cell, { minLength: BARS, maxLength: BARS }))
    .map(([undefinedBars, cells]) => Float64Array.from(cells, (x, i) => (i < undefinedBars ? Number.NaN : x)));
}

const series = fc
  .record({
    rows: fc.array(row, { minLength: BARS, maxLength: BARS }),
    start: fc.integer({ min: 10, max: 200 }),
    // With 20 the moves are as large as 80 % and shorts are ruined.
    scale: fc.constantFrom(1, 1, 20),
    // This one close is a trillionth of the price: a long that has spent all its cash is ruined, though the price comes back.
    collapse: fc.oneof({ weight: 3, arbitrary: fc.constant(BARS) }, { weight: 1, arbitrary: fc.nat(BARS - 1) }),
    paying: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      {
        weight: 1,
        arbitrary: fc.record({
          at: fc.integer({ min: 1, max: BARS - 1 }),
          ratio: fc.constantFrom(1, 2, 0.1),
          dividend: fc.constantFrom(0, 0.5),
          isDelisted: fc.boolean(),
        }),
      },
    ),
  })
  .map(({ rows, start, scale, collapse, paying: wanted }) => {
    // A split is told from how prices move: not among jumps of 80 %.
    const isCalm = scale === 1 && collapse === BARS;
    const paying = wanted === null || isCalm ? wanted : { ...wanted, ratio: 1 };
    let time = 18_262 * DAY;
    let last = start;
    const bars = rows.map(({ gap, move, volume, days }, i) => {
      time += days * DAY;
      if (i === paying?.at) last /= paying.ratio;
      const open = last * (1 + (gap * scale) / 1e4);
      last = open * (1 + (move * scale) / 1e4);
      const close = i === collapse ? last * 1e-12 : last;
      return [
        time,
        open,
        Math.max(open, close) * 1.001,
        Math.min(open, close) * 0.999,
        close,
        i === BARS - 1 ? volume + 1 : volume,
      ];
    });
    const of = (i: number) => Float64Array.from(bars, (bar) => bar[i]!);
    const words = { symbol: "AAA", timeframe: "1d", source: "random" } as const;
    const facts = { adjusted: false, closeOnly: false, synthetic: true };
    const actions = paying === null ? null : actionsOf(paying, of(0));
    return {
      ...words,
      ...facts,
      actions,
      time: of(0),
      open: of(1),
      high: of(2),
      low: of(3),
      close: of(4),
      volume: of(5),
    };
  });

/** A split and a dividend of one bar, and a delisting at the end. */
function actionsOf(
  { at, ratio, dividend, isDelisted }: { at: number; ratio: number; dividend: number; isDelisted: boolean },
  time: Float64Array,
): CorporateActions {
  return {
    split: time.map((_, i) => (i === at ? ratio : 1)),
    dividend: time.map((_, i) => (i === at ? dividend : 0)),
    delisted: isDelisted ? time.at(-1)! : null,
    names: [],
  };
}

const profile: fc.Arbitrary<Profile> = fc
  .record({
    base: fc.constantFrom(...PROFILES.map(({ name }) => name)),
    fillAt: fc.constantFrom("nextOpen" as const, "nextOpen" as const, "close" as const),
    lots: fc.constantFrom("whole" as const, "fractional" as const),
    commission: fc.constantFrom("none", "10bps", "0.005/share:1", "0.005/share:1:1%", "2/fill+5bps", "ibkr-tiered"),
    slippage: fc.constantFrom("none", "5bps", "50bps"),
    bySize: fc.constantFrom(null, null, "square-root:20bps", "volume-share:0.1"),
    borrow: fc.constantFrom(0, 0.03),
    interest: fc.constantFrom(0, 0.06),
    leverage: fc.constantFrom(1, 1, 2),
    participation: fc.constantFrom(null, null, 0.1),
    maintenanceMargin: fc.constantFrom(0, 0, 0, 0.4),
  })
  .map(({ base, bySize, fillAt: wanted, participation: share, ...settings }) => {
    const named = profileNamed(base);
    const isOfQueue = named.sequence === "contingentFirst";
    const atClose = isOfQueue ? ("lastClose" as const) : ("signalClose" as const);
    const isOfSignals = named.sequence === "callOrder";
    const fillAt = wanted === "close" ? atClose : isOfSignals ? wanted : named.fillAt;
    const participation = isOfQueue || isOfSignals ? null : share;
    const leverage = isOfSignals ? 1 : settings.leverage;
    const maintenanceMargin = named.sequence === "reducingFirst" ? settings.maintenanceMargin : 0;
    // Without a cap, a fill in a bar without volume ends the run.
    const slippage = participation === null ? settings.slippage : (bySize ?? settings.slippage);
    return { ...named, ...settings, leverage, maintenanceMargin, fillAt, participation, slippage };
  });

const cases = (holes = true): fc.Arbitrary<Case> =>
  fc.record({
    series,
    a: column(holes),
    b: column(holes),
    profile,
    warmup: fc.constantFrom<"auto" | number>("auto", "auto", 0, 9),
  });

function runnerOf(one: Case, strategy: AnyStrategy, keep: RunnerSetup["keep"] = "all"): Runner {
  const { profile: settings, warmup } = one;
  const market = marketOf([one.series]);
  return new Runner({ strategy, market, profile: settings, cash: CASH, from: 0, warmup, keep });
}

/** Everything a run leaves behind but the market, which both were given. */
function recordOf(one: Case, strategy: AnyStrategy): Omit<RunRecord, "market"> {
  const runner = runnerOf(one, strategy);
  runner.run({});
  const { market: _, ...record } = runner.record();
  return record;
}

/** Acts when the wanted position changes, as a target column does. */
function follow(context: Context, state: { wanted: number }, value: number): void {
  if (Number.isNaN(value) || value === state.wanted) return;
  state.wanted = value;
  if (value === 1) context.enterLong();
  else if (value === -1) context.enterShort();
  else context.exit();
}

const began = () => ({ wanted: 0 });
const summary = "for a test";

interface Views {
  readonly a: ColumnView;
  readonly b: ColumnView;
}

/** A rule written as a target, and the same rule in onBar. */
function comparisonPair({ a, b }: Case, below: 0 | -1): readonly [AnyStrategy, AnyStrategy] {
  const prepare = () => ({ a, b });
  const make = below === 0 ? longWhileAbove : longShortWhileAbove;
  const target = defineStrategy({ summary, prepare, target: () => make(a, b) });
  const onBar = defineStrategy({
    summary,
    prepare,
    state: began,
    onBar(context, now: Views, state) {
      const value = now.a.now > now.b.now ? 1 : now.a.now < now.b.now ? below : Number.NaN;
      follow(context, state, value);
    },
  });
  return [target as unknown as AnyStrategy, onBar as unknown as AnyStrategy];
}

function signalPair({ a, b }: Case): readonly [AnyStrategy, AnyStrategy] {
  const enter = Uint8Array.from(a, (value) => Number(value >= 4));
  const exit = Uint8Array.from(b, (value) => Number(value >= 4));
  const prepare = () => ({ enter, exit });
  const target = defineStrategy({ summary, prepare, target: () => longOnSignals(enter, exit) });
  const onBar = defineStrategy({
    summary,
    prepare,
    state: began,
    onBar(context, now: { readonly enter: FlagView; readonly exit: FlagView }, state) {
      if (state.wanted === 0 && now.enter.now) follow(context, state, 1);
      else if (state.wanted === 1 && now.exit.now) follow(context, state, 0);
    },
  });
  return [target as unknown as AnyStrategy, onBar as unknown as AnyStrategy];
}

function columnPair({ a }: Case): readonly [AnyStrategy, AnyStrategy] {
  const wish = a.map((value) => (value <= 1 ? -1 : value <= 3 ? 0 : value <= 5 ? 1 : Number.NaN));
  const prepare = () => ({ a: wish });
  const target = defineStrategy({ summary, prepare, target: () => wish });
  const onBar = defineStrategy({
    summary,
    prepare,
    state: began,
    onBar(context, now: Pick<Views, "a">, state) {
      follow(context, state, now.a.now);
    },
  });
  return [target as unknown as AnyStrategy, onBar as unknown as AnyStrategy];
}

const PAIRS: readonly [string, (one: Case) => readonly [AnyStrategy, AnyStrategy]][] = [
  ["long while above", (one) => comparisonPair(one, 0)],
  ["long and short while above", (one) => comparisonPair(one, -1)],
  ["signals in and out", signalPair],
  ["a column of 1, 0 and −1", columnPair],
];

describe.each(PAIRS)("%s", (_, pairOf) => {
  test("as a target and in onBar gives the same fills, equity, orders, trades and statistics to the last bit", () => {
    let fills = 0;
    fc.assert(
      fc.property(cases(), (one) => {
        const [target, onBar] = pairOf(one);
        const expected = recordOf(one, onBar);
        expect(recordOf(one, target)).toEqual(expected);
        fills += expected.fills.length;
      }),
      { seed: SEED, numRuns: 200 },
    );
    expect(fills, "something was traded").toBeGreaterThan(1_000);
  });

  test("gives the same statistics and trades whether everything, the trades or nothing else is kept", () => {
    fc.assert(
      fc.property(cases(), (one) => {
        for (const strategy of pairOf(one)) {
          const runner = runnerOf(one, strategy);
          const all = runner.run({});
          expect(runnerOf(one, strategy, "statistics").run({})).toEqual(all);
          const trading = runnerOf(one, strategy, "trades");
          expect(trading.run({})).toEqual(all);
          expect(tradeRows(trading.trades())).toEqual(tradeRows(runner.record().trades));
        }
      }),
      { seed: SEED + 1, numRuns: 100 },
    );
  });

  test("gives the same record when the same runner runs it again", () => {
    fc.assert(
      fc.property(cases(), (one) => {
        for (const strategy of pairOf(one)) {
          const runner = runnerOf(one, strategy);
          runner.run({});
          const first = structuredClone({ ...runner.record(), market: null });
          runner.run({});
          expect({ ...runner.record(), market: null }).toEqual(first);
        }
      }),
      { seed: SEED + 2, numRuns: 60 },
    );
  });

  test("cutting the data changes no earlier fill and no earlier equity", () => {
    fc.assert(
      fc.property(cases(), fc.integer({ min: 18, max: BARS - 1 }), (one, bars) => {
        const cut: Case = {
          ...one,
          series: sliceSeries(one.series, 0, bars),
          a: one.a.slice(0, bars),
          b: one.b.slice(0, bars),
        };
        // backtesting.py's way out at the last open belongs to the end of the data, wherever that is.
        const upTo = one.profile.lastBar === "stayOpen" ? bars : bars - 1;
        for (const which of [0, 1] as const) {
          const whole = recordOf(one, pairOf(one)[which]);
          const short = recordOf(cut, pairOf(cut)[which]);
          expect(fillRows(short, upTo)).toEqual(fillRows(whole, upTo));
          const to = Math.min(upTo, whole.to);
          expect(short.equity.subarray(0, to)).toEqual(whole.equity.subarray(0, to));
        }
      }),
      { seed: SEED + 3, numRuns: 100 },
    );
  });

  test("decisions start after the warm-up, and the measured window with them", () => {
    fc.assert(
      fc.property(cases(), (one) => {
        for (const strategy of pairOf(one)) {
          const record = recordOf(one, strategy);
          const { extraWarmup } = one.profile;
          const from = one.warmup === "auto" ? record.warmupBars + extraWarmup : one.warmup;
          expect(record.from).toBe(from);
          expect(record.statistics.bars).toBe(record.to - from);
          for (const order of record.orders) expect(order.placedAt).toBeGreaterThanOrEqual(from);
          expect(record.equity.subarray(0, from).every((value) => value === CASH)).toBe(true);
        }
      }),
      { seed: SEED + 4, numRuns: 60 },
    );
  });
});

/** The trades but for the orders that made them, which are only known where orders are kept. */
function tradeRows(trades: TradeColumns): number[][] {
  const { asset, quantity, entryBar, exitBar, entryPrice, exitPrice, pnl, commission, slippage } = trades;
  const columns = [asset, quantity, entryBar, exitBar, entryPrice, exitPrice, pnl, trades.return, commission, slippage];
  return Array.from({ length: trades.length }, (_, i) => columns.map((column) => column[i]!));
}

function fillRows({ fills }: Pick<RunRecord, "fills">, before: number): number[][] {
  const rows = Array.from({ length: fills.length }, (_, i) => [
    fills.bar[i]!,
    fills.quantity[i]!,
    fills.price[i]!,
    fills.reference[i]!,
    fills.commission[i]!,
    fills.moment[i]!,
  ]);
  return rows.filter(([bar]) => bar! < before);
}

describe("crossings in onBar", () => {
  test("give the fills of the target that is long while above, from the first defined bar on", () => {
    fc.assert(
      fc.property(cases(false), (random) => {
        // Cash that always buys something: a target does not ask twice for an entry that was refused.
        const { cash } = random.profile;
        const covered = { cash: cash === "reject" ? ("overdraw" as const) : cash };
        const free = { extraWarmup: 0, participation: null, slippage: "5bps", ...covered };
        const base = { ...random.profile, ...free };
        const one: Case = { ...random, warmup: "auto", profile: { ...base, lots: "fractional", commission: "10bps" } };
        const { a, b } = one;
        const crossing = defineStrategy({
          summary,
          prepare: () => ({ a, b }),
          onBar(context, now: Views) {
            if (now.a.crossesAbove(now.b)) context.enterLong();
            else if (now.a.crossesBelow(now.b)) context.exit();
          },
        }) as unknown as AnyStrategy;
        const { orders: _, ...expected } = recordOf(one, comparisonPair(one, 0)[0]);
        const { orders: __, ...found } = recordOf(one, crossing);
        expect(found).toEqual(expected);
      }),
      { seed: SEED + 5, numRuns: 150 },
    );
  });
});

describe("a sweep", () => {
  const params = { lead: integer(0, { min: 0, max: 8 }), level: integer(2, { min: 0, max: 5 }) };
  type Values = { readonly lead: number; readonly level: number };

  /** `a` with more undefined bars in front, above a level: both its parameters change what is traded and when it starts. */
  const prepare = ({ a }: Case, { lead, level }: Values) => ({
    a: a.map((value, i) => (i < lead ? Number.NaN : value)),
    b: new Float64Array(a.length).fill(level + 0.5),
  });

  function strategies(one: Case): readonly AnyStrategy[] {
    const target = defineStrategy({
      summary,
      params,
      prepare: ({ params: values }) => prepare(one, values),
      target: ({ a, b }) => longShortWhileAbove(a, b),
    });
    const onBar = defineStrategy({
      summary,
      params,
      prepare: ({ params: values }) => prepare(one, values),
      state: began,
      onBar(context, now: Views, state) {
        follow(context, state, now.a.now > now.b.now ? 1 : now.a.now < now.b.now ? -1 : Number.NaN);
      },
    });
    return [target as unknown as AnyStrategy, onBar as unknown as AnyStrategy];
  }

  test("has the statistics of each trial run by itself, to the last bit", () => {
    fc.assert(
      fc.property(cases(), (one) => {
        for (const strategy of strategies(one)) {
          const market = marketOf([one.series]);
          const trials = gridOf(strategy, { lead: [0, 3, 8], level: [0, 2, 4] });
          expect(trials).toHaveLength(9);
          const setup = { strategy, market, profile: one.profile, cash: CASH, from: 0 };
          const swept = sweep({ ...setup, trials, warmup: one.warmup });
          const warmups = trials.map((trial) => runnerOf(one, strategy).warmupFor(trial));
          const warmup = one.warmup === "auto" ? Math.max(...warmups) : one.warmup;
          for (const [i, trial] of trials.entries()) {
            const alone = new Runner({ ...setup, warmup, keep: "all" }).run(trial);
            expect(swept.finalEquity[i]).toBe(alone.finalEquity);
            expect(swept.sumOfReturns[i]).toBe(alone.sumOfReturns);
            expect(swept.sumOfSquaredReturns[i]).toBe(alone.sumOfSquaredReturns);
            expect(swept.maxDrawdown[i]).toBe(alone.maxDrawdown);
            expect(swept.bars[i]).toBe(alone.bars);
            expect(swept.barsHeld[i]).toBe(alone.barsHeld);
            expect(swept.openings[i]).toBe(alone.openings);
            expect(swept.closings[i]).toBe(alone.closings);
          }
        }
      }),
      { seed: SEED + 6, numRuns: 60 },
    );
  });
});
