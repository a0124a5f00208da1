import { expect, test } from "vitest";
import { fileError } from "./read-bytes.ts";

const saidBy = (code: string) => fileError("/prices/KO.csv", Object.assign(new Error(code), { code }));

test.each([
  ["ENOENT", "no-such-file"],
  ["ENOTDIR", "no-such-file"],
  ["EACCES", "no-permission"],
  ["EPERM", "no-permission"],
  ["EISDIR", "is-a-folder"],
  ["ERR_FS_FILE_TOO_LARGE", "too-large"],
  ["EIO", "not-readable"],
])("puts %s into words: %s", (system, code) => {
  const error = saidBy(system);
  expect(error.code).toBe(code);
  expect(error.where.file).toBe("/prices/KO.csv");
  expect(error.cause).toBeInstanceOf(Error);
});
