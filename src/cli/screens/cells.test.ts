import { describe, expect, it } from "vitest";
import { cellsOf, harmless, padLeft, padRight, piecesOf, shortened } from "./cells.ts";
import { flow, wrap } from "./wrap.ts";

describe("the cells of a text", () => {
  // Two cells a sign for East Asian Width W and F, and for emoji; none for marks (UAX #11, UTS #51).
  it.each([
    ["KO", 2],
    ["日経", 4],
    ["ｶﾌﾞ", 3],
    ["ＫＯ", 4],
    ["삼성", 4],
    ["Cafe\u0301", 4],
    ["n\u0303o", 2],
    ["🚀moon", 6],
    ["👩‍👩‍👧", 2],
    ["🇯🇵", 2],
    ["❤\ufe0f", 2],
    ["❤", 1],
    ["a\u200bb", 2],
    ["… ─ é", 5],
    ["\u28ff\u2800", 2],
    ["", 0],
  ])("%s: %i", (text, cells) => {
    expect(cellsOf(text)).toBe(cells);
  });

  it("are what padding counts", () => {
    expect(padRight("日経", 6)).toBe("日経  ");
    expect(padLeft("日経", 6)).toBe("  日経");
    expect(padLeft("日経", 3)).toBe("日経");
  });

  it("are what is cut by, and no sign is cut in two", () => {
    expect(piecesOf("日経平均", 5)).toEqual(["日経", "平均"]);
    expect(piecesOf("e\u0301e\u0301e\u0301", 2)).toEqual(["e\u0301e\u0301", "e\u0301"]);
    expect(shortened("日経平均株価", 8)).toBe("日経平…");
    expect(shortened("KO", 2)).toBe("KO");
  });
});

describe("lines", () => {
  it("break between words, and only a word that is too long is cut", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("see abcdefghij now", 5)).toEqual(["see", "abcde", "fghij", "now"]);
    expect(wrap("日経 平均 株価", 9)).toEqual(["日経 平均", "株価"]);
    expect(wrap("", 10)).toEqual([""]);
  });

  it("take parts side by side while they fit", () => {
    expect(flow(["日経", "b", "cc"], "  ", 7)).toEqual(["日経  b", "cc"]);
  });
});

describe("a name from a file", () => {
  it("cannot steer the terminal", () => {
    expect(harmless("a\u001b[31mb\nc\u202ed")).toBe("a\ufffd[31mb\ufffdc\ufffdd");
    expect(harmless("日経 Cafe\u0301 👩‍👩‍👧")).toBe("日経 Cafe\u0301 👩‍👩‍👧");
  });
});
