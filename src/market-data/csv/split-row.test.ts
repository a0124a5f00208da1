import { describe, expect, test } from "vitest";
import { splitRow } from "./split-row.ts";

const split = (text: string, delimiter: "," | ";" | "\t" | " " = ",", quoted = true, isWhole = true) => {
  const bytes = new TextEncoder().encode(text);
  return splitRow(bytes, 0, bytes.length, { delimiter, quoted }, isWhole);
};

describe("splitRow", () => {
  test.each([
    ["a,b,c\nd", ["a", "b", "c"], 6],
    ["a, b ,\r\nd", ["a", "b", ""], 8],
    ["a\rb", ["a"], 2],
    ["a,b", ["a", "b"], 3],
    ["", [""], 0],
    ['"a,b","say ""so""" , "x"', ["a,b", 'say "so"', "x"], 24],
    ['""', [""], 2],
    ["Ö,é", ["Ö", "é"], 5],
  ])("splits %j", (text, cells, next) => {
    expect(split(text)).toEqual({ cells, next, lines: 1, brokenQuote: -1 });
  });

  test("counts the lines within quotes", () => {
    expect(split('"a\nb\r\nc\rd",e\nf')).toMatchObject({ cells: ["a\nb\r\nc\rd", "e"], lines: 4 });
  });

  test("takes several spaces for one delimiter, and none at the ends", () => {
    expect(split("  a   b c  \nd", " ")).toMatchObject({ cells: ["a", "b", "c"] });
  });

  test("takes quotes as they are where they mean nothing", () => {
    expect(split('5" pipe;"x"', ";", false)).toMatchObject({ cells: ['5" pipe', '"x"'], brokenQuote: -1 });
  });

  test.each([
    ['a,"b', 1],
    ['a"b,c', 0],
    ['"a"b,c', 0],
    ['a,"b" c', 1],
  ])("says which cell of %j has a broken quote", (text, cell) => {
    expect(split(text)!.brokenQuote).toBe(cell);
  });

  test.each(["a,b", 'a,"b', 'a,"b"', "a,b\r", "a,"])("waits for more after %j where more may follow", (text) => {
    expect(split(text, ",", true, false)).toBeNull();
  });
});
