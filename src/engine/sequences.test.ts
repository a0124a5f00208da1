import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import type { Profile } from "./profile.ts";
import { profileNamed } from "./profiles.ts";
import { Runner } from "./runner.ts";

function make(name: string, changes: Partial<Profile>): Runner {
  const flat = Float64Array.of(100, 100);
  const words = { symbol: "A", timeframe: "1d", source: "by hand" } as const;
  const facts = { adjusted: false, closeOnly: false, synthetic: true, volume: flat } as const;
  const prices = { time: Float64Array.of(0, 86_400_000), open: flat, high: flat, low: flat, close: flat };
  const series: BarSeries = { ...words, ...facts, ...prices };
  const strategy = defineStrategy({ summary: "t", onBar: () => undefined }) as unknown as AnyStrategy;
  const profile = { ...profileNamed(name), ...changes };
  return new Runner({ strategy, market: marketOf([series]), profile, cash: 1000, from: 0, warmup: 0, keep: "all" });
}

describe("a setting that the rules of a profile would pass over is refused, with a profile that has it", () => {
  test.each<[string, Partial<Profile>, RegExp]>([
    ["ivy", { slippageWithin: "bar" }, /--profile backtrader/],
    ["ivy", { slippageWithin: "limit" }, /--profile zipline/],
    ["ivy", { volumeBase: "order" }, /--profile backtrader/],
    ["ivy", { feeBase: "onTop" }, /--profile backtrader/],
    ["ivy", { splitRounding: "toTheCent" }, /--profile zipline/],
    ["ivy", { maxQuantity: 10 }, /--profile vectorbt/],
    ["ivy", { hedging: true }, /--profile backtesting-py/],
    ["ivy", { accumulate: "both" }, /--profile vectorbt/],
    ["pessimistic", { missingBar: "again" }, /--profile backtrader/],
    ["vectorbt", { stopLimitSameBar: "nextBar" }, /--profile ivy/],
    ["backtesting-py", { lastBar: "liquidateAtClose" }, /--profile ivy/],
    ["backtesting-py", { slippageWithin: "limit" }, /--profile zipline/],
    ["lean-like", { volumeBase: "order" }, /--profile backtrader/],
    ["zipline", { slippageWithin: "bar" }, /--profile backtrader/],
  ])("%s: %j", (name, changes, help) => {
    const [key] = Object.keys(changes);
    const asked = () => make(name, changes);
    expect(asked).toThrow(`cannot have ${key}`);
    expect(asked).toThrow(expect.objectContaining({ code: "profile-setting", help: expect.stringMatching(help) }));
  });

  test("sizes worked out at the decision may leave the commission to come on top", () => {
    expect(() => make("ivy", { feeBase: "onTop", sizing: "decision" })).not.toThrow();
    expect(() => make("zipline", { sizing: "fill" })).not.toThrow();
  });
});
