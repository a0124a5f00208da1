import { expect, test } from "vitest";
import { rebalanceText } from "./rebalance-text.ts";

test.each([
  [undefined, []],
  [{ every: "quarterly", on: "last", band: 0.01 }, ["rebalance quarterly, band 1.0 %"]],
  [{ every: "monthly", on: "first" }, ["rebalance monthly, on the first day"]],
  [{ every: 21, minimumOrder: 500 }, ["rebalance every 21 bars, minimumOrder 500"]],
  [{ drift: 0.05 }, ["rebalance drift 5.0 %"]],
])("the header says of the rebalances %j: %j", (rebalance, said) => {
  expect(rebalanceText(rebalance)).toEqual(said);
});
