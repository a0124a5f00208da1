import { expect, test } from "vitest";
import { sameFile } from "./seen-file.ts";

const seen = { size: 100, mtimeMs: Date.UTC(2024, 0, 2), ino: 7 };

test("takes a file for the same where size, time and inode are", () => {
  expect(() => sameFile("/prices/KO.csv", seen, { ...seen })).not.toThrow();
});

test.each([
  ["grown", { ...seen, size: 101 }],
  ["written over in the same size", { ...seen, mtimeMs: seen.mtimeMs + 1 }],
  ["put in the place of the other", { ...seen, ino: 8 }],
])("refuses one that was %s", (_, now) => {
  expect(() => sameFile("/prices/KO.csv", seen, now)).toThrowError(
    expect.objectContaining({ code: "file-changed", message: "KO.csv changed while it was read." }),
  );
});
