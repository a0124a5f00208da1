import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Case, CaseFile } from "./case.ts";
import { difference } from "./compare.ts";
import { play } from "./play.ts";

const kept = new URL("../fixtures/differential/zipline.json.gz", import.meta.url);
const file = JSON.parse(gunzipSync(readFileSync(kept)).toString("utf8")) as CaseFile;
const { cases } = file;

const placed = cases.flatMap(({ actions }) =>
  actions.filter((action) => action.do === "place" || action.do === "reach"),
);

describe("the profile zipline against zipline-reloaded", () => {
  test("the cases say whose figures they hold, and are broad", () => {
    expect([file.tool, file.version, cases.length]).toEqual(["zipline-reloaded", "3.2.1", 50]);
    expect(new Set(placed.map(({ type }) => type))).toEqual(new Set(["market", "limit", "stop", "stopLimit"]));
    for (const size of ["quantity", "cash", "fraction"] as const) {
      expect(
        placed.some((action) => action.do === "place" && action[size] !== undefined),
        size,
      ).toBe(true);
      expect(
        placed.some((action) => action.do === "reach" && action[size] !== undefined),
        size,
      ).toBe(true);
    }
    expect(cases.some(({ actions }) => actions.some((action) => action.do === "cancel"))).toBe(true);
    const corporate = cases.flatMap((one) => one.corporate ?? []);
    for (const what of ["split", "dividend"] as const) {
      expect(corporate.filter((action) => action[what] !== undefined).length, what).toBeGreaterThan(5);
    }
    const kinds = (name: "commission" | "slippage") =>
      new Set(cases.map(({ settings }) => settings[name]!.replaceAll(/[\d.]+/g, "n")));
    expect(kinds("commission")).toEqual(new Set(["none", "n/share:n/order", "n/order", "nbps"]));
    expect(kinds("slippage")).toEqual(new Set(["none", "nbps", "bare-spread:n", "volume-share:n"]));
    expect(
      cases.some((one) => one.expect.equity.some((equity) => equity! < 0)),
      "goes on past ruin",
    ).toBe(true);
    expect(
      cases.some((one) => Object.keys(one.bars).length === 3),
      "several assets",
    ).toBe(true);
    expect(
      cases.some((one) => partial(one)),
      "volume cuts fills",
    ).toBe(true);
  });

  test("every case gives zipline's fills, commissions and equity", () => {
    const differing = cases.flatMap((one) => {
      const found = difference(play(one, "zipline"), one);
      return found === null ? [] : [`${one.name}: ${found}`];
    });
    expect(differing).toEqual([]);
  });
});

/** More fills than orders: one of them took several bars. */
function partial({ actions, expect: { fills } }: Case): boolean {
  return fills.length > actions.filter((action) => action.do !== "cancel").length;
}
