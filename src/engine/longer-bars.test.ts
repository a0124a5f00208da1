import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StrategyError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { ema } from "#indicators/ema";
import { sma } from "#indicators/sma";
import { Xorshift32 } from "#math/random";
import type { RunRecord } from "#results/run-record";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { onGuardedPrices } from "#strategy/guard-prices";
import { integer } from "#strategy/parameters";
import { resolveParameters } from "#strategy/resolve-parameters";
import { calendarOf } from "#time/calendars/calendar-of";
import { profileNamed } from "./profiles.ts";
import { Runner } from "./runner.ts";

const FREE = { ...profileNamed("ivy"), commission: "none", slippage: "none", lots: "fractional" as const };
const date = (text: string) => Date.parse(`${text}T00:00:00Z`);
const sessions = (from: string, to: string) => calendarOf("NYSE")!.sessions(date(from), date(to));

function series(time: Float64Array, closes: (i: number) => number, symbol = "KO"): BarSeries {
  const close = Float64Array.from(time, (_, i) => closes(i));
  const words = { symbol, timeframe: "1d", source: "by hand", adjusted: true, closeOnly: false } as const;
  return { ...words, synthetic: true, time, open: close, high: close, low: close, close, volume: null };
}

function runnerOf(strategy: unknown, all: readonly BarSeries[]): Runner {
  const market = marketOf(all);
  const setup = { market, profile: FREE, cash: 10_000, from: 0, warmup: "auto", keep: "all" } as const;
  return new Runner({ ...setup, strategy: strategy as AnyStrategy });
}

function play(strategy: unknown, all: readonly BarSeries[]): RunRecord {
  const runner = runnerOf(strategy, all);
  runner.run(resolveParameters(strategy as AnyStrategy, new Map()));
  return runner.record();
}

function failureOf(prepare: unknown, all: readonly BarSeries[]): StrategyError {
  try {
    play(defineStrategy({ summary: "for a test", prepare, onBar() {} } as never), all);
  } catch (error) {
    expect(error).toBeInstanceOf(StrategyError);
    return error as StrategyError;
  }
  throw new Error("nothing failed");
}

const weeklyTrend = defineStrategy({
  summary: "Buys days above yesterday while the week is above its average",
  params: { weeks: integer(2, { min: 1 }) },
  prepare: ({ bars, params }) => {
    const week = bars.resample("1w");
    return { close: bars.close, week: week.onBars(week.close), trend: week.onBars(sma(week.close, params.weeks)) };
  },
  onBar(context, { close, week, trend }) {
    context.record("week", week.now);
    if (week.now > trend.now && close.now > close.ago(1)) context.enterLong();
    else if (week.now < trend.now) context.exit();
  },
});

describe("a strategy on days with the trend of weeks", () => {
  // Two years of sessions, so that the calendar is known by itself.
  const time = sessions("2023-01-03", "2024-12-31");

  test("sees the close of a week on its last session, and the week before until then", () => {
    const record = play(weeklyTrend, [series(time, (i) => 100 + i)]);
    const week = record.records.get("week")!;
    const at = (day: string) => time.indexOf(date(day));
    // Friday 5 July 2024 ends a week with a holiday in it; Good Friday 2024 leaves the week to its Thursday.
    const closeOf = (day: string) => 100 + at(day);
    expect(week[at("2024-07-03")]).toBe(closeOf("2024-06-28"));
    expect(week[at("2024-07-05")]).toBe(closeOf("2024-07-05"));
    expect(week[at("2024-07-11")]).toBe(closeOf("2024-07-05"));
    expect(week[at("2024-03-27")]).toBe(closeOf("2024-03-22"));
    expect(week[at("2024-03-28")]).toBe(closeOf("2024-03-28"));
  });

  test("starts when the average of weeks is defined, and trades on the bar after", () => {
    const { fills } = play(weeklyTrend, [series(time, (i) => 100 + i)]);
    // Friday 13 January ends the second week: bought at the open of the Tuesday after (Monday is a holiday).
    expect([time[fills.bar[0]!], fills.price[0]]).toEqual([date("2023-01-17"), 100 + time.indexOf(date("2023-01-17"))]);
    expect(fills.length).toBe(1);
  });

  test("does the same up to any bar, whatever comes after it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.integer({ min: 80, max: 400 }), (seed, cut) => {
        const random = new Xorshift32(seed);
        const walk = Array.from(time, () => 100 + 10 * random.uniform());
        const other = walk.map((price, i) => (i < cut ? price : 50 + 100 * random.uniform()));
        const [a, b] = [walk, other].map((prices) => play(weeklyTrend, [series(time, (i) => prices[i]!)]));
        const fillsBefore = ({ fills }: RunRecord) =>
          Array.from(fills.bar.subarray(0, fills.length), (bar, i) => `${bar} ${fills.quantity[i]}`).filter(
            (line) => Number.parseInt(line, 10) < cut,
          );
        expect(fillsBefore(b!)).toEqual(fillsBefore(a!));
        const weeks = (record: RunRecord) => [...record.records.get("week")!.subarray(0, cut)];
        expect(weeks(b!)).toEqual(weeks(a!));
      }),
      { numRuns: 25, seed: 8 },
    );
  });

  test("is the same in every run of a search as alone", () => {
    const prices = series(time, (i) => 100 + 10 * Math.sin(i / 9));
    const runner = runnerOf(weeklyTrend, [prices]);
    const trials = [2, 5, 2, 9].map((weeks) => runner.run({ weeks }));
    const alone = [2, 5, 2, 9].map((weeks) => runnerOf(weeklyTrend, [prices]).run({ weeks }));
    expect(trials).toEqual(alone);
  });
});

test("an asset's own market tells when its weeks close: currencies and coins beside shares", () => {
  const shares = sessions("2023-01-03", "2024-12-31");
  const coins = calendarOf("24/7")!.sessions(date("2023-01-01"), date("2024-12-31"));
  const strategy = defineStrategy({
    summary: "for a test",
    universe: "pair",
    prepare: ({ market }) => {
      const [share, coin] = market.assets.map((asset) => asset.resample("1w"));
      return { share: share!.onBars(share!.close), coin: coin!.onBars(coin!.close) };
    },
    onBar(context, { share, coin }) {
      context.record("share", share.now);
      context.record("coin", coin.now);
    },
  });
  const record = play(strategy, [series(shares, (i) => i), series(coins, (i) => i, "BTC")]);
  const clock = record.market.clock;
  const value = (name: string, day: string) => record.records.get(name)![clock.indexOf(date(day))];
  expect(value("share", "2024-07-12")).toBe(shares.indexOf(date("2024-07-12")));
  expect(value("coin", "2024-07-12")).toBe(coins.indexOf(date("2024-07-07")));
  expect(value("coin", "2024-07-14")).toBe(coins.indexOf(date("2024-07-14")));
});

describe("longer bars", () => {
  const few = series(sessions("2024-01-02", "2024-03-29"), (i) => 10 + i);

  test("of prices whose market is not known close when UTC ends the week; a calendar can be named", () => {
    const strategy = defineStrategy({
      summary: "for a test",
      prepare: ({ bars }) => {
        const [own, named, none] = [{}, { calendar: "nyse" }, { calendar: null }].map((how) =>
          bars.resample("1w", how),
        );
        return { own: own!.onBars(own!.close), named: named!.onBars(named!.close), none: none!.onBars(none!.close) };
      },
      onBar(context, { own, named, none }) {
        for (const [name, view] of Object.entries({ own, named, none })) context.record(name, view.now);
      },
    });
    const { records, market } = play(strategy, [few]);
    const friday = market.clock.indexOf(date("2024-01-12"));
    expect(["own", "named", "none"].map((name) => records.get(name)![friday])).toEqual([13, 18, 13]);
    expect(play(strategy, [{ ...few, calendar: "NYSE" }]).records.get("own")![friday]).toBe(18);
  });

  test.each([
    ["1h", "resample-timeframe", "KO has 1d bars, of which no 1h bars can be made."],
    ["weakly", "unknown-timeframe", 'resample("weakly") names no length of a bar.'],
  ])("of %s are refused", (timeframe, code, message) => {
    const error = failureOf(({ bars }: never) => ({ w: (bars as BarsLike).resample(timeframe) }), [few]);
    expect([error.code, error.message]).toEqual([code, message]);
  });

  test("of a calendar that is none are refused, with the one that may be meant", () => {
    const error = failureOf(
      ({ bars }: never) => ({ w: (bars as BarsLike).resample("1w", { calendar: "NYES" }) }),
      [few],
    );
    expect([error.code, error.help]).toEqual(["unknown-calendar", 'Did you mean "NYSE"?']);
  });

  test("cannot be handed to onBar whole: they hold the future", () => {
    const error = failureOf(({ bars }: never) => ({ week: (bars as BarsLike).resample("1w") }), [few]);
    expect([error.code, error.where.key]).toEqual(["longer-bars", "week"]);
    const column = failureOf(({ bars }: never) => ({ week: (bars as BarsLike).resample("1w").close }), [few]);
    expect(column.code).toBe("column-length");
  });

  test("take only columns of their own length", () => {
    const error = failureOf(
      ({ bars }: never) => {
        const week = (bars as BarsLike).resample("1w");
        return { trend: week.onBars(ema((bars as BarsLike).close, 3)) };
      },
      [few],
    );
    expect(error.message).toMatch(/^onBars got \d+ values for 13 bars of 1w\.$/);
  });

  test("that a strategy writes to are noticed, and its guarded prices have them too", () => {
    const prepare = ({ bars }: never) => {
      (bars as BarsLike).resample("1w").close[2] = 1;
      return {};
    };
    const error = failureOf(prepare, [few]);
    expect([error.code, error.message]).toEqual([
      ...["strategy-changes-prices", "The strategy writes to the close of KO's 1w bars."],
    ]);
    expect(() => play(onGuardedPrices(weeklyTrend as unknown as AnyStrategy), [few])).not.toThrow();
  });
});

interface BarsLike {
  readonly close: Float64Array;
  resample(timeframe: string, options?: object): BarsLike & { onBars(column: Float64Array): Float64Array };
}
