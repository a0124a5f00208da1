import { expect, test } from "vitest";
import { runFixture } from "#results/run-record.fixture";
import { checkAdjustedCosts } from "./adjusted-costs.ts";
import type { RunFacts } from "./run-facts.ts";

const idsOf = (adjusted: boolean, costModels: RunFacts["costModels"], fills = 1) => {
  const record = runFixture({
    equity: [100, 101],
    fills: Array.from({ length: fills }, () => ({ bar: 0, quantity: 1, price: 10 })),
    series: { adjusted },
  });
  const facts = { record, sharpeInterval: null, asked: { from: null, to: null }, parameters: 0, benchmark: null };
  return checkAdjustedCosts({ ...facts, costModels, timeText: String }).map(({ id }) => id);
};

test("money per share and slippage by volume are said where prices are adjusted and something filled", () => {
  const both = { perShare: true, byVolume: true };
  expect(idsOf(true, both)).toEqual(["per-share-adjusted", "volume-adjusted"]);
  expect(idsOf(true, { perShare: false, byVolume: true })).toEqual(["volume-adjusted"]);
  expect(idsOf(true, { perShare: false, byVolume: false })).toEqual([]);
  expect(idsOf(false, both)).toEqual([]);
  expect(idsOf(true, both, 0)).toEqual([]);
});
