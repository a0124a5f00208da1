import { describe, expect, test } from "vitest";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { choice, integer } from "#strategy/parameters";
import { gridOf } from "./sweep.ts";

const strategy = defineStrategy({
  summary: "for a test",
  params: { fast: integer(10), slow: integer(30), side: choice("long", ["long", "both"]) },
  constraint: ({ fast, slow }) => fast < slow || "fast must be below slow",
  onBar() {},
}) as unknown as AnyStrategy;

describe("a grid", () => {
  test("holds every combination that the constraint allows, the last parameter running fastest", () => {
    expect(gridOf(strategy, { fast: [10, 20], slow: [20, 30] })).toEqual([
      { fast: 10, slow: 20, side: "long" },
      { fast: 10, slow: 30, side: "long" },
      { fast: 20, slow: 30, side: "long" },
    ]);
  });

  test("of nothing to search is the defaults", () => {
    expect(gridOf(strategy, {})).toEqual([{ fast: 10, slow: 30, side: "long" }]);
    expect(gridOf(strategy, { fast: [] })).toEqual([]);
  });
});
