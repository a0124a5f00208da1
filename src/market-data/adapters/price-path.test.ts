import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { isPricePath } from "./price-path.ts";

const folder = mkdtempSync(join(tmpdir(), "ivy-path-"));
mkdirSync(join(folder, "prices/KO"), { recursive: true });
writeFileSync(join(folder, "closes"), "");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ["KO", false],
  ["BRK.B", false],
  ["XLE/XOM", false],
  ["KO-0.81*PEP", false],
  ["prices", false],
  ["./prices", true],
  ["prices/KO", true],
  ["closes", true],
  ["not/there.csv", true],
  ["KO.CSV.gz", true],
  ["long.parquet", true],
  ["not/there.jsonl", true],
  ["there.not.pq", true],
])("%s names a place: %s", (word, isPlace) => {
  expect(isPricePath(word, folder)).toBe(isPlace);
});
