import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { afterEach, expect, test } from "vitest";
import { openFile } from "./open-file.ts";

const FIXTURES = fileURLToPath(new URL("../../../test/fixtures/parquet/", import.meta.url));
const PARQUET = readFileSync(join(FIXTURES, "packed-snappy.parquet"));
const CSV = strToU8("date,close\n2013-01-02,1\n");
const JSON_BARS = strToU8('[{"t":"2013-01-02","c":1}]');
const folder = mkdtempSync(join(tmpdir(), "ivy-open-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(name: string, bytes: Uint8Array, form?: "csv" | "json" | "parquet") {
  rmSync(folder, { recursive: true, force: true });
  const path = join(mkdtempSync(folder), name);
  writeFileSync(path, bytes);
  return openFile(path, name, form === undefined ? {} : { form }).finally(() =>
    rmSync(join(path, ".."), { recursive: true }),
  );
}

test.each<readonly [string, Uint8Array, string]>([
  ["a.csv", CSV, "text on the disk"],
  ["a.csv.gz", gzipSync(CSV), "text"],
  ["a.csv", gzipSync(CSV), "text"],
  ["a.csv", JSON_BARS, "t,c"],
  ["a.json.gz", gzipSync(JSON_BARS), "t,c"],
  ["a.csv", PARQUET, "time,open,high,low,close,volume"],
  ["a.parquet.gz", gzipSync(PARQUET), "time,open,high,low,close,volume"],
  ["a.zip", zipSync({ "KO.csv": CSV }), "text in KO.csv"],
  ["a.csv", zipSync({ "KO.json": JSON_BARS }), "t,c in KO.json"],
  ["a.zip", zipSync({ "KO.parquet": PARQUET }), "time,open,high,low,close,volume in KO.parquet"],
  ["a.zip", zipSync({ "KO.csv.gz": gzipSync(CSV) }), "text in KO.csv.gz"],
  ["a.zip", zipSync({ "KO.csv": CSV, "PEP.json": JSON_BARS }), "KO.csv,PEP.json"],
])("opens %s by what it holds: %#", async (name, bytes, what) => {
  const opened = await open(name, bytes);
  const inner = "inner" in opened && opened.inner !== undefined ? ` in ${opened.inner}` : "";
  if (opened.kind === "table") expect(`${opened.table.names.join()}${inner}`).toBe(what);
  else if (opened.kind === "text") expect(`text${opened.bytes === null ? " on the disk" : ""}${inner}`).toBe(what);
  else expect(opened.members.map((member) => member.name).join()).toBe(what);
});

test("takes a form that a person names before what the file looks like", async () => {
  expect((await open("a.txt", strToU8("[Date],[Close]\n"), "csv")).kind).toBe("text");
  expect((await open("a.txt", JSON_BARS, "csv")).kind).toBe("text");
  expect((await open("a.json", CSV, "csv")).kind).toBe("text");
  expect((await open("a.json", strToU8("<html>"))).kind).toBe("text");
  await expect(open("a.csv", CSV, "json")).rejects.toMatchObject({ code: "broken-json" });
  await expect(open("a.csv", CSV, "parquet")).rejects.toMatchObject({ code: "not-parquet" });
});

test.each<readonly [string, Uint8Array, string]>([
  ["a.parquet", new Uint8Array(), "empty-file"],
  ["a.parquet", CSV, "not-parquet"],
  ["a.parquet", PARQUET.subarray(0, 1000), "cut-off"],
  ["a.csv.gz", gzipSync(CSV).subarray(0, 20), "broken-gzip"],
  ["a.zip", zipSync({ "KO.csv": CSV }).subarray(0, 60), "broken-zip"],
  ["a.zip", zipSync({ "b.zip": zipSync({ "KO.csv": CSV }) }), "nested-archive"],
  ["a.zip", zipSync({ data: zipSync({ "KO.csv": CSV, "PEP.csv": CSV }) }), "nested-archive"],
  ["a.json", strToU8('{"chart": '), "broken-json"],
  ["a.json", CSV, "broken-json"],
  ["a.json.gz", gzipSync(CSV), "broken-json"],
  ["a.zip", zipSync({ "a.json": CSV }), "broken-json"],
  ["a.zip", zipSync({ "a.parquet": CSV }), "not-parquet"],
  ["a.json", strToU8("  \n"), "empty-file"],
  ["a.jsonl", new Uint8Array(), "empty-file"],
])("refuses %s: %#", async (name, bytes, code) => {
  await expect(open(name, bytes)).rejects.toMatchObject({ code });
});
