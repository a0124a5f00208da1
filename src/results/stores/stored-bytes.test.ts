import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { holdsExactly } from "./stored-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "ivy-bytes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pieces = () => ["héad\n", "", Uint8Array.of(1, 2, 3), "tail\n"];
const whole = Buffer.concat([Buffer.from("héad\n"), Buffer.of(1, 2, 3), Buffer.from("tail\n")]);

it.each([
  ["the same bytes", whole, true],
  ["one byte more", Buffer.concat([whole, Buffer.of(0)]), false],
  ["one byte less", whole.subarray(0, -1), false],
  ["another byte in a later piece", Buffer.from(whole).fill(9, 7, 8), false],
  ["nothing", Buffer.alloc(0), false],
])("a file that holds %s: %#", (_, stored, isSame) => {
  const file = join(folder, "file");
  writeFileSync(file, stored);
  expect(holdsExactly(file, pieces)).toBe(isSame);
  expect(holdsExactly(file, whole)).toBe(isSame);
});

it("an empty file is what no pieces make", () => {
  const file = join(folder, "empty");
  writeFileSync(file, "");
  expect(holdsExactly(file, () => [])).toBe(true);
});
