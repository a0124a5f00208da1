import { describe, expect, it } from "vitest";
import { ConfigError } from "#base/errors";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { integer } from "#strategy/parameters";
import { parametersOfEach } from "./parameters-of-each.ts";

const strategy = (params: Record<string, ReturnType<typeof integer>>) =>
  defineStrategy({ summary: "x", params, onBar: () => {} }) as unknown as AnyStrategy;
const cross = { name: "cross", strategy: strategy({ fast: integer(10, { min: 1 }), slow: integer(30, { min: 1 }) }) };
const other = { name: "other", strategy: strategy({ fast: integer(5, { min: 1 }), exit: integer(3, { min: 1 }) }) };
const none = { name: "none", strategy: strategy({}) };
const of = (set: Record<string, string>, all = [cross, other, none]) =>
  parametersOfEach(all, new Map(Object.entries(set)));

/** The error that a call throws. */
function thrown(call: () => unknown): ConfigError {
  try {
    call();
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error("it threw no ConfigError");
}

describe("a parameter of several strategies", () => {
  it("goes to each that has it, and to no other", () => {
    expect(of({ fast: "7" })).toEqual([{ fast: 7, slow: 30 }, { fast: 7, exit: 3 }, {}]);
    expect(of({ exit: "9" })).toEqual([{ fast: 10, slow: 30 }, { fast: 5, exit: 9 }, {}]);
  });

  it("with a strategy's name goes to that one, which has the last word in either order", () => {
    const expected = [{ fast: 8, slow: 30 }, { fast: 7, exit: 3 }, {}];
    expect(of({ "cross.fast": "8", fast: "7" })).toEqual(expected);
    expect(of({ fast: "7", "cross.fast": "8" })).toEqual(expected);
  });

  it("that none has is refused with the near miss over all", () => {
    const error = thrown(() => of({ exti: "1" }));
    expect([error.code, error.help]).toEqual(["unknown-parameter", expect.stringContaining('Did you mean "exit"?')]);
  });

  it("of a strategy that does not run is refused with the near miss", () => {
    const error = thrown(() => of({ "cros.fast": "1" }));
    expect([error.code, error.help]).toEqual(["parameter-of-no-strategy", 'Did you mean "cross.fast"?']);
  });

  it("that one cannot take names that one", () => {
    expect(thrown(() => of({ "other.fast": "0" })).message).toMatch(/^other: /);
    expect(thrown(() => of({ "none.fast": "1" })).message).toMatch(/^none: /);
  });

  it("of one strategy alone may bear its name, and its errors stay as they are", () => {
    expect(of({ "cross.fast": "4" }, [cross])).toEqual([{ fast: 4, slow: 30 }]);
    expect(thrown(() => of({ fst: "4" }, [cross])).message).toBe('The strategy has no parameter "fst".');
  });
});
