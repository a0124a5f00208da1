import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ema } from "#indicators/ema";
import { rollingDeviation } from "#indicators/rolling-deviation";
import { sma } from "#indicators/sma";

const FILE = fileURLToPath(new URL("../../../shared/data/expected/indicators_TTR_SPY.csv", import.meta.url));
const exists = existsSync(FILE);

function readColumn(name: string): Float64Array {
  const [header, ...lines] = readFileSync(FILE, "utf8").trim().split(/\r?\n/);
  const at = header!.split(",").indexOf(name);
  expect(at).toBeGreaterThan(0);
  return Float64Array.from(lines, (line) => {
    const cell = line.split(",")[at]!;
    return cell === "NA" ? Number.NaN : Number(cell);
  });
}

function expectEqualColumns(actual: Float64Array, expected: Float64Array): void {
  expect(expected.length).toBe(400);
  expected.forEach((value, i) => {
    // R prints fifteen digits; running sums of 400 prices of 200 to 270 lose three.
    if (Number.isNaN(value)) expect(actual[i]).toBeNaN();
    else expect(Math.abs(actual[i]! - value)).toBeLessThan(1e-10);
  });
}

describe.skipIf(!exists)("averages of SPY against R's TTR (skipped where ../shared/data is not there)", () => {
  it("has its simple average of twenty bars", () => {
    expectEqualColumns(sma(readColumn("Close"), 20), readColumn("SMA20"));
  });

  it("has its exponential average of twenty bars, which starts as ours does", () => {
    expectEqualColumns(ema(readColumn("Close"), 20), readColumn("EMA20"));
  });

  it("has the width of its Bollinger bands, less the divisor", () => {
    // TTR takes two population deviations on either side.
    const width = rollingDeviation(readColumn("Close"), 20).map((deviation) => 4 * deviation * Math.sqrt(19 / 20));
    const lower = readColumn("BBdn");
    expectEqualColumns(
      width,
      readColumn("BBup").map((upper, i) => upper - lower[i]!),
    );
  });
});
