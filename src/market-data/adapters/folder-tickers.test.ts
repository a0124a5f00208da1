import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import type { DataError } from "#base/errors";
import type { RawTable } from "../raw-table.ts";
import { manyFiles } from "./folder-source.ts";
import { type FileSet, folderSet, globSet } from "./folder-tickers.ts";

const FIXTURES = fileURLToPath(new URL("../../../test/fixtures/parquet/", import.meta.url));
const made: string[] = [];

/** A folder that holds these files, each with its own path as its content. */
function folderOf(...paths: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "ivy-folder-"));
  made.push(folder);
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
  return folder;
}

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

const symbolsOf = (set: FileSet) => (set.kind === "tickers" ? set.files.map(({ symbol }) => symbol) : set.kind);

function refusal(look: () => unknown): DataError {
  try {
    look();
  } catch (error) {
    return error as DataError;
  }
  throw new Error("it was opened");
}

test("takes one file per ticker, of any form, and passes over what is none", () => {
  const folder = folderOf(
    "KO.csv",
    "PEP.CSV.gz",
    "brk.b.txt",
    "A.tsv",
    "X.parquet",
    "Y.json",
    "Z.zip",
    ".hidden.csv",
    "notes.md",
    "old/W.csv",
  );
  expect(symbolsOf(folderSet(folder))).toEqual(["A", "KO", "PEP", "X", "Y", "Z", "brk.b"]);
});

test("says what is in a folder without prices, and how its sub-folders are named", () => {
  const folder = folderOf("notes.md", "2013/KO.csv");
  const error = refusal(() => folderSet(folder));
  expect(error.code).toBe("no-price-files");
  expect(error.where.received).toBe("2013/, notes.md");
  expect(error.help).toContain(join(folder, "2013"));
  expect(error.help).toContain(join(folder, "*", "*.csv"));
  expect(refusal(() => folderSet(folderOf())).message).toContain("it is empty");
});

test("takes the files that a pattern stands for, in the order of their names", () => {
  const folder = folderOf("b/PEP.csv", "a/KO.csv", "a/deep/XOM.csv", "a/.git/HID.csv", "IBM.csv", "a/note.md");
  expect(symbolsOf(globSet(`${folder}/*/*.csv`))).toEqual(["KO", "PEP"]);
  expect(symbolsOf(globSet(`${folder}/**/*.csv`))).toEqual(["IBM", "KO", "XOM", "PEP"]);
  expect(symbolsOf(globSet(`${folder}/**`))).toEqual(["IBM", "KO", "XOM", "PEP"]);
  expect(symbolsOf(globSet(`${folder}/a/[JK]?.csv`))).toEqual(["KO"]);
});

test("is not walked for ever by a link that leads up", () => {
  const folder = folderOf("a/KO.csv");
  symlinkSync(folder, join(folder, "a/up"));
  expect(symbolsOf(globSet(`${folder}/**/*.csv`))).toEqual(["KO"]);
});

test("names tickers after their folders where all files have one name", () => {
  const folder = folderOf("KO/prices.csv", "PEP/prices.csv");
  const set = globSet(`${folder}/*/prices.csv`);
  expect(symbolsOf(set)).toEqual(["KO", "PEP"]);
  expect(set.label.endsWith("/*/prices.csv")).toBe(true);
  expect(set.label.startsWith("ivy-folder-")).toBe(true);
});

test("looks into the folders that a pattern stands for, where it stands for no file", () => {
  const folder = folderOf("prices/KO/a.csv", "prices/PEP/a.csv", "prices/notes.md");
  expect(symbolsOf(globSet(`${folder}/prices/*`))).toEqual(["KO", "PEP"]);
  expect(symbolsOf(globSet(`${folder}/prices/*/`))).toEqual(["KO", "PEP"]);
  expect(symbolsOf(globSet(join(FIXTURES, "partitions/symbol=[AB]*")))).toEqual(["AAA", "BBB"]);
});

test("takes partitions of CSV for one file per ticker", () => {
  const folder = folderOf("symbol=KO/data.csv", "symbol=BRK%2FB/data.csv");
  expect(symbolsOf(folderSet(folder))).toEqual(["BRK/B", "KO"]);
});

test("says that a pattern stands for nothing", () => {
  expect(refusal(() => globSet(`${folderOf("a.md")}/*.csv`)).code).toBe("no-price-files");
  expect(refusal(() => globSet(`${folderOf()}/nowhere/*.csv`)).code).toBe("no-such-file");
});

test("refuses a ticker that is in two files when it is asked for, naming both", async () => {
  const folder = folderOf("KO.csv", "KO.parquet", "PEP.csv");
  const set = folderSet(folder);
  if (set.kind !== "tickers") throw new Error("no table");
  const opened: string[] = [];
  const source = manyFiles(set, async (file) => {
    opened.push(file.symbol);
    throw new Error("not read here");
  });
  expect(await source.symbols()).toEqual(["KO", "PEP"]);
  await expect(source.load(["ko"])).rejects.toMatchObject({
    code: "ambiguous-ticker",
    where: { received: "KO.csv, KO.parquet" },
  });
  expect(opened).toEqual([]);
});

test("lists many files without opening one", () => {
  const folder = folderOf();
  // Links that lead nowhere: opened, one of them would be missing.
  for (let i = 0; i < 1000; i++) symlinkSync(join(folder, "nothing"), join(folder, `T${i}.csv`));
  expect(symbolsOf(folderSet(folder))).toHaveLength(1000);
});

async function readAll(table: RawTable, names: readonly string[], symbol = -1, until?: number) {
  const [time, ...values] = names.map((name) => table.names.indexOf(name)) as [number, ...number[]];
  return table.read({
    time: [time],
    timeForm: { kind: "iso" },
    values,
    symbol,
    wanted: null,
    ...(until !== undefined && { until }),
  });
}

test("reads the partitions of a table by ticker, each opened when it is asked for", async () => {
  const set = folderSet(join(FIXTURES, "partitions"));
  expect(symbolsOf(set)).toEqual(["AAA", "BBB", "CCC"]);
  if (set.kind !== "tickers") throw new Error("no table");
  const opened = await set.files[1]!.open({});
  if (opened.kind !== "table") throw new Error("no text");
  const { table } = opened;
  expect(table.names).toContain("day");
  expect(table.names).not.toContain("symbol");
  const raw = await readAll(table, ["time", "close", "day"]);
  expect([...raw.values[0]!]).toEqual(Array.from({ length: 10 }, (_, i) => 200 + i / 2));
  expect([...raw.values[1]!]).toEqual(new Array(10).fill(2));
  expect(raw.placeOf(3)).toMatchObject({ line: 4, file: expect.stringContaining("symbol=BBB") });
});

test("reads partitions without tickers as one table, and none that begins after the last time", async () => {
  const set = folderSet(join(FIXTURES, "by-year"));
  if (set.kind !== "table") throw new Error("no tickers");
  const table = await set.open();
  const symbol = table.names.indexOf("symbol");
  expect(await table.tickers(symbol)).toEqual(["AAA", "BBB"]);
  const raw = await readAll(table, ["time", "close"], symbol);
  expect(raw.time).toHaveLength(40);
  expect(new Date(raw.time[20]!).getUTCFullYear()).toBe(2014);
  expect(raw.placeOf(20)).toMatchObject({ line: 1, file: expect.stringContaining("year=2014") });
  expect((await readAll(table, ["time", "close"], symbol, Date.UTC(2013, 5, 1))).time).toHaveLength(20);
});

test("refuses partitions of different kinds beside each other", () => {
  expect(refusal(() => folderSet(folderOf("symbol=KO/a.parquet", "b.parquet"))).code).toBe("mixed-partitions");
});

test("says of a table in parts that are CSV what reads it", async () => {
  const folder = folderOf("year=2012/data.csv", "year=2013/data.csv");
  for (const year of [2012, 2013])
    writeFileSync(join(folder, `year=${year}/data.csv`), `date,close\n${year}-01-02,1\n`);
  const set = folderSet(folder);
  if (set.kind !== "table") throw new Error("no tickers");
  await expect(set.open()).rejects.toMatchObject({ code: "not-parquet", help: expect.stringContaining("--sql") });
});
