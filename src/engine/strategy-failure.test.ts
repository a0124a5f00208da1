import { describe, expect, test } from "vitest";
import { ConfigError, DataError, IvyError, StrategyError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { profileNamed } from "./profiles.ts";
import { Runner } from "./runner.ts";
import { strategyFailure } from "./strategy-failure.ts";

const DAY = 86_400_000;
const START = Date.UTC(2024, 1, 27);
const BARS = 6;

function series(symbol: string): BarSeries {
  const close = new Float64Array(BARS).fill(100);
  const words = { symbol, timeframe: "1d", source: "by hand", adjusted: false } as const;
  const time = Float64Array.from({ length: BARS }, (_, i) => START + i * DAY);
  const prices = { time, open: close, high: close, low: close, close, volume: null };
  return { ...words, closeOnly: false, synthetic: true, ...prices };
}

function failureOf(definition: object, symbols = ["KO"]): IvyError {
  const strategy = defineStrategy({ summary: "for a test", ...definition } as never) as unknown as AnyStrategy;
  const market = marketOf(symbols.map(series));
  const profile = profileNamed("ivy");
  try {
    new Runner({ strategy, market, profile, cash: 1000, from: 0, warmup: "auto", keep: "all" }).run({});
  } catch (error) {
    expect(error).toBeInstanceOf(IvyError);
    return error as IvyError;
  }
  throw new Error("nothing failed");
}

describe("a strategy that throws", () => {
  test("in onBar is reported with its bar, date and symbol, and keeps the cause", () => {
    const cause = new Error("no such thing");
    const error = failureOf({
      onBar(context: { bar: number }) {
        if (context.bar === 2) throw cause;
      },
    });
    expect(error).toBeInstanceOf(StrategyError);
    expect(error.code).toBe("strategy-threw");
    expect(error.message).toBe("onBar failed: no such thing");
    expect(error.where).toEqual({ bar: 2, time: "2024-02-29", symbol: "KO" });
    expect(error.cause).toBe(cause);
    expect(error.help).not.toBe("");
  });

  test("names all the symbols of its run in the order asked for", () => {
    const onBar = () => {
      throw new Error("x");
    };
    expect(failureOf({ universe: "pair", onBar }, ["PEP", "KO"]).where.symbol).toBe("PEP,KO");
  });

  test("in prepare or target is said to", () => {
    const fail = () => {
      throw new TypeError("broken");
    };
    const inPrepare = failureOf({ prepare: fail, onBar() {} });
    expect([inPrepare.message, inPrepare.code]).toEqual(["prepare failed: broken", "strategy-threw"]);
    expect(failureOf({ target: fail }).message).toBe("target failed: broken");
  });

  test("something that is no error is quoted", () => {
    const onBar = () => {
      throw "just words";
    };
    expect(failureOf({ onBar }).message).toBe("onBar failed: just words");
  });
});

describe("a name that prepare does not return", () => {
  const prepare = () => ({ fast: new Float64Array(BARS), slow: new Float64Array(BARS) });

  test("is said, with the near miss", () => {
    const error = failureOf({
      prepare,
      onBar(_: unknown, now: { fsat: { now: number } }) {
        void now.fsat.now;
      },
    });
    expect(error.help).toBe('prepare returned { fast, slow }; onBar reads "fsat". Did you mean "fast"?');
  });

  test("like none is said without a guess, and where prepare returned nothing so is that", () => {
    const onBar = (_: unknown, now: { window: { now: number } }) => void now.window.now;
    expect(failureOf({ prepare, onBar }).help).toBe('prepare returned { fast, slow }; onBar reads "window".');
    expect(failureOf({ onBar }).help).toBe('prepare returned nothing; onBar reads "window".');
  });

  test("is not blamed for another failure", () => {
    const onBar = () => {
      throw new Error("mine");
    };
    expect(failureOf({ prepare, onBar }).help).not.toContain("prepare returned");
  });
});

describe("what prepare returns", () => {
  test("must have a value for each bar in every column, also within a list", () => {
    const error = failureOf({ prepare: () => ({ fast: new Float64Array(BARS - 1) }), onBar() {} });
    expect(error.code).toBe("column-length");
    expect(error.message).toBe('prepare returned "fast" with 5 values for 6 bars.');
    expect(error.where).toMatchObject({ key: "fast", expected: "6", received: "5" });
    expect(failureOf({ prepare: () => ({ all: [new Float64Array(BARS), new Uint8Array(2)] }), onBar() {} }).code).toBe(
      "column-length",
    );
  });

  test.each([[null], [undefined], [3], [[new Float64Array(BARS)]], [Promise.resolve({})]])("cannot be %s", (value) => {
    expect(failureOf({ prepare: () => value, onBar() {} }).code).toBe("prepare-result");
  });

  test("may need more bars than there are", () => {
    const prepare = () => ({ slow: new Float64Array(BARS).fill(Number.NaN) });
    const error = failureOf({ prepare, onBar() {} });
    expect(error).toBeInstanceOf(DataError);
    expect(error.code).toBe("too-few-bars");
    expect(error.message).toBe('There are 6 bars, and "slow" is not defined on any of them.');
  });
});

describe("a target", () => {
  test("must have one value per bar", () => {
    expect(failureOf({ target: () => new Float64Array(3) }).message).toContain("one value per bar");
    const a = new Float64Array(BARS);
    const b = new Float64Array(BARS + 1);
    const target = () => ({ kind: "comparison", a, b, whenAbove: 1, whenBelow: 0 });
    expect(failureOf({ target }).message).toContain("one value per bar");
  });
});

describe("a target", () => {
  test.each([[null], [undefined], [3], ["long"], [[1, 0]], [new Float32Array(BARS)], [{}], [{ kind: "comparison" }]])(
    "cannot be %j",
    (value) => {
      expect(failureOf({ target: () => value }).code).toBe("target-result");
    },
  );
});

describe("an asset that is not in the run", () => {
  test("is named, with the near miss", () => {
    const prepare = ({ market }: { market: { asset(symbol: string): unknown } }) => ({ x: market.asset("KOO") });
    const error = failureOf({ prepare, onBar() {} }, ["KO", "PEP"]);
    expect(error.code).toBe("no-such-asset");
    expect(error.help).toBe("Did it mean KO?");
    const other = ({ market }: { market: { asset(symbol: string): unknown } }) => ({ x: market.asset("MSFT") });
    expect(failureOf({ prepare: other, onBar() {} }, ["KO", "PEP"]).help).toBe("Add it: --tickers KO,PEP,MSFT");
  });
});

describe("an error that already speaks to the person", () => {
  test("keeps its words and gains the moment, which its own place outranks", () => {
    const cause = new ConfigError({ code: "c", message: "m", help: "h", where: { symbol: "PEP", key: "k" } });
    const moment = { bar: 3, time: Date.UTC(2024, 0, 2, 15, 30), symbol: "KO" };
    const error = strategyFailure(cause, "onBar", moment, "a hint that is not needed");
    expect([error.code, error.message, error.help, error.cause]).toEqual(["c", "m", "h", cause]);
    expect(error.where).toEqual({ bar: 3, time: "2024-01-02T15:30:00.000Z", symbol: "PEP", key: "k" });
  });
});

describe("a list of assets", () => {
  const sorting = (list: readonly { readonly symbol: string }[]) =>
    void (list as { symbol: string }[]).sort((a, b) => (a.symbol < b.symbol ? 1 : -1));

  test("cannot be sorted where it stands: the next bar, and the order of weights, would be others", () => {
    const prepare = ({ market }: { market: { assets: unknown } }) => ({ list: market.assets });
    const onBar = (_: unknown, { list }: { list: readonly { readonly symbol: string }[] }) => sorting(list);
    expect(failureOf({ universe: "many", prepare, onBar }, ["KO", "PEP"]).help).toMatch(/\[\.\.\.assets\]\.sort/);
    const weights = (_: unknown, __: unknown, assets: readonly { readonly symbol: string }[]) => {
      sorting(assets);
      return [0.5, 0.5];
    };
    expect(failureOf({ weights }, ["KO", "PEP"]).help).toMatch(/\[\.\.\.assets\]\.sort/);
  });
});

describe("a call of what cannot be called", () => {
  const helpOf = (text: string) => strategyFailure(new TypeError(text), "onBar", null, "").help;

  test("is answered with the name that was meant", () => {
    expect(helpOf("context.enterlong is not a function")).toBe('Did you mean "enterLong"?');
    expect(helpOf("close.crossAbove is not a function")).toBe('Did you mean "crossesAbove"?');
    expect(helpOf("close.crossover is not a function")).toBe("A column has crossesAbove and crossesBelow.");
  });

  test("is answered with the brackets that are too many", () => {
    expect(helpOf("average.now is not a function")).toBe("now is a value: write it without brackets.");
  });

  test("of orders in weights is answered with what weights do", () => {
    expect(helpOf("assets[0].buy is not a function")).toMatch(/^weights places no orders/);
  });

  test("of what would change the strategy's view is answered with a copy", () => {
    expect(helpOf("Cannot assign to read only property '0' of object '[object Array]'")).toMatch(
      /Sort or change a copy/,
    );
    expect(helpOf("Cannot set property cash of #<RunContext> which has only a getter")).toMatch(/is only read/);
  });

  test("says no more than is known", () => {
    expect(helpOf("mine.frobnicate is not a function")).toMatch(/^Mend the strategy/);
  });
});
