import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRiskFree, riskFreeOver } from "./risk-free.ts";

const days = (...texts: string[]) => Float64Array.from(texts, (text) => Date.parse(`${text}T00:00:00Z`));

test("a number is the rate of every run, and nothing is the rate of none", async () => {
  expect(riskFreeOver(await loadRiskFree("2%", "."), days("2020-01-02"), "1d")).toEqual({ rate: 0.02, source: null });
  expect(riskFreeOver(await loadRiskFree(null, "."), days("2020-01-02"), "1d")).toBeNull();
});

test("of a file the mean of what was known counts, with the file's name and no path", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ivy-rates-"));
  writeFileSync(join(folder, "rates.csv"), "date,rate\n2020-01-02,1\n2020-01-06,2\n2021-01-01,9\n");
  const rates = await loadRiskFree("rates.csv", folder);
  const run = days("2020-01-02", "2020-01-03", "2020-01-06", "2020-01-07", "2020-01-08");
  expect(riskFreeOver(rates, run, "1d")).toEqual({
    // Known at the last four: 1, 1, 2 and 2 %.
    rate: 0.015,
    source:
      "rates.csv: rate, read as percent, mean over the run, not known at the first 1 of 5 bars, the last one of 2020-01-06",
  });
  // Within a day its own rate is not known yet, nor named.
  const noon = Float64Array.of(Date.parse("2020-01-03T12:00:00Z"), Date.parse("2020-01-06T12:00:00Z"));
  expect(riskFreeOver(rates, noon, "1h")).toEqual({
    rate: 0.01,
    source: "rates.csv: rate, read as percent, mean over the run, the last one of 2020-01-02",
  });
  expect(() => riskFreeOver(rates, days("2019-05-01"), "1d")).toThrow(
    "begin on 2020-01-02, after the run ends on 2019-05-01",
  );
});
