import { describe, expect, test } from "vitest";
import { levelSettings } from "./level-settings.ts";
import { moneySettings } from "./money-settings.ts";
import { refusedOverIvy } from "./refused-settings.ts";
import { playTable, still } from "./table.ts";

describe("a setting over the profile ivy", () => {
  test.each([...levelSettings, ...moneySettings].map((one) => [one.name, one] as const))(
    "%s",
    (_, { why, expect: fills, ...table }) => {
      expect(playTable(table, "ivy"), why).toEqual({ fills });
    },
  );

  test.each(refusedOverIvy.map((one) => [JSON.stringify(one), one] as const))("%s is refused", (_, changed) => {
    const table = { name: "refused", bars: [still, still], orders: {}, settings: changed };
    expect(playTable(table, "ivy")).toEqual({ refused: "profile-setting" });
  });

  test("what is met by the close alone is refused over lean-like, whose levels are those of the range", () => {
    const table = { name: "refused", bars: [still, still], orders: {}, settings: { triggerOn: "close" } as const };
    expect(playTable(table, "lean-like")).toEqual({ refused: "profile-setting" });
  });
});
