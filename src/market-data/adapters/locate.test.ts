import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DataError } from "#base/errors";
import { locateSource, openPath } from "./locate.ts";

const fixtures = fileURLToPath(new URL("../../../test/fixtures/prices", import.meta.url));
const sampleFolder = fileURLToPath(new URL("../../../data/sample", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "ivy-locate-"));
const project = join(scratch, "project");

beforeAll(() => {
  mkdirSync(join(project, "data"), { recursive: true });
  writeFileSync(join(project, "data", "ko.csv"), "date,close\n2020-01-02,50\n2020-01-03,51\n");
  writeFileSync(join(project, "data", "own.csv"), "date,close\n2020-01-02,1\n");
});
afterAll(() => rmSync(scratch, { recursive: true }));

const locate = (tickers: readonly string[], data?: string) =>
  locateSource({ ...(data === undefined ? {} : { data }), tickers, projectFolder: project, sampleFolder });

async function refusal(action: Promise<unknown>): Promise<DataError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("locateSource", () => {
  test("takes the project's data folder when it has every ticker", async () => {
    const source = await locate(["KO", "OWN"]);
    expect(source).toMatchObject({ label: "data", path: join(project, "data") });
    expect(await source.symbols()).toEqual(["ko", "own"]);
    const loaded = await source.load(["OWN", "Ko"]);
    expect(loaded.map((one) => [one.series.symbol, one.series.source])).toEqual([
      ["own", "own.csv"],
      ["ko", "ko.csv"],
    ]);
  });

  test("takes the sample for all when the project lacks one: sources are not mixed", async () => {
    const source = await locate(["ko", "pep"]);
    expect(source.label).toBe("sample");
    expect((await source.load(["ko"]))[0]!.series.close).toHaveLength(8313);
  });

  test("takes the sample when the project has no data", async () => {
    const source = await locateSource({ tickers: ["KO"], projectFolder: scratch, sampleFolder });
    expect(source.label).toBe("sample");
  });

  test("looks nowhere else when a place is named", async () => {
    const error = await refusal(locate(["KO", "UP"], join(fixtures, "folder")));
    expect(error.code).toBe("no-such-ticker");
    expect(error.message).toBe("No prices for KO.");
    expect(error.where.expected).toBe("a ticker of folder (UP, down)");
  });

  test("says where it looked and what may have been meant", async () => {
    const error = await refusal(locate(["KO", "PEEP"]));
    expect(error.where.expected).toMatch(/^a ticker of data \(ko, own\); sample \(AAPL, AMD, .*IXIC\)$/);
    expect(error.help).toBe("Did you mean PEP? Type: --tickers KO,PEP");
  });

  test("says so when the tickers are in different places", async () => {
    const error = await refusal(locate(["OWN", "PEP"]));
    expect(error.code).toBe("no-such-ticker");
    expect(error.message).toBe("No one source has all of own, PEP.");
    expect(error.help).toContain("Sources are never mixed");
  });
});

describe("openPath", () => {
  test("reads a folder with one file per ticker, gzipped or not", async () => {
    const source = await openPath(join(fixtures, "folder"));
    expect(await source.symbols()).toEqual(["UP", "down"]);
    const [up, down] = (await source.load(["up", "DOWN"])).map((one) => one.series);
    expect(up).toMatchObject({ symbol: "UP", source: "UP.csv", adjusted: false, closeOnly: false });
    expect([...up!.close]).toEqual([10.25, 10.75, 11.25, 11.75, 12.25]);
    expect(down).toMatchObject({ symbol: "down", source: "down.csv.gz", adjusted: true });
    expect([...down!.high]).toEqual([21, 20.5, 38]);
  });

  test("reads a wide file as many tickers", async () => {
    const source = await openPath(join(fixtures, "wide.csv"));
    expect(source.label).toBe("wide.csv");
    expect(await source.symbols()).toEqual(["EARLY", "LATE", "GAPS"]);
    const loaded = await source.load(["gaps", "EARLY"]);
    expect(loaded.map((one) => [one.series.symbol, [...one.series.close]])).toEqual([
      ["GAPS", [7, 8, 9]],
      ["EARLY", [5, 5.5, 6]],
    ]);
  });

  test("names a file's ticker after the file", async () => {
    const source = await openPath(join(fixtures, "folder", "down.csv.gz"));
    expect(await source.symbols()).toEqual(["down"]);
    expect((await refusal(source.load(["up"]))).code).toBe("no-such-ticker");
  });

  test("takes a folder's file of one column for the ticker it is named after", async () => {
    const folder = join(scratch, "columns");
    mkdirSync(folder);
    writeFileSync(join(folder, "SPX.csv"), "Date,SP500\n2020-01-02,3257\n");
    writeFileSync(join(folder, "KO.csv"), "Date,ko,pep\n2020-01-02,54,135\n");
    writeFileSync(join(folder, "MSFT.csv"), "Date,ko,pep\n2020-01-02,54,135\n");
    const source = await openPath(folder);
    const loaded = await source.load(["SPX", "KO"]);
    expect(loaded.map((one) => [one.series.symbol, one.series.close[0]])).toEqual([
      ["SPX", 3257],
      ["KO", 54],
    ]);
    expect((await refusal(source.load(["MSFT"]))).code).toBe("no-such-ticker");
  });

  test("refuses a ticker that is in two files of a folder", async () => {
    const folder = join(scratch, "twice");
    mkdirSync(folder);
    writeFileSync(join(folder, "KO.csv"), "Date,Close\n2020-01-02,54\n");
    writeFileSync(join(folder, "ko.csv.gz"), "Date,Close\n2020-01-02,54\n");
    expect((await refusal((await openPath(folder)).load(["KO"]))).code).toBe("ambiguous-ticker");
  });

  test("refuses a folder without price files", async () => {
    const folder = join(scratch, "bare");
    mkdirSync(folder);
    writeFileSync(join(folder, "notes.md"), "");
    expect((await refusal(openPath(folder))).code).toBe("no-price-files");
  });

  test("names what lies beside what is not there, where one was meant", async () => {
    const folder = join(scratch, "beside");
    mkdirSync(join(folder, "prices"), { recursive: true });
    const { help } = await refusal(openPath(join(folder, "pricess")));
    expect(help).toBe(`Did you mean ${join(folder, "prices")}?`);
  });

  test("refuses what is not there", async () => {
    const error = await refusal(openPath(join(scratch, "nowhere.csv")));
    expect(error.code).toBe("no-such-file");
    expect(error.message).toBe("There is no file or folder nowhere.csv.");
    expect(error.cause).toBeInstanceOf(Error);
  });

  test("refuses a link that leads nowhere", async () => {
    symlinkSync(join(scratch, "gone.csv"), join(scratch, "link.csv"));
    expect((await refusal(openPath(join(scratch, "link.csv")))).code).toBe("no-such-file");
  });

  // A superuser may read everything: nothing would be refused.
  test.skipIf(process.getuid?.() === 0 || process.platform === "win32")("refuses what it may not read", async () => {
    const path = join(scratch, "locked.csv");
    writeFileSync(path, "Date,Close\n2020-01-02,54\n");
    chmodSync(path, 0);
    expect((await refusal(openPath(path))).code).toBe("no-permission");
  });
});

describe("names of files and tickers", () => {
  const bars = (name: string) =>
    `symbol,date,open,high,low,close\n${name},2024-01-02,10,11,9,10\n${name},2024-01-03,10,11,9,10\n`;

  test("in a folder the file's name is the ticker, whatever its column of tickers says", async () => {
    const folder = join(scratch, "marked");
    mkdirSync(folder);
    writeFileSync(join(folder, "MKT.csv"), bars("MKT.US"));
    writeFileSync(join(folder, "aapl.us.txt"), bars("AAPL.US"));
    const source = await locateSource({ data: folder, tickers: ["mkt", "AAPL"], projectFolder: scratch, sampleFolder });
    const loaded = await source.load(["mkt", "AAPL"]);
    expect(loaded.map(({ series }) => series.symbol)).toEqual(["MKT", "aapl.us"]);
  });

  test("the only ticker of a file is found by its own name and by that of the file", async () => {
    const path = join(scratch, "rates.csv");
    writeFileSync(path, "DATE,DGS10\n2024-01-02,3.95\n2024-01-03,3.91\n");
    for (const ticker of ["DGS10", "rates"]) {
      const source = await locateSource({ data: path, tickers: [ticker], projectFolder: scratch, sampleFolder });
      expect((await source.load([ticker]))[0]!.series.symbol).toBe("DGS10");
    }
  });

  test("a file of several tickers in a folder is no file of one", async () => {
    const folder = join(scratch, "several");
    mkdirSync(folder);
    writeFileSync(join(folder, "ALL.csv"), `${bars("KO")}PEP,2024-01-02,10,11,9,10\n`);
    await expect((await openPath(folder)).load(["ALL"])).rejects.toMatchObject({ code: "no-such-ticker" });
  });
});
