import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { CaseFile } from "./case.ts";
import { difference } from "./compare.ts";
import { play } from "./play.ts";

const kept = new URL("../fixtures/differential/vectorbt.json.gz", import.meta.url);
const file = JSON.parse(gunzipSync(readFileSync(kept)).toString("utf8")) as CaseFile;
const { cases } = file;
const actions = cases.flatMap((one) => one.actions);

describe("the profile vectorbt against vectorbt", () => {
  test("the cases say whose figures they hold, and are broad", () => {
    expect([file.tool, file.version, cases.length]).toEqual(["vectorbt", "1.2.0", 60]);
    expect(new Set(actions.map((action) => action.do))).toEqual(new Set(["enter", "exit", "place", "reach", "aim"]));
    const set = new Set(cases.flatMap(({ settings }) => Object.keys(settings)));
    const varied = ["lots", "minQuantity", "maxQuantity", "shortMargin", "accumulate", "signalOrder", "signalConflict"];
    const more = ["directionConflict", "oppositeEntry", "stopExit", "stopUpdate", "stopBase", "stopFill", "slippageOn"];
    for (const name of [...varied, ...more]) expect(set, name).toContain(name);
    const fillAt = new Set(cases.map(({ settings }) => settings.fillAt));
    expect(fillAt).toEqual(new Set(["signalClose", "nextOpen", "nextClose"]));
    expect(new Set(cases.map(({ bars }) => Object.keys(bars).length))).toEqual(new Set([1, 2, 3, 4]));
    for (const level of ["stopLoss", "takeProfit"] as const) {
      expect(
        actions.some((action) => action.do === "enter" && action[level] !== undefined),
        level,
      ).toBe(true);
    }
    expect(cases.some((one) => one.expect.refused === "turn-by-fraction")).toBe(true);
    expect(
      cases.some((one) => one.expect.equity.some((equity) => equity! < 0)),
      "goes on past ruin",
    ).toBe(true);
  });

  test("every case gives vectorbt's fills, commissions and equity", () => {
    const differing = cases.flatMap((one) => {
      const found = difference(play(one, "vectorbt"), one);
      return found === null ? [] : [`${one.name}: ${found}`];
    });
    expect(differing).toEqual([]);
  });
});
