import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { IvyError } from "#base/errors";
import { openPath } from "#market-data/adapters/locate";
import { dataGenerateSchema } from "#results/documents/data-generate";
import { type GenerateRequest, generateData } from "./generate-data.ts";

const NOTHING_SAID = {
  ...{ tickers: null, seed: null, bars: "50", from: null, calendar: null, timeframe: null },
  ...{ settings: {}, form: null, out: null, force: false },
};

const empty = () => mkdtempSync(join(tmpdir(), "ivy-generate-"));
const generate = (projectFolder: string, said: Partial<GenerateRequest> & { model: string }) =>
  generateData({ ...NOTHING_SAID, ...said, projectFolder });

const failure = (work: Promise<unknown>): Promise<IvyError> =>
  work.then(
    () => Promise.reject(new Error("nothing was thrown")),
    (error) => error,
  );

describe("what is generated", () => {
  test("is read back to the last bit, and is called synthetic", async () => {
    const folder = empty();
    const made = await generate(folder, { model: "minutes", bars: "800" });
    expect(dataGenerateSchema.parse(made)).toEqual(made);
    const { files, command } = made;
    expect(files).toMatchObject([{ symbol: "SYN", file: "data/SYN.csv", bars: 800 }]);
    const source = await openPath(join(folder, "data"));
    const [loaded] = await source.load(["SYN"]);
    const { series } = loaded!;
    expect(series).toMatchObject({ synthetic: true, timeframe: "1m", adjusted: false });
    const text = readFileSync(join(folder, "data/SYN.csv"), "utf8");
    expect(text.startsWith(`# synthetic: ${command}\n`)).toBe(true);
    const rows = text.trim().split("\n").slice(2);
    const again = rows.map((_, i) =>
      [
        new Date(series.time[i]!).toISOString().replace(".000Z", "Z"),
        ...[series.open[i], series.high[i], series.low[i], series.close[i], series.volume![i]],
      ].join(","),
    );
    expect(again).toEqual(rows);
  });

  test.each([
    ["gbm", "1d"],
    ["minutes", "1m"],
  ])("is the same as Parquet, with its mark: %s", async (model, timeframe) => {
    const folder = empty();
    await generate(folder, { model });
    await generate(folder, { model, out: "made", form: "parquet" });
    const [csv] = await (await openPath(join(folder, "data"))).load(["SYN"]);
    const [parquet] = await (await openPath(join(folder, "made"))).load(["SYN"]);
    expect(parquet!.series).toMatchObject({ synthetic: true, timeframe });
    for (const field of ["time", "open", "high", "low", "close", "volume"] as const) {
      expect(parquet!.series[field]).toEqual(csv!.series[field]);
    }
    await generate(folder, { model, out: "made/SYN.parquet", force: true });
    expect(readdirSync(join(folder, "made"))).toEqual(["SYN.parquet"]);
  });

  test("is a file for each ticker in a folder, or the one that is named, whose name is the ticker", async () => {
    const folder = empty();
    const pair = await generate(folder, { model: "pair", out: "made/of two" });
    expect(pair.files.map(({ file }) => file)).toEqual(["made/of two/SYNY.csv", "made/of two/SYNX.csv"]);
    expect(pair.data).toBe("made/of two");
    const one = await generate(folder, { model: "gbm", out: "coin.csv", calendar: "24/7" });
    expect(one.files[0]).toMatchObject({ symbol: "coin", file: "coin.csv" });
    expect(one.command).toContain("--tickers coin");
    expect(readdirSync(join(folder, "made/of two"))).toEqual(["SYNX.csv", "SYNY.csv"]);
  });

  test("takes the place of synthetic files when told so, and of no others", async () => {
    const folder = empty();
    await generate(folder, { model: "gbm" });
    const first = readFileSync(join(folder, "data/SYN.csv"), "utf8");
    expect(await failure(generate(folder, { model: "gbm", seed: "2" }))).toMatchObject({ code: "file-exists" });
    expect(readFileSync(join(folder, "data/SYN.csv"), "utf8")).toBe(first);
    await generate(folder, { model: "gbm", seed: "2", force: true });
    expect(readFileSync(join(folder, "data/SYN.csv"), "utf8")).not.toBe(first);
    writeFileSync(join(folder, "data/KO.csv"), "date,close\n2020-01-02,50\n");
    const error = await failure(generate(folder, { model: "gbm", tickers: "A,KO", force: true }));
    expect(error.message).toContain("data/KO.csv is there already, and is no synthetic series");
    expect(existsSync(join(folder, "data/A.csv"))).toBe(false);
  });

  test.each([
    [{ model: "gmb" }, "unknown-model", "ivy data generate gbm"],
    [{ model: "gbm", calendar: "NYES" }, "unknown-calendar", "--calendar NYSE"],
    [{ model: "gbm", timeframe: "1w" }, "synthetic-timeframe", "A day is 1d"],
    [{ model: "gbm", bars: "1" }, "bad-number", "--bars takes"],
    [{ model: "gbm", seed: "-1" }, "bad-number", "--seed takes"],
    [{ model: "pair", out: "one.csv" }, "bad-out", "--out data/"],
    [{ model: "gbm", out: "x.json" }, "bad-out", "--out data/"],
    [{ model: "gbm", out: "x.csv", form: "parquet" }, "bad-form", "Leave --form out"],
    [{ model: "gbm", form: "xlsx" }, "bad-form", "--form parquet"],
    [{ model: "gbm", tickers: "A", out: "b.csv" }, "bad-out", "Leave --tickers out"],
    [{ model: "gbm", out: " " }, "bad-out", "--out data/"],
    [{ model: "gbm", bars: "20000", from: Date.UTC(2000, 0, 1) }, "calendar-ends", "--calendar 24/7"],
  ])("%j is refused with %s, and leaves nothing behind", async (said, code, help) => {
    const folder = empty();
    const error = await failure(generate(folder, said));
    expect(error).toMatchObject({ code });
    expect(error.help).toContain(help);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("that cannot be written is an error that says why", async () => {
    const folder = empty();
    writeFileSync(join(folder, "taken"), "a file");
    const error = await failure(generate(folder, { model: "gbm", out: "taken/deeper" }));
    expect(error).toMatchObject({ code: "data-not-written" });
    expect(error.message).toContain("a part of the path is a file, not a folder");
  });
});
