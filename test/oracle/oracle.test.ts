import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type Answer, difference, play, type Scenario } from "./scenario.ts";

function read(name: string): Scenario[] {
  const file = new URL(`../fixtures/oracle/${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as Scenario[];
}

const scenarios = read("basic");
const full = read("full");

describe("the engine against the reference program for the fill rules", () => {
  test("the fixture of level basic holds what its README says", () => {
    expect(scenarios).toHaveLength(200);
    expect(scenarios.reduce((fills, scenario) => fills + scenario.expect.fills.length, 0)).toBe(5458);
    const orders = scenarios.flatMap((scenario) => scenario.orders);
    expect(new Set(orders.map((order) => order.type))).toEqual(new Set(["market", "limit", "stop", "stopLimit"]));
    expect(orders.some((order) => order.group !== undefined)).toBe(true);
    expect(orders.some((order) => order.fraction !== undefined)).toBe(true);
  });

  test("the fixture of level full holds what its README says", () => {
    expect(full).toHaveLength(300);
    expect(full.reduce((fills, scenario) => fills + scenario.expect.fills.length, 0)).toBe(9678);
    const orders = full.flatMap((scenario) => scenario.orders);
    const types = orders.map(({ type }) => type).filter((type) => type !== undefined);
    expect(new Set(types)).toEqual(new Set(["market", "limit", "stop", "stopLimit", "trailing", "marketOnClose"]));
    expect(new Set(orders.map(({ tif }) => tif ?? "gtc"))).toEqual(new Set(["gtc", "day", "gtd", "ioc", "fok"]));
    expect(orders.some((order) => order.bracket !== undefined)).toBe(true);
    expect(orders.some((order) => order.oco !== undefined)).toBe(true);
    expect(orders.some((order) => order.do === "cancel")).toBe(true);
    expect(full.some(({ leverage, participation }) => leverage === 2 && participation !== null)).toBe(true);
    const paid = (kind: string) => full.filter(({ expect: { costs } }) => costs[kind] !== 0).length;
    expect(paid("dividends")).toBeGreaterThan(20);
    expect(paid("borrow")).toBeGreaterThan(20);
    expect(paid("interest")).toBeGreaterThan(15);
    const splits = full.filter(({ assets }) => Object.values(assets).some((asset) => asset.splits !== undefined));
    expect(splits.length).toBeGreaterThan(20);
  });

  test.each([
    ["basic", scenarios],
    ["full", full],
  ])("every scenario of level %s gives the same fills, equity, positions and costs", (_, all) => {
    const differing = all.flatMap((scenario, i) => {
      const found = difference(play(scenario), scenario);
      return found === null ? [] : [`scenario ${i}: ${found}`];
    });
    expect(differing).toEqual([]);
  });

  test("the same scenario played again gives the same answer to the last bit", () => {
    for (const scenario of scenarios.slice(0, 20)) expect(play(scenario)).toEqual(play(structuredClone(scenario)));
  });
});

describe("the comparison notices", () => {
  const scenario = scenarios.find(({ expect: { fills } }) => fills.length >= 4 && fills[0]![3] !== fills[1]![3])!;

  /** What the comparison says of the engine's own answer after `change`. */
  function verdictOn(change: (answer: Answer) => void): string | null {
    const answer = play(scenario);
    change(answer);
    return difference(answer, scenario);
  }

  test("nothing where nothing was changed", () => {
    expect(verdictOn(() => {})).toBeNull();
  });

  test("a price that is off by a millionth", () => {
    expect(verdictOn(({ fills }) => (fills[1]![4] *= 1 + 1e-6))).toMatch(/^fill 1:/);
  });

  test("a quantity that is off by a millionth", () => {
    expect(verdictOn(({ fills }) => (fills[2]![3] *= 1 + 1e-6))).toMatch(/^fill 2:/);
  });

  test("another order, asset, time or moment", () => {
    expect(verdictOn(({ fills }) => (fills[0]![1] = "o999"))).toMatch(/^fill 0:/);
    expect(verdictOn(({ fills }) => (fills[0]![2] = "ZZZ"))).toMatch(/^fill 0:/);
    expect(verdictOn(({ fills }) => (fills[0]![0] += 86_400_000))).toMatch(/^fill 0:/);
    expect(verdictOn(({ fills }) => (fills[0]![6] = "inside of nothing"))).toMatch(/^fill 0:/);
  });

  test("a commission that is a cent more", () => {
    expect(verdictOn(({ fills }) => (fills[0]![5] += 0.01))).toMatch(/^fill 0:/);
  });

  test("a fill too many, a fill too few, two that changed places", () => {
    const count = scenario.expect.fills.length;
    expect(verdictOn(({ fills }) => fills.push(fills[0]!))).toMatch(new RegExp(`^fill ${count}:`));
    expect(verdictOn(({ fills }) => fills.pop())).toMatch(new RegExp(`^fill ${count - 1}:`));
    expect(verdictOn(({ fills }) => fills.unshift(...fills.splice(1, 1)))).toMatch(/^fill 0:/);
  });

  test("equity that is off by a hundred-millionth of the cash, at the wrong time, or NaN", () => {
    expect(verdictOn(({ equity }) => (equity[3]![1] += 1e-8 * scenario.cash))).toMatch(/^equity at/);
    expect(verdictOn(({ equity }) => (equity[3]![0] += 1))).toMatch(/^equity at/);
    expect(verdictOn(({ equity }) => (equity[3]![1] = Number.NaN))).toMatch(/^equity at/);
    expect(verdictOn(({ equity }) => equity.pop())).toMatch(/^equity has/);
  });

  test("a final position, a cost, an ambiguity or a ruin that differs", () => {
    const symbol = Object.keys(scenario.assets)[0]!;
    expect(verdictOn(({ positions }) => (positions[symbol]! += 1))).toMatch(/^position in/);
    expect(verdictOn(({ costs }) => (costs.commission! += 0.01))).toMatch(/^commission:/);
    expect(verdictOn((answer) => answer.ambiguous++)).toMatch(/^ambiguous:/);
    expect(verdictOn((answer) => (answer.ruined = true))).toMatch(/^ruined:/);
  });
});
