import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { openSql } from "./duckdb-query.ts";

const FIXTURES = fileURLToPath(new URL("../../../test/fixtures/parquet/", import.meta.url));
const ask = (sql: string) => openSql(sql, FIXTURES);

// DuckDB has a binary for each system, and npm leaves it out where there is none for it.
const isHere = await import("@duckdb/node-api").then(
  () => true,
  () => false,
);

test.skipIf(!isHere)("reads the answer of a query as a table", async () => {
  const table = await ask(
    "SELECT time, close, symbol FROM 'long.parquet' WHERE symbol <> 'BBB' ORDER BY symbol DESC, time",
  );
  expect(table.names).toEqual(["time", "close", "symbol"]);
  expect(await table.tickers(2)).toEqual(["CCC", "AAA"]);
  const raw = await table.read({ time: [0], timeForm: { kind: "iso" }, values: [1], symbol: 2, wanted: ["AAA"] });
  expect(raw.time[0]).toBe(Date.UTC(2013, 0, 2, 14, 30));
  expect([...raw.values[0]!]).toEqual(Array.from({ length: 10 }, (_, i) => 100 + i / 2));
  expect(raw.placeOf(0)).toEqual({ file: "query", line: 11 });
});

test.skipIf(!isHere)("reads every type, and NULL as nothing", async () => {
  const table = await ask("SELECT * EXCLUDE (list, record) FROM 'types.parquet'");
  const cells = (name: string) => table.sample.map((row) => row[table.names.indexOf(name)]);
  expect(cells("date")).toEqual(["1969-12-31", "2013-01-02", ""]);
  expect(cells("decimal9")).toEqual(["12.34", "-0.01", ""]);
  expect(cells("decimal38")).toEqual([String(Number("1234567890123456789.123456")), "-1.1", ""]);
  expect(cells("uint64")).toEqual([String(Number("18446744073709551615")), "0", ""]);
  expect(cells("micros")).toEqual(["1969-12-31 23:59:59.999", "1970-01-01 00:00:01.500", ""]);
  expect(cells("nanos")).toEqual(["1969-12-31 23:59:59.999", "1970-01-01 00:00:00.001", ""]);
  expect(cells("category")).toEqual(["KO", "PEP", ""]);
});

test.skipIf(!isHere)("reads timestamps of any unit, with a zone and without", async () => {
  const moment = "TIMESTAMP '2013-01-02 14:30:00.5'";
  const table = await ask(
    `SELECT ${moment} a, ${moment}::TIMESTAMP_S b, ${moment}::TIMESTAMP_MS c, ${moment}::TIMESTAMP_NS d, ${moment}::TIMESTAMPTZ e, TIME '09:30' f`,
  );
  expect(table.sample[0]).toEqual([
    "2013-01-02 14:30:00.500",
    // DuckDB rounds to the second here.
    expect.stringMatching(/^2013-01-02 14:30:0[01]\.000$/),
    "2013-01-02 14:30:00.500",
    "2013-01-02 14:30:00.500",
    "2013-01-02T14:30:00.500Z",
    "09:30:00",
  ]);
});

test.skipIf(!isHere)("reads CSV, JSON and partitions too", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ivy-sql-"));
  writeFileSync(join(folder, "a'b.csv"), "date,close\n2013-01-02,1.5\n");
  writeFileSync(join(folder, "c.json"), '[{"date":"2013-01-02","close":2.5}]');
  const sql = "SELECT * FROM 'a''b.csv' UNION ALL SELECT * FROM 'c.json'";
  expect((await openSql(sql, folder)).sample).toEqual([
    ["2013-01-02", "1.5"],
    ["2013-01-02", "2.5"],
  ]);
  expect(readdirSync(folder)).toEqual(["a'b.csv", "c.json"]);
  rmSync(folder, { recursive: true });
  const years = await ask("SELECT DISTINCT year FROM 'by-year/*/*.parquet' ORDER BY 1");
  expect(years.sample).toEqual([["2013"], ["2014"]]);
});

test.skipIf(!isHere).each([
  ["a word that is none", "SELEC 1", "query-failed", { line: 1, column: 1 }],
  [
    "a column that is not there",
    "SELECT *\nFROM 'long.parquet'\nWHERE clos > 3",
    "query-failed",
    { line: 3, column: 7 },
  ],
  ["a file that is not there", "SELECT * FROM 'nowhere/*.csv'", "query-failed", {}],
  ["a file on the network", "SELECT * FROM 'https://example.com/a.parquet'", "query-failed", {}],
  ["an answer without rows", "SELECT 1 AS a WHERE false", "no-rows", {}],
  ["nothing", "  ", "not-a-query", {}],
  ["two queries", "SELECT 1; SELECT 2", "not-a-query", {}],
  ["a parameter", "SELECT $1", "not-a-query", {}],
  ["writing a table", "CREATE TABLE a AS SELECT 1", "not-a-query", {}],
  ["writing a file", "COPY (SELECT 1) TO 'out.csv'", "not-a-query", {}],
  ["installing an extension", "INSTALL httpfs", "not-a-query", {}],
  ["loading an extension", "LOAD httpfs", "not-a-query", {}],
  ["changing a setting", "SET autoinstall_known_extensions = true", "not-a-query", {}],
  ["another database", "ATTACH 'a.db'", "not-a-query", {}],
] as const)("refuses %s", async (_, sql, code, where) => {
  await expect(ask(sql)).rejects.toMatchObject({ code, where: { key: "sql", ...where } });
});

test.skipIf(!isHere)("says in the words of DuckDB what is wrong, without its marks", async () => {
  const error = await ask("SELECT clos FROM 'long.parquet'").catch((thrown) => thrown);
  expect(error.message).toMatch(/^The query cannot be answered: Binder Error: .*clos.*close/);
  expect(error.message).not.toMatch(/LINE|\n/);
});

test("says what to install where DuckDB is not", async () => {
  vi.resetModules();
  vi.doMock("@duckdb/node-api", () => {
    throw new Error("Cannot find package '@duckdb/node-api'");
  });
  const { openSql: open } = await import("./duckdb-query.ts");
  await expect(open("SELECT 1", FIXTURES)).rejects.toMatchObject({
    code: "no-duckdb",
    help: expect.stringContaining("npm install @duckdb/node-api"),
  });
  vi.doUnmock("@duckdb/node-api");
});

test.skipIf(!isHere)("writes nothing, not even while a statement that would write is prepared", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ivy-export-"));
  const target = join(folder, "out");
  try {
    for (const sql of [
      `EXPORT DATABASE '${target}'`,
      `/* prices */ -- of shares\n ;( EXPORT DATABASE '${target}'`,
      `explain analyze export database '${target}'`,
      `COPY (SELECT 1) TO '${target}'`,
      `ATTACH '${target}'`,
      "PRAGMA version",
    ]) {
      await expect(openSql(sql, folder)).rejects.toMatchObject({ name: "DataError" });
    }
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.skipIf(!isHere)("says that there is no statement in comments and semicolons", async () => {
  for (const sql of [";;", "-- nothing", "/* nothing", " ( "]) {
    await expect(ask(sql)).rejects.toMatchObject({
      code: "not-a-query",
      message: expect.stringContaining("this is none"),
    });
  }
});
