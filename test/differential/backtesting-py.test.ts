import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Profile } from "#engine/profile";
import type { Action, CaseFile } from "./case.ts";
import { difference } from "./compare.ts";
import { play } from "./play.ts";

const kept = new URL("../fixtures/differential/backtesting-py.json.gz", import.meta.url);
const file = JSON.parse(gunzipSync(readFileSync(kept)).toString("utf8")) as CaseFile;
const { cases } = file;

const actions = cases.flatMap((one) => one.actions);
const placed = actions.filter((action): action is Action & { do: "place" } => action.do === "place");
const valuesOf = <Key extends keyof Profile>(key: Key) => new Set(cases.map(({ settings }) => settings[key]));

describe("the profile backtesting-py against backtesting.py", () => {
  test("the cases say whose figures they hold", () => {
    expect([file.tool, file.version, cases.length]).toEqual(["backtesting.py", "0.6.6", 60]);
    expect(file.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test("the cases hold every order and option of that engine", () => {
    expect(new Set(placed.map(({ type }) => type))).toEqual(new Set(["market", "limit", "stop", "stopLimit"]));
    expect(new Set(actions.map((action) => action.do))).toEqual(new Set(["place", "cancel", "replace", "close"]));
    const entries = placed.filter(({ closes }) => closes === undefined);
    expect(entries.some(({ quantity }) => quantity !== undefined)).toBe(true);
    expect(entries.some(({ nets }) => nets === true)).toBe(true);
    expect(entries.some(({ fraction, nets }) => fraction !== undefined && nets !== true)).toBe(true);
    expect(entries.some(({ bracket }) => bracket?.stop !== undefined && bracket.target !== undefined)).toBe(true);
    const parts = placed.filter(({ closes }) => closes !== undefined);
    expect(new Set(parts.map(({ type }) => type))).toEqual(new Set(["market", "limit", "stop"]));
    expect(valuesOf("fillAt")).toEqual(new Set(["nextOpen", "lastClose"]));
    expect(valuesOf("lastBar")).toEqual(new Set(["stayOpen", "liquidateAtOpen"]));
    expect(valuesOf("hedging").size + valuesOf("exclusive").size).toBe(4);
    expect(valuesOf("leverage")).toEqual(new Set([1, 2, 4, 10]));
    const forms = [...valuesOf("commission")].map((form) => form!.replaceAll(/[\d.]+/g, "n"));
    expect(new Set(forms)).toEqual(new Set(["none", "nbps", "n/share:n", "n/fill+nbps"]));
    expect(cases.some(({ expect: { equity } }) => equity.at(-1) === 0)).toBe(true);
    expect(cases.some(({ bars }) => Object.values(bars)[0]!.some((bar) => bar[5] === 0))).toBe(true);
  });

  test("every case gives that engine's fills, trades and equity", () => {
    const differing = cases.flatMap((one) => {
      const found = difference(play(one, "backtesting-py"), one);
      return found === null ? [] : [`${one.name}: ${found}`];
    });
    expect(differing).toEqual([]);
  });
});

describe("the comparison notices", () => {
  const one = cases.find(({ expect: { fills, trades } }) => fills.length > 3 && trades!.length > 1)!;
  const answer = play(one, "backtesting-py");

  test("nothing where nothing was changed", () => {
    expect(difference(answer, one)).toBeNull();
  });

  test("a bar, a quantity, a price, a commission, a fill too few", () => {
    const changed = (change: object) =>
      difference({ ...answer, fills: answer.fills.map((fill, i) => (i === 1 ? { ...fill, ...change } : fill)) }, one);
    const { bar, quantity, price, commission } = answer.fills[1]!;
    expect(changed({ bar: bar + 1 })).toMatch(/^fill 1:/);
    expect(changed({ quantity: quantity * (1 + 1e-8) })).toMatch(/^fill 1:/);
    expect(changed({ price: price * (1 + 1e-8) })).toMatch(/^fill 1:/);
    expect(changed({ commission: commission + 1e-7 * one.cash })).toMatch(/^fill 1:/);
    expect(difference({ ...answer, fills: answer.fills.slice(1) }, one)).toMatch(/^fill 0:/);
  });

  test("a trade of another entry, and equity that is off by a hundred-millionth", () => {
    const trades = [answer.trades![1]!, answer.trades![0]!, ...answer.trades!.slice(2)];
    expect(difference({ ...answer, trades }, one)).toMatch(/^trade 0:/);
    const equity = answer.equity.map((value, i) => (i === 4 ? value! + 2e-8 * one.cash : value));
    expect(difference({ ...answer, equity }, one)).toMatch(/^equity at bar 4:/);
  });
});
