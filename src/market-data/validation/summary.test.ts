import { expect, test } from "vitest";
import type { DataWarning } from "../source.ts";
import { summarize } from "./summary.ts";

const at = (from: number, bars: number, weight: number) => ({
  from,
  to: from + bars - 1,
  bars,
  weight,
  text: `at ${from}`,
  where: {},
});
const warning: DataWarning = {
  id: "stale-run",
  severity: "warning",
  symbol: "X",
  occurrences: [at(10, 1, 5), at(20, 4, 2), at(30, 1, 3)],
  words: { one: "bar stands still", many: "bars stand still" },
  help: "Look.",
};

test("counts the bars of what lies in the range, and names the worst of it", () => {
  expect(summarize(warning, { from: 0, to: 99 })).toMatchObject({ count: 6, message: "6 bars stand still" });
  expect(summarize(warning, { from: 0, to: 99 })!.worst.text).toBe("at 10");
  expect(summarize(warning, { from: 23, to: 99 })!.worst.text).toBe("at 30");
  expect(summarize(warning, { from: 30, to: 30 })!.message).toBe("1 bar stands still");
  expect(summarize(warning, { from: 11, to: 19 })).toBeNull();
});
