import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { formatTime } from "#time/format-time";
import { openPath } from "./locate.ts";
import { openSample } from "./sample.ts";

const folder = fileURLToPath(new URL("../../../data/sample", import.meta.url));
const index = JSON.parse(readFileSync(`${folder}/index.json`, "utf8")) as {
  files: { file: string; adjusted: boolean; symbols: string[]; from: string; to: string; rows: number }[];
};

describe("the sample", () => {
  test("is one source with 20 stocks and three indices", async () => {
    const source = await openSample(folder);
    const symbols = await source.symbols();
    expect(source.label).toBe("sample");
    expect(symbols).toHaveLength(23);
    expect(symbols).toEqual(expect.arrayContaining(["KO", "PEP", "SP500", "SPX", "IXIC"]));
  });

  test.each(index.files)(
    "has in $file what its index and SOURCES.md say",
    async ({ file, symbols, from, to, rows }) => {
      const source = await openPath(`${folder}/${file}`);
      expect(await source.symbols()).toEqual(symbols);
      for (const { series } of await source.load(symbols)) {
        expect(series.time).toHaveLength(rows);
        expect(formatTime(series.time[0]!, "1d")).toBe(from);
        expect(formatTime(series.time[rows - 1]!, "1d")).toBe(to);
      }
      const row = readFileSync(`${folder}/SOURCES.md`, "utf8")
        .split("\n")
        .find((line) => line.startsWith(`| \`${file}\``));
      expect(row).toContain(`| ${rows} | ${from} | ${to} |`);
      for (const symbol of symbols) expect(row).toContain(symbol);
    },
  );

  test("gives stocks adjusted and close-only, indices raw with bars, in the order asked for", async () => {
    const loaded = await (await openSample(folder)).load(["SPX", "pep", "SP500", "KO"]);
    expect(loaded.map(({ series }) => [series.symbol, series.source, series.adjusted, series.closeOnly])).toEqual([
      ["SPX", "sample", false, false],
      ["PEP", "sample", true, true],
      ["SP500", "sample", false, true],
      ["KO", "sample", true, true],
    ]);
    expect(loaded.every(({ series, warnings }) => !series.synthetic && warnings.length === 0)).toBe(true);
  });

  test("has the prices that the sources print", async () => {
    const [ko, spx] = await (await openSample(folder)).load(["KO", "SPX"], { to: Date.UTC(1999, 0, 4) });
    // First rows of skfolio's sp500_dataset.csv and arch's sp500.csv.
    expect(ko!.series.close[0]).toBe(2.235);
    expect(spx!.series).toMatchObject({ open: Float64Array.of(1229.22998), close: Float64Array.of(1228.099976) });
    expect(spx!.series.volume![0]).toBe(877_000_000);
  });

  test("stays below a megabyte, with the notices of its sources", () => {
    const bytes = index.files.reduce((sum, { file }) => sum + readFileSync(`${folder}/${file}`).length, 0);
    expect(bytes).toBeLessThan(1_000_000);
    const notices = readFileSync(`${folder}/SOURCES.md`, "utf8");
    for (const words of ["The skfolio developers", "Kevin Sheppard", "of vendor origin, for demonstration"]) {
      expect(notices).toContain(words);
    }
  });
});
