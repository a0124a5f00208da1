import { describe, expect, test } from "vitest";
import { choice, decimal, flag, integer, type Parameter, whatIsWrong } from "./parameters.ts";

describe("a declared parameter", () => {
  test("keeps its default, its bounds and where to search apart from what is valid", () => {
    expect(integer(10, { min: 1, search: [5, 50] })).toEqual({
      kind: "integer",
      default: 10,
      min: 1,
      max: Number.POSITIVE_INFINITY,
      search: [5, 50],
    });
    expect(decimal(0.5)).toMatchObject({ kind: "decimal", default: 0.5, min: Number.NEGATIVE_INFINITY, search: null });
    expect(choice("fast", ["fast", "slow"])).toEqual({ kind: "choice", default: "fast", options: ["fast", "slow"] });
    expect(flag(true)).toEqual({ kind: "flag", default: true });
  });

  test("cannot have a default that it would refuse", () => {
    expect(() => integer(1.5)).toThrow(RangeError);
    expect(() => integer(0, { min: 1 })).toThrow("it must be a whole number of at least 1");
    expect(() => decimal(Number.NaN)).toThrow("it must be a number");
    expect(() => decimal(3, { min: 0, max: 2 })).toThrow("it must be a number from 0 to 2");
    expect(() => choice("other" as "fast", ["fast", "slow"])).toThrow("it must be one of fast, slow");
  });
});

describe("what is wrong with a value", () => {
  const cases: readonly [Parameter, unknown, string | null][] = [
    [integer(5, { min: 1, max: 9 }), 1, null],
    [integer(5, { min: 1, max: 9 }), 9, null],
    [integer(5, { min: 1, max: 9 }), 0, "a whole number from 1 to 9"],
    [integer(5, { max: 9 }), 10, "a whole number of at most 9"],
    [integer(5), 2.5, "a whole number"],
    [integer(5), "5", "a whole number"],
    [decimal(5), Number.POSITIVE_INFINITY, "a number"],
    [decimal(5, { min: 0 }), -0.1, "a number of at least 0"],
    [decimal(5), 2.5, null],
    [choice("a", ["a", "b"]), "b", null],
    [choice("a", ["a", "b"]), "c", "one of a, b"],
    [flag(true), false, null],
    [flag(true), "false", "true or false"],
  ];
  test.each(cases)("%j given %j", (parameter, value, expected) => {
    expect(whatIsWrong(parameter, value)).toBe(expected);
  });
});
