import { performance as fromHooks } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { StrategyError } from "#base/errors";
import { withoutClock } from "./without-clock.ts";

describe("without a clock", () => {
  it.each<[string, () => unknown, string]>([
    ["Date.now()", () => Date.now(), "strategy-reads-clock"],
    ["new Date()", () => new Date(), "strategy-reads-clock"],
    ["Date()", () => Date(), "strategy-reads-clock"],
    ["performance.now()", () => fromHooks.now(), "strategy-reads-clock"],
    ["process.hrtime()", () => process.hrtime.bigint(), "strategy-reads-clock"],
    ["Math.random()", () => Math.random(), "strategy-unseeded"],
    ["crypto.randomUUID()", () => crypto.randomUUID(), "strategy-unseeded"],
  ])("%s throws, also where the strategy swallows it", (name, read, code) => {
    expect(() => withoutClock(read)).toThrow(StrategyError);
    const swallowed = () => {
      try {
        return read();
      } catch {
        return null;
      }
    };
    try {
      withoutClock(swallowed);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code });
      expect((error as Error).message).toContain(name);
    }
  });

  it("dates of a given time work, and are dates", () => {
    const time = Date.UTC(2024, 1, 29);
    const made = withoutClock(() => [new Date(time), new Date(2024, 0), Date.UTC(2024, 1, 29)] as const);
    expect(made[0].toISOString()).toBe("2024-02-29T00:00:00.000Z");
    expect(withoutClock(() => made[1] instanceof Date)).toBe(true);
    expect(made[2]).toBe(time);
  });

  it("puts everything back, also after an error", () => {
    const [date, random] = [Date, Math.random];
    expect(() =>
      withoutClock(() => {
        throw new RangeError("mine");
      }),
    ).toThrow("mine");
    expect([Date, Math.random]).toEqual([date, random]);
    expect(Object.hasOwn(performance, "now")).toBe(false);
    expect(new Date().getFullYear()).toBeGreaterThan(2000);
    expect(process.hrtime.bigint()).toBeGreaterThan(0n);
  });
});
