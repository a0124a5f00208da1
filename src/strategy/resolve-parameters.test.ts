import { describe, expect, test } from "vitest";
import { ConfigError } from "#base/errors";
import { type AnyStrategy, defineStrategy } from "./define-strategy.ts";
import { choice, decimal, flag, integer } from "./parameters.ts";
import { resolveParameters } from "./resolve-parameters.ts";

const strategy = defineStrategy({
  summary: "for a test",
  params: {
    fast: integer(10, { min: 1 }),
    slow: integer(30, { max: 200 }),
    level: decimal(0.5, { min: 0, max: 1 }),
    side: choice("long", ["long", "both"]),
    exits: flag(true),
  },
  constraint: ({ fast, slow }) => fast < slow || "fast must be below slow",
  onBar() {},
}) as unknown as AnyStrategy;

function resolve(...given: readonly [string, string][]) {
  return resolveParameters(strategy, new Map(given));
}

function refusal(...given: readonly [string, string][]): ConfigError {
  try {
    resolve(...given);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error as ConfigError;
  }
  throw new Error("nothing was refused");
}

describe("the parameters of a run", () => {
  test("are the defaults where nothing is given", () => {
    expect(resolve()).toEqual({ fast: 10, slow: 30, level: 0.5, side: "long", exits: true });
  });

  test("are read from text by their kind", () => {
    expect(resolve(["fast", "5"], ["level", "2.5e-1"], ["side", "both"], ["exits", "false"])).toEqual({
      fast: 5,
      slow: 30,
      level: 0.25,
      side: "both",
      exits: false,
    });
  });

  test("a name that is nearly right is suggested", () => {
    const error = refusal(["fsat", "5"]);
    expect(error.code).toBe("unknown-parameter");
    expect(error.message).toBe('The strategy has no parameter "fsat".');
    expect(error.help).toBe('Did you mean "fast"? It takes fast, slow, level, side, exits.');
  });

  test("a name like none is answered with those there are, and with none where there are none", () => {
    expect(refusal(["lookback", "5"]).help).toBe("It takes fast, slow, level, side, exits.");
    expect(refusal(["toString", "5"]).code).toBe("unknown-parameter");
    const plain = defineStrategy({ summary: "for a test", onBar() {} }) as unknown as AnyStrategy;
    expect(() => resolveParameters(plain, new Map([["fast", "5"]]))).toThrow('no parameter "fast"');
  });

  test.each([
    ["fast", "0", "a whole number of at least 1"],
    ["fast", "2.5", "a whole number of at least 1"],
    ["fast", "ten", "a whole number of at least 1"],
    ["fast", "", "a whole number of at least 1"],
    ["fast", "  ", "a whole number of at least 1"],
    ["slow", "201", "a whole number of at most 200"],
    ["level", "Infinity", "a number from 0 to 1"],
    ["side", "short", "one of long, both"],
    ["exits", "yes", "true or false"],
  ])("%s cannot be '%s': it must be %s", (name, text, expected) => {
    const error = refusal([name, text]);
    expect(error.code).toBe("parameter-value");
    expect(error.where).toMatchObject({ key: name, expected, received: text });
    expect(error.help).toContain(`--set ${name}=`);
  });

  test("that do not fit together are refused in the strategy's own words", () => {
    const error = refusal(["fast", "40"]);
    expect(error.code).toBe("parameter-constraint");
    expect(error.message).toBe("The parameters do not fit together: fast must be below slow.");
    expect(error.where.received).toContain("fast=40, slow=30");
  });

  test("that break a constraint without words are refused all the same", () => {
    const silent = { ...strategy, constraint: () => false } as AnyStrategy;
    expect(() => resolveParameters(silent, new Map())).toThrow("the strategy's constraint is broken");
  });

  test("are not blamed when the constraint itself throws", () => {
    const constraint = () => {
      throw new TypeError("broken");
    };
    const failing = { ...strategy, constraint } as unknown as AnyStrategy;
    expect(() => resolveParameters(failing, new Map())).toThrow("The strategy's constraint failed: broken");
  });
});
