import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { formOf } from "./form-of-bytes.ts";

test.each<readonly [string, Uint8Array, string]>([
  ["nothing", new Uint8Array(), "empty"],
  ["gzip", gzipSync("date"), "gzip"],
  ["zip", zipSync({ a: strToU8("1") }), "zip"],
  ["a zip without files", zipSync({}), "zip"],
  ["Parquet", strToU8("PAR1...."), "parquet"],
  ["an array of arrays", strToU8("\n [\n [1, 2]]"), "json"],
  ["an array of objects, with a byte order mark", strToU8('\ufeff[{"a": 1}]'), "json"],
  ["an object", strToU8('{"a": 1}'), "json"],
  ["an empty array", strToU8("[]"), "json"],
  ["a header", strToU8("date,open"), "text"],
  ["a header in brackets", strToU8("[Date],[Close]\n"), "text"],
  ["PK in a header", strToU8("PK,date,close"), "text"],
])("tells %s by how it begins", (_, bytes, form) => {
  expect(formOf(bytes)).toBe(form);
});
