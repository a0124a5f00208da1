import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { headline } from "#reporting/headline";
import pairs from "../../strategies/pairs.ts";
import { day, documentOf } from "./document-of.ts";

const data = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const isThere = existsSync(`${data}expected/pairs_statsmodels.json`);

interface Published {
  readonly y: string;
  readonly x: string;
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly n: number;
  readonly ols_log: { readonly alpha: number; readonly beta: number; readonly r2: number };
  readonly engle_granger_aic: { readonly t: number; readonly p: number };
  readonly half_life_days: number;
  readonly z_last: number;
}

describe.skipIf(!isThere)("pairs on real prices (needs ../shared/data)", () => {
  const published = isThere
    ? (JSON.parse(readFileSync(`${data}expected/pairs_statsmodels.json`, "utf8")) as { pairs: Published[] }).pairs
    : [];
  const pathOf = ({ source }: Published) =>
    `${data}${source.startsWith("skfolio") ? "skfolio/sp500_dataset.csv" : "kaggle-huge-us"}`;

  for (const pair of published) {
    it(`says of ${pair.y}/${pair.x} ${pair.from} to ${pair.to} what statsmodels says`, async () => {
      const { document } = await documentOf(pairs, {
        data: pathOf(pair),
        tickers: [pair.y, pair.x],
        from: day(pair.from),
        to: day(pair.to),
      });
      const said = document.pairs!;
      expect(said.sample).toEqual({ from: pair.from, to: pair.to, observations: pair.n });
      // Two ways to solve the same regressions on 64-bit floats: 1e-8 relative is asked, 1e-10 is seen.
      expect(said.engleGranger.statistic! / pair.engle_granger_aic.t).toBeCloseTo(1, 8);
      expect(said.engleGranger.pValue! / pair.engle_granger_aic.p).toBeCloseTo(1, 8);
      expect(said.hedge.alpha! / pair.ols_log.alpha).toBeCloseTo(1, 8);
      expect(said.hedge.beta! / pair.ols_log.beta).toBeCloseTo(1, 8);
      expect(said.hedge.r2! / pair.ols_log.r2).toBeCloseTo(1, 8);
      expect(said.halfLife.euler! / pair.half_life_days).toBeCloseTo(1, 8);
      expect(said.zScore! / pair.z_last).toBeCloseTo(1, 6);
    });
  }

  it("says over 1990 to 2022 that KO and PEP are not cointegrated", async () => {
    const { document } = await documentOf(pairs, { data: `${data}skfolio/sp500_dataset.csv`, tickers: ["KO", "PEP"] });
    expect(headline(document)).toContain("Not cointegrated: over 1990-01-02 to 2022-12-28 the spread of KO and PEP");
    expect(headline(document)).toContain("t -2.54, p 0.262");
  });

  it("trades both legs together, in the ratio of the hedge, and never with the gate shut", async () => {
    const { document, record } = await documentOf(pairs, {
      data: `${data}skfolio/sp500_dataset.csv`,
      tickers: ["KO", "PEP"],
      from: day("2013-01-02"),
    });
    const { fills, market } = record;
    expect(fills.length).toBeGreaterThan(20);
    const hedge = record.records.get("hedge")!;
    const gate = record.records.get("gate")!;
    const held = new Float64Array(2);
    for (let i = 0; i < fills.length; i += 2) {
      expect(fills.bar[i + 1]).toBe(fills.bar[i]);
      expect(new Set([fills.asset[i], fills.asset[i + 1]]).size).toBe(2);
      const isEntry = held[0] === 0;
      const dollars = [0, 0];
      for (const at of [i, i + 1]) {
        dollars[fills.asset[at]!] = fills.quantity[at]! * fills.reference[at]!;
        held[fills.asset[at]!]! += fills.quantity[at]!;
      }
      if (!isEntry) continue;
      const decidedAt = fills.bar[i]! - 1;
      expect(gate[decidedAt]).toBe(1);
      const y = market.asked[0]!;
      const x = market.asked[1]!;
      // Whole shares at 30 to 150 dollars in legs of some 40,000: within half a percent of the ratio.
      expect(dollars[x]! / dollars[y]! / -hedge[decidedAt]!).toBeCloseTo(1, 2);
    }
    expect(document.pairs?.gate?.openBars).toBe(record.records.get("gate")!.filter((open) => open === 1).length);
  });
  it("says that equal dollars trade another spread than the one that was tested", async () => {
    const { document } = await documentOf(pairs, {
      data: `${data}skfolio/sp500_dataset.csv`,
      tickers: ["KO", "PEP"],
      from: day("2013-01-02"),
      set: new Map([["sizing", "dollar"]]),
    });
    const found = document.findings.find(({ id }) => id === "dollar-sizing");
    // Computed with pandas on the same closes: 0.1002 and 0.0463.
    expect(found?.message).toContain("10.0 %, not 4.6 %");
  });
});
