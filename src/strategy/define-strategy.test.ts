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

  test("needs one of onBar, target and weights", () => {
    expect(() => defineStrategy({ summary: "x" })).toThrow("one of onBar, target and weights");
    expect(() => defineStrategy({ summary: "x", onBar, target })).toThrow("one of onBar, target and weights");
  });

  test("with weights trades any number of assets, and says when in words that exist", () => {
    const weights = () => [1];
    expect(defineStrategy({ summary: "x", weights }).universe).toBe("many");
    expect(defineStrategy({ summary: "x", universe: "pair", weights, rebalance: 21 }).universe).toBe("pair");
    const refused = (part: object) => () => defineStrategy({ summary: "x", weights, ...part } as never);
    expect(refused({ universe: "one" })).toThrow("any number of assets");
    expect(refused({ rebalance: "montly" })).toThrow("every=montly cannot be");
    expect(refused({ rebalance: 0 })).toThrow("every=0 cannot be");
    expect(refused({ rebalance: { band: 2 } })).toThrow("band=2 cannot be");
    expect(refused({ rebalance: { bandd: 0.1 } })).toThrow('no key "bandd"');
    expect(refused({ rebalance: { volatilityBelow: 0.2, volatilityAbove: 0.1 } })).toThrow("which holds nothing");
    expect(() => defineStrategy({ summary: "x", onBar, rebalance: "monthly" })).toThrow("a strategy without weights");
    expect(refused({ weights: async () => [1] })).toThrow("weights must not be async");
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
