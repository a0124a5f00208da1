import { describe, expect, test } from "vitest";
import { defineStrategy } from "./define-strategy.ts";
import { integer } from "./parameters.ts";

const onBar = () => {};
const target = () => new Float64Array(0);

describe("a strategy", () => {
  test("is for one asset and without parameters unless it says otherwise", () => {
    const strategy = defineStrategy({ summary: "Does nothing", onBar });
    expect(strategy).toMatchObject({ kind: "ivy.strategy", universe: "one", params: {}, summary: "Does nothing" });
    expect(Object.isFrozen(strategy)).toBe(true);
  });

  test("keeps what it declares", () => {
    const params = { fast: integer(10) };
    const strategy = defineStrategy({ summary: "Does nothing", universe: "pair", params, target });
    expect(strategy).toMatchObject({ universe: "pair", params });
    expect(strategy.target).toBe(target);
  });

  test("needs a summary", () => {
    expect(() => defineStrategy({ onBar } as never)).toThrow("a strategy needs a summary");
    expect(() => defineStrategy({ summary: " ", onBar })).toThrow(TypeError);
  });

  test("needs onBar or target, and not both", () => {
    expect(() => defineStrategy({ summary: "x" })).toThrow("either onBar or target");
    expect(() => defineStrategy({ summary: "x", onBar, target })).toThrow("either onBar or target");
  });

  test("has no property that no strategy has", () => {
    expect(() => defineStrategy({ summary: "x", onbar: onBar } as never)).toThrow('a strategy has no "onbar"');
    expect(() => defineStrategy({ summary: "x", onBar, parameters: {} } as never)).toThrow(/"parameters".*params/);
  });

  test("does not wait", () => {
    expect(() => defineStrategy({ summary: "x", onBar: async () => {} })).toThrow("onBar must not be async");
    const prepare = (async () => ({})) as never;
    expect(() => defineStrategy({ summary: "x", prepare, onBar })).toThrow("prepare must not be async");
  });
});
