import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Profile } from "#engine/profile";
import type { Action, CaseFile } from "./case.ts";
import { difference } from "./compare.ts";
import { play } from "./play.ts";

const kept = new URL("../fixtures/differential/backtrader.json.gz", import.meta.url);
const file = JSON.parse(gunzipSync(readFileSync(kept)).toString("utf8")) as CaseFile;
const { cases } = file;

const actions = cases.flatMap((one) => one.actions);
const placed = actions.filter((action): action is Action & { do: "place" } => action.do === "place");
const valuesOf = <Key extends keyof Profile>(key: Key) => new Set(cases.map(({ settings }) => settings[key]));

describe("the profile backtrader against backtrader", () => {
  test("the cases say whose figures they hold", () => {
    expect([file.tool, file.version, cases.length]).toEqual(["backtrader", "1.9.78.123", 50]);
    expect(file.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test("the cases hold every order and option of that engine that there is here", () => {
    const types = ["market", "limit", "stop", "stopLimit", "trailing", "trailingLimit", "marketOnClose"];
    expect(new Set(placed.map(({ type }) => type))).toEqual(new Set(types));
    expect(new Set(actions.map((action) => action.do))).toEqual(new Set(["place", "cancel", "close"]));
    for (const size of ["quantity", "fraction", "cash", "oco"] as const) {
      expect(placed.some((order) => order[size] !== undefined)).toBe(true);
    }
    expect(new Set(placed.map(({ timeInForce }) => timeInForce))).toEqual(new Set([undefined, "gtd", "day"]));
    expect(placed.some(({ bracket }) => bracket?.stop !== undefined && bracket.target !== undefined)).toBe(true);
    expect(placed.some(({ bracket }) => bracket?.stop !== undefined && "trail" in bracket.stop)).toBe(true);
    expect(valuesOf("cash")).toEqual(new Set(["reject", "cancel"]));
    expect(valuesOf("slippageWithin")).toEqual(new Set([undefined, "bar", "anything", "wait"]));
    expect(valuesOf("limitSlippage")).toEqual(new Set([undefined, "bar", "anything", "wait"]));
    expect(valuesOf("fillAt")).toEqual(new Set([undefined, "signalClose"]));
    expect(valuesOf("borrowBase")).toEqual(new Set([undefined, "entry", "entryOfBoth"]));
    expect(valuesOf("leverage").size).toBeGreaterThan(2);
    expect(valuesOf("participation").size).toBeGreaterThan(2);
    expect(cases.some(({ expect: { equity } }) => equity.some((value) => value! < 0))).toBe(true);
    expect(cases.some(({ bars }) => Object.keys(bars).length > 1)).toBe(true);
    expect(cases.some(({ bars }) => bars.AAA!.some((bar) => bar[5] === 0))).toBe(true);
  });

  test("every case gives that engine's fills and equity", () => {
    const differing = cases.flatMap((one) => {
      const found = difference(play(one, "backtrader"), one);
      return found === null ? [] : [`${one.name}: ${found}`];
    });
    expect(differing).toEqual([]);
  });
});
