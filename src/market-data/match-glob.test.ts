import { expect, test } from "vitest";
import { isGlob, namePattern, splitGlob } from "./match-glob.ts";

test.each([
  ["*.csv", "KO.csv", true],
  ["*.csv", ".KO.csv", false],
  [".*.csv", ".KO.csv", true],
  ["*.csv", "KO.csv.gz", false],
  ["K?.csv", "KO.csv", true],
  ["K?.csv", "KOO.csv", false],
  ["[KP]*.csv", "PEP.csv", true],
  ["[!KP]*.csv", "PEP.csv", false],
  ["[a-c].csv", "b.csv", true],
  ["BRK.B.csv", "BRKxB.csv", false],
  ["a(1)+*.csv", "a(1)+2.csv", true],
  ["[.csv", "[.csv", true],
])("%s and %s: %s", (pattern, name, isMatch) => {
  expect(namePattern(pattern).test(name)).toBe(isMatch);
});

test.each([
  ["prices/*.csv", "prices", ["*.csv"]],
  ["*.csv", ".", ["*.csv"]],
  ["/data/**/*.parquet", "/data", ["**", "*.parquet"]],
  ["/*.csv", "/", ["*.csv"]],
  ["../a/b*/c.csv", "../a", ["b*", "c.csv"]],
])("begins the search for %s in %s", (pattern, folder, segments) => {
  expect(isGlob(pattern)).toBe(true);
  expect(splitGlob(pattern)).toEqual({ folder, segments });
});

test("takes a plain path for what it is", () => {
  expect(["prices/KO.csv", "a[].csv", "a.b-c"].map(isGlob)).toEqual([false, false, false]);
});

test("refuses a range that runs backwards", () => {
  expect(() => namePattern("[z-a]*.csv")).toThrow(expect.objectContaining({ code: "bad-pattern" }));
});
