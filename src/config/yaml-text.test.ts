import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { yamlText } from "./yaml-text.ts";

describe("yamlText", () => {
  it("reads back as the same value, alone and between brackets", () => {
    const value = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
    const awkward = fc.constantFrom(
      "007",
      "TRUE",
      "null",
      "1e3",
      ".5",
      "2013-01-01",
      "a: b",
      "- a",
      "a #b",
      "*a",
      "5bps",
      "x:",
      "---",
      "",
      "0x1F",
    );
    fc.assert(
      fc.property(fc.oneof(value, awkward), (one) => {
        expect(parse(`key: ${yamlText(one)}\n`)).toEqual({ key: Object.is(one, -0) ? expect.closeTo(0) : one });
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), awkward)), (list) => {
        expect(parse(`key: ${yamlText(list)}\n`)).toEqual({ key: list });
      }),
    );
  });

  it.each(["pairs", "../data/x.csv", "2013-01-31", "0.005/share:1", "5bps", "sharpe>=0.5"])(
    "leaves %s without quotes",
    (text) => {
      expect(yamlText(text)).toBe(text);
    },
  );
});
