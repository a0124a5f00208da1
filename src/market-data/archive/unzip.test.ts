import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import type { DataError } from "#base/errors";
import { openZip } from "./unzip.ts";

const CSV = strToU8("date,close\n2013-01-02,1\n");

function refusal(bytes: Uint8Array): DataError {
  try {
    for (const file of openZip(bytes, "a.zip")) file.unpack();
  } catch (error) {
    return error as DataError;
  }
  throw new Error("it was opened");
}

/** Writes a number into a copy, in each record of the archive that begins with `mark`. */
function patched(bytes: Uint8Array, mark: number, at: number, size: 2 | 4, value: number): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let p = 0; p + 4 <= copy.length; p++) {
    if (view.getUint32(p, true) !== mark) continue;
    if (size === 2) view.setUint16(p + at, value, true);
    else view.setUint32(p + at, value, true);
  }
  return copy;
}

const ENTRY = 0x02014b50;

test.each([0, 9] as const)("opens the price files of an archive, packed at level %i", (level) => {
  const members = {
    "prices/KO.csv": CSV,
    "prices/PEP.csv": CSV,
    "README.txt": strToU8("hello"),
    "__MACOSX/._KO.csv": CSV,
    ".hidden.csv": CSV,
  };
  const files = openZip(zipSync(members, { level }), "a.zip");
  expect(files.map(({ name, file }) => `${name} ${file}`)).toEqual([
    "KO.csv a.zip/prices/KO.csv",
    "PEP.csv a.zip/prices/PEP.csv",
  ]);
  expect(files.map((file) => [...file.unpack()])).toEqual([[...CSV], [...CSV]]);
});

test("opens the only file of an archive, whatever it is called", () => {
  const [file] = openZip(zipSync({ "klines-2023": CSV }), "a.zip");
  expect([...file!.unpack()]).toEqual([...CSV]);
});

test("finds the directory before a comment", () => {
  const plain = zipSync({ "a.csv": CSV });
  const bytes = new Uint8Array(plain.length + 5);
  bytes.set(plain);
  bytes.set(strToU8("hello"), plain.length);
  expect(openZip(patched(bytes, 0x06054b50, 20, 2, 5), "a.zip")).toHaveLength(1);
});

test.each<readonly [string, Uint8Array, string]>([
  ["an empty archive", zipSync({}), "empty-archive"],
  ["nothing but hidden files", zipSync({ ".DS_Store": CSV }), "empty-archive"],
  ["no price file among several", zipSync({ "a.pdf": CSV, "b.docx": CSV }), "no-price-files"],
  ["an archive in an archive", zipSync({ "inner.zip": zipSync({ "a.csv": CSV }) }), "nested-archive"],
  ["an archive in an archive that is not called one", zipSync({ data: zipSync({ "a.csv": CSV }) }), "nested-archive"],
  ["a spreadsheet", zipSync({ "[Content_Types].xml": CSV, "xl/workbook.xml": CSV }), "spreadsheet"],
  ["an encrypted file", patched(zipSync({ "a.csv": CSV }), ENTRY, 8, 2, 1), "encrypted"],
  ["an unknown packing", patched(zipSync({ "a.csv": CSV }), ENTRY, 10, 2, 12), "unknown-packing"],
  ["a size that no packing reaches", patched(zipSync({ "a.csv": CSV }), ENTRY, 24, 4, 0x40000000), "too-large"],
  ["a size that is not true", patched(zipSync({ "a.csv": CSV }), ENTRY, 24, 4, 10), "broken-zip"],
  ["a sum that is not true", patched(zipSync({ "a.csv": CSV }), ENTRY, 16, 4, 1), "broken-zip"],
  ["a place that is not there", patched(zipSync({ "a.csv": CSV }), ENTRY, 42, 4, 0x1000), "broken-zip"],
])("refuses %s", (_, bytes, code) => {
  const error = refusal(bytes);
  expect(error.code).toBe(code);
  expect(error.where.file).toBe("a.zip");
});

test("refuses an archive that is cut off anywhere", () => {
  const whole = zipSync({ "KO.csv": CSV, "PEP.csv": CSV });
  for (let length = 0; length < whole.length; length++) {
    expect(refusal(whole.subarray(0, length)).code, `${length} bytes`).toBe("broken-zip");
  }
});

test("never gives other bytes than were packed, whichever byte is wrong", () => {
  const whole = zipSync({ "KO.csv": CSV });
  for (let at = 0; at < whole.length; at++) {
    const bytes = whole.slice();
    bytes[at]! ^= 0x55;
    try {
      const files = openZip(bytes, "a.zip");
      for (const file of files) expect([...file.unpack()], `byte ${at}`).toEqual([...CSV]);
    } catch (error) {
      expect((error as DataError).code, `byte ${at}: ${error}`).toMatch(
        /^(broken-zip|encrypted|unknown-packing|too-large|empty-archive|nested-archive)$/,
      );
    }
  }
});

test("a path that begins with a dot or leads above the archive hides no file: nothing is written where it leads", () => {
  const opened = openZip(zipSync({ "./KO.csv": CSV, "../../PEP.csv": CSV }), "a.zip");
  expect(opened.map(({ name }) => name)).toEqual(["KO.csv", "PEP.csv"]);
});

test("takes for price files what a folder does, and leaves the catalog's notes aside", () => {
  const members = { "KO.pq": CSV, "PEP.jsonl.gz": CSV, "XOM.csv": CSV, "XOM.about.json": CSV };
  const files = openZip(zipSync(members), "a.zip");
  expect(files.map(({ name }) => name)).toEqual(["KO.pq", "PEP.jsonl.gz", "XOM.csv"]);
});
