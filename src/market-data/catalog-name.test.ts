import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileNameOf, isFolderName, symbolOf } from "./catalog-name.ts";

describe("the file name of a symbol", () => {
  it.each([
    ["KO", "KO"],
    ["BRK/B", "BRK%2FB"],
    ["^GSPC", "^GSPC"],
    ["EURUSD=X", "EURUSD=X"],
    ["BTC:USD", "BTC%3AUSD"],
    ["CON", "%43ON"],
    ["con.us", "%63on.us"],
    ["CONE", "CONE"],
    ["COM1", "%43OM1"],
    [".KO", "%2EKO"],
    ["..", "%2E%2E"],
    ["KO.", "KO%2E"],
    ["100%", "100%25"],
    ["Ä", "%C3%84"],
    ["KO PEP", "KO%20PEP"],
    ["../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"],
  ])("of %s is %s, and back again", (symbol, name) => {
    expect(fileNameOf(symbol)).toBe(name);
    expect(symbolOf(name)).toBe(symbol);
  });

  it("has nothing that a file system reads in its own way, whatever the symbol", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), (text) => {
        const symbol = text.trim();
        fc.pre(symbol !== "");
        const name = fileNameOf(symbol);
        expect(name).toMatch(/^[A-Za-z0-9_=+^%-][A-Za-z0-9._=+^%-]*$/);
        expect(name).not.toMatch(/\.$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(symbolOf(name)).toBe(symbol);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it("is refused where it would be none, or too long", () => {
    expect(() => fileNameOf("  ")).toThrow("empty");
    expect(() => fileNameOf("X".repeat(300))).toThrow("too long");
  });

  it("of another program's file is no symbol's", () => {
    expect(symbolOf("BRK%2fB")).toBeNull();
    expect(symbolOf("100%")).toBeNull();
    expect(symbolOf("A B")).toBeNull();
  });
});

it("takes only plain names for folders", () => {
  expect(["yahoo", "my-broker", "1d"].every(isFolderName)).toBe(true);
  expect(["", "..", "A", "a/b", ".pulling", "con", "a b"].some(isFolderName)).toBe(false);
});
