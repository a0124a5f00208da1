import { expect, it } from "vitest";
import type { DataGenerateDocument } from "#results/documents/data-generate";
import { generatedScreen } from "./generated.ts";

const file = {
  bars: 1_000_000,
  from: "2005-01-03T14:30:00Z",
  to: "2015-03-26T15:13:00Z",
  firstClose: 1,
  lastClose: 24.645226,
};
const GENERATED: DataGenerateDocument = {
  schema: "ivy.data-generate/1",
  synthetic: true,
  command: "ivy data generate pair --tickers A,B --seed 1",
  data: "made of two",
  files: [
    { symbol: "A", file: "made of two/A.csv", ...file },
    { symbol: "B", file: "made of two/B.csv", ...file },
  ],
};

it("shows what was made on 80 columns, and lines to try it with and to make it again", () => {
  expect(generatedScreen(GENERATED, 80).split("\n")).toEqual([
    "  synthetic               bars  first             last              last close",
    "  made of two/A.csv  1,000,000  2005-01-03 14:30  2015-03-26 15:13   24.645226",
    "  made of two/B.csv  1,000,000  2005-01-03 14:30  2015-03-26 15:13   24.645226",
    "",
    "Try it:   ivy backtest --strategy pairs --tickers A,B --data 'made of two'",
    "Again:    ivy data generate pair --tickers A,B --seed 1",
    "",
  ]);
});
